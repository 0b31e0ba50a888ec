"""Facebook's Pixel: asked first, never a script, and no trace of it before a yes and after a no."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ethreader.base.db import db
from tests.audience.readers import SPEAKER_FILE, import_speaker
from tests.comments.forms import COMMENTS, PAGE
from tests.conftest import EVENT_FILE, make_app, make_event
from tests.pages import page_of, text_of, texts
from tests.visitors import with_visitors

NUMBER = "1234567890"
IMAGE = f"https://www.facebook.com/tr?id={NUMBER}&ev=PageView&noscript=1"
YES, NO = {"Cookie": "facebook=yes"}, {"Cookie": "facebook=no"}
HOSTS = ("facebook.com", "facebook.net", "fbcdn", "fbevents", "meta.com", "fbq")
READERS_PAGES = ["/", "/events/", PAGE, "/speakers/", "/speakers/mira-example/"]
OTHER_PAGES: list[Any] = [
    pytest.param("/safety/", 200, id="safety"),
    pytest.param("/exit", 303, id="exit"),
    pytest.param(COMMENTS, 200, id="thread"),
    pytest.param(f"{COMMENTS}/new", 200, id="form"),
    pytest.param(f"{COMMENTS}/received", 200, id="receipt"),
    pytest.param("/mine/no-such-link", 404, id="an author's own page"),
    pytest.param("/mail/stop/no-such-link", 404, id="a link in a mail"),
    pytest.param("/moderation/login", 200, id="sign-in"),
    pytest.param("/events/no-such-event/", 404, id="a missing article"),
    pytest.param("/no-such-page", 404, id="a missing page"),
]


@contextmanager
def filled_site(folder: Path, **given: str) -> Iterator[Flask]:
    """A site with an article and a speaker."""
    app = with_visitors(make_app(folder / "instance", **given))
    with app.app_context():
        make_event(folder, "winter-meeting", EVENT_FILE)
        import_speaker(folder, SPEAKER_FILE)
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A site with a Pixel; nothing here changes what it holds."""
    with filled_site(tmp_path_factory.mktemp("pixel"), ETHREADER_PIXEL_ID=NUMBER) as app:
        yield app


