"""The language is that of the address; everything else about an answer stays as it was."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.events.models import Event
from ethreader.web.http import ASK_AGAIN
from tests.comments.forms import COMMENTS, PAGE, fields_of, stored
from tests.conftest import PASSWORD, make_app
from tests.pages import by_class, links, page_of, text_of
from tests.visitors import HTMX

SWITCH = "languages"


@pytest.mark.parametrize(
    ("prefix", "lang", "heading"),
    [
        ("", "en", "Events"),
        ("/sr", "sr-Latn", "Događaji"),
        ("/sr-Cyrl", "sr-Cyrl", "Догађаји"),
        ("/de", "de", "Veranstaltungen"),
    ],
)
def test_each_language_has_its_prefix_and_keeps_it(
    client: FlaskClient, event: Event, prefix: str, lang: str, heading: str
) -> None:
    page = page_of(client.get(f"{prefix}/"))

    assert page.get("lang") == lang
    assert text_of(page.find(".//h1")) == heading
    own = {link for link in links(page, ".//main").values() if link.startswith("/")}
    assert own == {f"{prefix}{PAGE}", f"{prefix}/events/"}
    files = [each.get("src") or each.get("href") or "" for each in page.iter() if
             each.tag in {"script", "link"}]  # fmt: skip
    assert {
        each for each in files if "/static/" in each and not each.startswith("/static/")
    } == set()


def test_content_keeps_its_own_language(client: FlaskClient, event: Event) -> None:
    page = page_of(client.get(f"/de{PAGE}"))

    article = page.find(".//article")
    assert article is not None
    assert article.get("lang") == "en"
    assert text_of(by_class(page, "kicker")[0]).startswith("3. Februar 2026")
    assert by_class(page, "kicker")[0].get("lang") == "de"


@pytest.mark.parametrize(
    ("prefix", "when"),
    [
        ("", "3 February 2026, 18:00–20:00 Belgrade time (CET)"),
        ("/sr", "3. februara 2026. 18:00–20:00 časova (vremenska zona: Beograd, CET)"),
        ("/sr-Cyrl", "3. фебруара 2026. 18:00–20:00 часова (временска зона: Београд, CET)"),
        ("/de", "3. Februar 2026, 18:00–20:00 Uhr Ortszeit Belgrad (MEZ)"),
    ],
)
def test_time_is_said_in_the_readers_language_and_the_events_zone(
    client: FlaskClient, event: Event, prefix: str, when: str
) -> None:
    page = page_of(client.get(f"{prefix}{PAGE}"))

    assert text_of(page.find(".//section[@class='facts']//dd")) == when


@pytest.mark.parametrize(
    ("asked", "status", "place"),
    [
        ("/en/", 301, "/"),
        ("/en", 301, "/"),
        ("/en/events/?order=newest", 301, "/events/?order=newest"),
        ("/de", 301, "/de/"),
        ("/DE/events/", 301, "/de/events/"),
        ("/sr-cyrl/", 301, "/sr-Cyrl/"),
        ("/sr-Latn/events/", 301, "/sr/events/"),
        ("/en//elsewhere.example/", 301, "/elsewhere.example/"),
        ("/de/de/", 404, None),
        ("/fr/", 404, None),
        ("/de/static/site.css", 404, None),
        ("/de/healthz", 404, None),
    ],
)
def test_each_page_has_one_address(
    client: FlaskClient, asked: str, status: int, place: str | None
) -> None:
    response = client.get(asked)

    assert (response.status_code, response.headers.get("Location")) == (status, place)


def test_a_post_to_another_spelling_stays_a_post(client: FlaskClient, event: Event) -> None:
    response = client.post(f"/en{COMMENTS}")

    assert (response.status_code, response.headers["Location"]) == (308, COMMENTS)


def test_search_engines_are_told_of_all_languages(client: FlaskClient, event: Event) -> None:
    page = page_of(client.get("/de/events/?order=newest"))

    told = {
        (each.get("rel"), each.get("hreflang")): each.get("href")
        for each in page.iter("link")
        if each.get("rel") == "canonical" or each.get("hreflang")
    }
    base = "http://127.0.0.1:8000"
    assert told == {
        ("canonical", None): f"{base}/de/events/",
        ("alternate", "x-default"): f"{base}/events/",
        ("alternate", "en"): f"{base}/events/",
        ("alternate", "sr-Latn"): f"{base}/sr/events/",
        ("alternate", "sr-Cyrl"): f"{base}/sr-Cyrl/events/",
        ("alternate", "de"): f"{base}/de/events/",
    }


def test_the_switch_leads_to_the_same_place(client: FlaskClient, event: Event) -> None:
    page = page_of(client.get(f"/sr{PAGE}?order=newest&from=elsewhere"))

    switch = by_class(page, SWITCH)[0]
    assert [(text_of(a), a.get("href"), a.get("lang"), a.get("hreflang")) for a in
            switch.iter("a")] == [
        ("English", f"{PAGE}?order=newest", "en", "en"),
        ("Српски", f"/sr-Cyrl{PAGE}?order=newest", "sr-Cyrl", "sr-Cyrl"),
        ("Deutsch", f"/de{PAGE}?order=newest", "de", "de"),
    ]  # fmt: skip
    assert [text_of(each) for each in switch.iter("span")] == ["Srpski"]


def test_what_was_posted_or_is_missing_has_no_switch(client: FlaskClient, event: Event) -> None:
    refused = page_of(client.post(f"/de{COMMENTS}"), status=422)
    missing = page_of(client.get("/de/none"), status=404)
    hidden = page_of(client.get(f"/de/comments/{'0' * 16}"), status=404)

    for page in (refused, missing, hidden):
        assert by_class(page, SWITCH) == []
    assert missing.get("lang") == "de"
    assert text_of(missing.find(".//h1")) == "Seite nicht gefunden"


def test_nothing_but_the_address_decides(client: FlaskClient, event: Event) -> None:
    plain = client.get("/")
    other = client.get("/", headers={"Accept-Language": "de", "Cookie": "language=de"})
    german = client.get("/de/")

    assert other.data == plain.data
    assert "Accept-Language" not in plain.headers["Vary"]
    assert german.headers["ETag"] != plain.headers["ETag"]
    again = client.get("/de/", headers={"If-None-Match": german.headers["ETag"]})
    assert (again.status_code, german.headers["Cache-Control"]) == (304, ASK_AGAIN)
    assert "Set-Cookie" not in german.headers


def test_one_request_leaves_no_language_to_the_next(client: FlaskClient, event: Event) -> None:
    first = client.get("/").data

    german = client.get("/de/").text

    assert "3. Februar 2026" in german
    assert client.get("/").data == first


def test_comment_is_written_in_any_language(client: FlaskClient, event: Event) -> None:
    form = fields_of(client.get(f"/de{COMMENTS}/new").text)

    response = client.post(f"/sr{COMMENTS}", data={**form, "body": "Zdravo."}, headers=HTMX)

    assert response.status_code == 201
    assert "Vaš komentar je primljen." in response.text
    assert "http://127.0.0.1:8000/sr/mine/" in response.text
    assert [each.body for each in stored()] == ["Zdravo."]


def test_pages_are_counted_without_their_language(app: Flask, event: Event) -> None:
    client = app.test_client()
    agent = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}

    for path in (PAGE, f"/de{PAGE}", f"/sr{PAGE}"):
        client.get(path, headers=agent)

    sums = app.extensions["tally"].take()
    assert {place.path: (views, sums.visitors[place]) for place, views in sums.views.items()} == {
        "": (3, 1),
        PAGE: (3, 1),
    }


def test_the_cookie_is_for_moderation_in_each_language(app: Flask, moderator: str) -> None:
    client = app.test_client()
    response = client.post("/de/moderation/login", data={"name": moderator, "password": PASSWORD})

    assert response.headers["Location"] == "/de/moderation/"
    assert "Path=/de/moderation;" in "; ".join(response.headers.getlist("Set-Cookie"))
    moderator_client = page_of(client.get("/de/moderation/"))
    assert text_of(moderator_client.find(".//h1")) == "Warteschlange"
    token = moderator_client.find(".//input[@name='csrf_token']")
    assert token is not None
    left = client.post("/de/moderation/logout", data={"csrf_token": token.get("value")})
    assert left.headers["Location"] == "/de/moderation/login?done=left"
    assert "Path=/de/moderation;" in "; ".join(left.headers.getlist("Set-Cookie"))


def test_the_exit_leaves_from_any_language(client: FlaskClient) -> None:
    response = client.get("/de/exit")

    assert (response.status_code, response.headers["Location"]) == (
        303,
        "https://www.bbc.com/weather",
    )
    assert response.headers["Clear-Site-Data"] == '"cookies", "storage"'


def test_the_proof_names_the_addresses_of_its_language(client: FlaskClient) -> None:
    page = page_of(client.get("/de/privacy/proof"))

    paths = {each.get("data-path", "") for each in page.iter("code")} - {""}
    own = {path for path in paths if path.startswith("/") and not path.startswith("/static/")}
    assert "/de/events/<slug>/comments" in own
    assert [path for path in own if not path.startswith("/de/")] == []


def test_the_first_language_is_the_operators_choice(tmp_path: Path) -> None:
    app = make_app(tmp_path / "instance", ETHREADER_LANGUAGES="sr-Cyrl, en")
    client = app.test_client()

    assert page_of(client.get("/")).get("lang") == "sr-Cyrl"
    assert page_of(client.get("/en/")).get("lang") == "en"
    assert client.get("/sr-Cyrl/events/").headers["Location"] == "/events/"
    assert client.get("/de/").status_code == 404
    with app.app_context():
        assert app.jinja_env.from_string("{{ _('Hello,') }}").render() == "Здраво,"


def test_a_site_in_one_language_has_no_switch(tmp_path: Path) -> None:
    page = page_of(make_app(tmp_path / "instance", ETHREADER_LANGUAGES="de").test_client().get("/"))

    assert by_class(page, SWITCH) == []
    assert [each.get("hreflang") for each in page.iter("link") if each.get("hreflang")] == []