@pytest.fixture(scope="module")
def site_without(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The same site without one."""
    with filled_site(tmp_path_factory.mktemp("plain")) as app:
        yield app


@pytest.fixture
def reader(site: Flask) -> FlaskClient:
    """A browser that sends the cookies that a test gives it, and keeps none."""
    return site.test_client(use_cookies=False)


@pytest.fixture
def browser(site: Flask) -> FlaskClient:
    """A browser that keeps what it is given."""
    return site.test_client()


@pytest.fixture
def plain(site_without: Flask) -> FlaskClient:
    """A browser at the site without a Pixel."""
    return site_without.test_client(use_cookies=False)


def press(reader: FlaskClient, answer: str, page: str = PAGE, **headers: str) -> TestResponse:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return reader.post("/pixel", data={"answer": answer, "page": page}, headers=told)


def images(response: TestResponse) -> list[dict[str, str]]:
    return [dict(each.items()) for each in page_of(response).iter("img")]


def policy_of(response: TestResponse) -> str:
    return response.headers["Content-Security-Policy"]


def traces(response: TestResponse) -> list[str]:
    everything = f"{response.headers}{response.text}".lower()
    return [host for host in HOSTS if host in everything]


# --- without a Pixel, without a yes, and after a no ------------------------------------------


@pytest.mark.parametrize("path", READERS_PAGES)
@pytest.mark.parametrize("cookie", [{}, YES, NO], ids=["nothing said", "yes", "no"])
def test_without_a_pixel_there_is_no_trace(
    plain: FlaskClient, path: str, cookie: dict[str, str]
) -> None:
    answer = plain.get(path, headers=cookie)

    assert answer.status_code == 200
    assert "facebook" not in f"{answer.headers}{answer.text}".lower()
    assert "Cookie" not in str(answer.headers)


def test_without_a_pixel_nothing_can_be_answered(plain: FlaskClient) -> None:
    answer = press(plain, "yes")

    assert (answer.status_code, answer.headers.getlist("Set-Cookie")) == (404, [])


@pytest.mark.parametrize("path", READERS_PAGES)
@pytest.mark.parametrize(
    "said",
    [{}, NO, {"Cookie": "facebook=YES"}, {"Cookie": "facebook="}, {"Cookie": "other=yes"}],
    ids=["nothing", "no", "another spelling", "an empty cookie", "another cookie"],
)
def test_without_a_yes_nothing_leads_to_facebook(
    *, reader: FlaskClient, plain: FlaskClient, path: str, said: dict[str, str]
) -> None:
    response = reader.get(path, headers=said)

    assert response.status_code == 200
    assert traces(response) == []
    assert images(response) == []
    assert policy_of(response) == policy_of(plain.get(path))
    assert response.headers.getlist("Set-Cookie") == []


@pytest.mark.parametrize("path", READERS_PAGES)
def test_the_question_gives_no_answer_more_room_than_the_other(
    reader: FlaskClient, path: str
) -> None:
    page = page_of(reader.get(path))

    [form] = page.findall(".//form[@action='/pixel']")
    buttons = list(form.iter("button"))
    assert [(text_of(each), each.get("value")) for each in buttons] == [
        ("No, don’t tell Facebook", "no"),
        ("Yes, tell Facebook", "yes"),
    ]
    assert len({(each.get("class"), each.get("type")) for each in buttons}) == 1
    assert form.get("method") == "post"
    assert "one cookie" in text_of(form)
    assert page.findall(".//main//form[@action='/pixel']") == []  # Below what is read.


# --- after a yes -----------------------------------------------------------------------------


@pytest.mark.parametrize("path", READERS_PAGES)
def test_after_a_yes_one_image_tells_and_nothing_of_the_page(
    reader: FlaskClient, plain: FlaskClient, path: str
) -> None:
    response = reader.get(path, headers=YES)

    assert images(response) == [
        {
            "class": "visually-hidden",
            "src": IMAGE,
            "width": "1",
            "height": "1",
            "alt": "",
            "referrerpolicy": "no-referrer",
        }
    ]
    assert "noscript>" not in response.text
    usual = policy_of(plain.get(path))
    told = usual.replace("img-src 'self'", "img-src 'self' https://www.facebook.com/tr")
    assert policy_of(response) == told != usual
    assert [text_of(each) for each in page_of(response).iter("button")][-1] == "Withdraw consent"


@pytest.mark.parametrize("path", READERS_PAGES)
def test_a_page_after_a_yes_is_kept_by_nobody(reader: FlaskClient, path: str) -> None:
    asking = reader.get(path)

    told = reader.get(path, headers={**YES, "If-None-Match": asking.headers["ETag"]})

    assert told.status_code == 200
    assert told.headers["Cache-Control"] == "no-store"
    assert "ETag" not in told.headers


def test_pages_say_what_they_depend_on(reader: FlaskClient) -> None:
    for said in ({}, YES, NO):
        vary = set(", ".join(reader.get("/", headers=said).headers.getlist("Vary")).split(", "))
        assert vary == {"Cookie", "Sec-GPC", "DNT", "HX-Request", "HX-Request-Type"}


def test_a_no_has_its_own_bytes_and_can_be_asked_for_again(reader: FlaskClient) -> None:
    asking, refused = reader.get("/"), reader.get("/", headers=NO)

    stale = reader.get("/", headers={**NO, "If-None-Match": asking.headers["ETag"]})
    fresh = reader.get("/", headers={**NO, "If-None-Match": refused.headers["ETag"]})

    assert (stale.status_code, stale.data) == (200, refused.data)
    assert fresh.status_code == 304
    assert traces(fresh) == []


@pytest.mark.parametrize(("path", "status"), OTHER_PAGES)
def test_other_pages_ask_nothing_and_tell_nothing(
    reader: FlaskClient, path: str, status: int
) -> None:
    response = reader.get(path, headers=YES)

    assert response.status_code == status
    assert traces(response) == []
    assert 'action="/pixel"' not in response.text
    assert reader.get("/").text.count('action="/pixel"') == 1


@pytest.mark.parametrize("signal", [{"Sec-GPC": "1"}, {"DNT": "1"}], ids=["GPC", "DNT"])
@pytest.mark.parametrize("said", [{}, YES, NO], ids=["nothing said", "yes", "no"])
def test_who_asks_not_to_be_followed_is_neither_asked_nor_told_of(
    reader: FlaskClient, signal: dict[str, str], said: dict[str, str]
) -> None:
    response = reader.get("/", headers={**signal, **said})

    assert response.status_code == 200
    assert traces(response) == []
    assert 'action="/pixel"' not in response.text


# --- the answer ------------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["yes", "no"])
def test_an_answer_is_one_cookie_until_the_browser_closes(browser: FlaskClient, said: str) -> None:
    answer = press(browser, said)

    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PAGE}#facebook")
    assert answer.headers.getlist("Set-Cookie") == [
        f"facebook={said}; HttpOnly; Path=/; SameSite=Strict"
    ]
    assert (len(images(browser.get("/"))) == 1) is (said == "yes")


def test_the_cookie_of_an_https_site_is_secure(tmp_path: Path) -> None:
    given = {"ETHREADER_PIXEL_ID": NUMBER, "ETHREADER_BASE_URL": "https://events.example.org"}
    secure = make_app(tmp_path / "secure", **given).test_client()
    here = {"Host": "events.example.org"}

    [yes] = press(secure, "yes", **here).headers.getlist("Set-Cookie")
    [gone] = press(secure, "withdraw", **here).headers.getlist("Set-Cookie")

    assert yes == "__Host-facebook=yes; Secure; HttpOnly; Path=/; SameSite=Strict"
    assert gone.startswith("__Host-facebook=; Expires=Thu, 01 Jan 1970 ")
    assert gone.endswith("; Secure; HttpOnly; Path=/; SameSite=Strict")


def test_one_press_takes_a_yes_back(browser: FlaskClient) -> None:
    press(browser, "yes")
    assert len(images(browser.get("/"))) == 1

    answer = press(browser, "withdraw")

    assert answer.status_code == 303
    assert browser.get_cookie("facebook") is None
    assert traces(browser.get("/")) == []
    assert "May Facebook know" in browser.get("/").text


def test_taking_back_what_was_never_said_harms_nothing(browser: FlaskClient) -> None:
    assert press(browser, "withdraw").status_code == 303
    assert browser.get_cookie("facebook") is None


@pytest.mark.parametrize("signal", ["Sec_GPC", "DNT"])
def test_a_signal_stands_above_a_button(browser: FlaskClient, signal: str) -> None:
    press(browser, "yes")

    press(browser, "yes", **{signal: "1"})

    assert browser.get_cookie("facebook") is None


@pytest.mark.parametrize("said", ["", "maybe", "YES", "yes; Domain=example.org"])
def test_another_answer_is_refused(reader: FlaskClient, said: str) -> None:
    response = press(reader, said)

    assert (response.status_code, response.headers.getlist("Set-Cookie")) == (400, [])


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_an_answer_is_posted(reader: FlaskClient, method: str) -> None:
    response = reader.open("/pixel", method=method)

    assert (response.status_code, response.headers.getlist("Set-Cookie")) == (405, [])
    assert set(response.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


@pytest.mark.parametrize(
    ("page", "back"),
    [
        pytest.param(PAGE, PAGE, id="the article"),
        pytest.param("/speakers/mira-example/", "/speakers/mira-example/", id="a speaker"),
        pytest.param("/events/gone/", "/events/gone/", id="an article that went"),
        pytest.param("/mine/secret", "/", id="no page that asks"),
        pytest.param("/exit", "/", id="the way out"),
        pytest.param("//evil.example/", "/", id="another host"),
        pytest.param("/\\evil.example", "/", id="the same in disguise"),
        pytest.param("https://evil.example/", "/", id="an address of elsewhere"),
        pytest.param("/events/x/\r\nSet-Cookie: a=b", "/", id="a header"),
        pytest.param("", "/", id="nothing"),
    ],
)
def test_the_way_back_stays_on_this_site(reader: FlaskClient, page: str, back: str) -> None:
    response = press(reader, "no", page)

    assert (response.status_code, response.headers["Location"]) == (303, f"{back}#facebook")


@pytest.mark.parametrize(
    "headers",
    [{"Sec_Fetch_Site": "cross-site"}, {"Origin": "https://evil.example"}],
    ids=["as the browser says", "by its origin"],
)
def test_nobody_else_can_say_yes_for_a_reader(reader: FlaskClient, headers: dict[str, str]) -> None:
    response = press(reader, "yes", **headers)

    assert (response.status_code, response.headers.getlist("Set-Cookie")) == (403, [])


def test_the_way_out_forgets_the_answer(reader: FlaskClient) -> None:
    assert '"cookies"' in reader.get("/exit", headers=YES).headers["Clear-Site-Data"]


# --- what the site says of itself ------------------------------------------------------------


def test_the_footer_stays_true(reader: FlaskClient, plain: FlaskClient) -> None:
    without, asking = (texts(page_of(each.get("/")), ".//footer//p")[0] for each in (plain, reader))

    assert without.startswith("Reading and commenting here sets no cookies and tracks nobody. ")
    assert "unless you respond to the question about Facebook: one cookie" in asking


def test_the_safety_page_speaks_of_the_question(reader: FlaskClient, plain: FlaskClient) -> None:
    assert "Facebook" not in plain.get("/safety/").text
    assert "say no there, or ignore the question" in reader.get("/safety/").text
