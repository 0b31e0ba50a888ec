"""After saving, sending and deleting, a page says so, and the focus is where it says so."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient

from ethreader.base.db import db
from ethreader.comments.models import State
from ethreader.events.choices import CommentPolicy
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, filled_in, own_link, stored
from tests.pages import by_class, page_of, text_of, texts
from tests.visitors import HTMX

TEXT = "What I wrote at first."
Send = Callable[[str, dict[str, str]], Element]


@pytest.fixture
def own_page(client: FlaskClient, event: Event) -> str:
    """The path of the page of a comment."""
    return own_link(client.post(COMMENTS, data=filled_in(client, body=TEXT), headers=HTMX))


@pytest.fixture
def send(client: FlaskClient, own_page: str) -> Send:
    """Send one of its forms, and return the page that is there then."""

    def follow(path: str, data: dict[str, str]) -> Element:
        response = client.post(f"{own_page}/{path}", data=data, follow_redirects=True)
        if response.history:  # Where it is loaded anew, it does not say again what was done.
            again = page_of(client.get(response.request.url))
            assert by_class(again, "confirmation") == []
        return page_of(response)

    return follow


def focused(page: Element) -> Element:
    """Return where the focus is; there is one place."""
    [found] = [each for each in page.iter() if "autofocus" in each.attrib]
    assert found.get("tabindex") == "-1"
    return found


@pytest.mark.parametrize(
    ("path", "data", "title", "words"),
    [
        (
            "edit",
            {"body": "Other words.", "name": "Mira"},
            "edit-title",
            "Your changes have been saved. A moderator reads them before they appear.",
        ),
        ("message", {"message": "Hello?"}, "messages-title", "Your message has been sent."),
    ],
)
def test_what_was_sent_is_confirmed_in_its_section(
    send: Send, path: str, data: dict[str, str], title: str, words: str
) -> None:
    page = send(path, data)

    place = focused(page)
    [section] = [each for each in page.iter("section") if each.get("aria-labelledby") == title]
    assert (place.get("role"), text_of(place)) == ("status", words)
    assert place in list(section.iter())
    assert len(by_class(page, "confirmation")) == 1


def test_an_edit_that_stays_on_the_page_says_that_it_is_published(send: Send) -> None:
    [comment] = stored()
    comment.event.comments = CommentPolicy.OPEN
    comment.state = State.PUBLISHED
    db.session.commit()

    page = send("edit", {"body": "Other words.", "name": "Mira"})

    assert text_of(focused(page)) == "Your changes have been saved and are published."


def test_stopping_mail_is_confirmed_by_the_heading(send: Send) -> None:
    assert text_of(focused(send("no-mail", {}))) == "No more emails"


@pytest.mark.parametrize("done", ["", "x", "saved<b>", "deleted", "saved", "sent"])
def test_nothing_else_is_confirmed(client: FlaskClient, own_page: str, done: str) -> None:
    page = page_of(client.get(own_page, query_string={"done": done}))

    assert by_class(page, "confirmation") == []


@pytest.mark.parametrize(("path", "data"), [("edit", {"body": ""}), ("message", {"message": " "})])
def test_what_was_refused_is_not_confirmed(
    client: FlaskClient, own_page: str, path: str, data: dict[str, str]
) -> None:
    page = page_of(client.post(f"{own_page}/{path}?done=saved", data=data), status=422)

    assert by_class(page, "confirmation") == []
    assert focused(page) in by_class(page, "error-summary")


def test_one_press_on_delete_deletes_nothing(client: FlaskClient, own_page: str) -> None:
    page = page_of(client.get(own_page))
    [link] = [each for each in page.iter("a") if text_of(each) == "Delete permanently"]
    forms = [each.get("action") for each in page.iter("form")]

    asked = client.get(link.get("href", ""))

    assert f"{own_page}/withdraw" not in forms
    assert (asked.status_code, stored()[0].body) == (200, TEXT)
    assert (asked.headers["Cache-Control"], asked.headers["X-Robots-Tag"]) == (
        "no-store",
        "noindex",
    )


def test_the_second_says_exactly_what_goes_and_can_be_left(
    client: FlaskClient, own_page: str
) -> None:
    page = page_of(client.get(f"{own_page}/delete"))

    assert text_of(focused(page)) == "Delete your comment permanently?"
    assert TEXT in text_of(page.find(".//blockquote"))
    assert texts(page, ".//main//ul/li") == [
        "your text and your name",
        "your messages with the moderators",
        "your email address, if you asked for updates",
        "your private page and its link",
        "what others quote from you with the Quote button",
    ]
    [form] = [each for each in page.iter("form") if "/mine/" in each.get("action", "")]
    assert [text_of(each) for each in form.iter() if each.tag in {"a", "button"}] == [
        "No, keep it",
        "Yes, delete permanently",
    ]
    assert (form.get("method"), form.get("action")) == ("post", f"{own_page}/withdraw")
    assert [each.get("href") for each in form.iter("a")] == [own_page]


def test_the_second_press_deletes_and_says_so(client: FlaskClient, own_page: str) -> None:
    page = page_of(client.post(f"{own_page}/withdraw"))

    assert text_of(focused(page)) == "Your comment has been deleted."
    assert stored()[0].state is State.WITHDRAWN
    for again in (client.get(f"{own_page}/delete"), client.post(f"{own_page}/withdraw")):
        [words] = by_class(page_of(again, status=404), "standfirst")
        assert "If you have deleted your comment, that is done" in text_of(words)


def test_on_the_receipt_deleting_takes_two_presses_and_says_what_goes(
    client: FlaskClient, event: Event
) -> None:
    response = client.post(COMMENTS, data=filled_in(client), headers=HTMX)

    page = page_of(response, status=201)

    [button] = [each for each in page.iter("button") if text_of(each) == "Delete permanently"]
    [around] = [each for each in page.iter("details") if button in list(each.iter())]
    assert "open" not in around.attrib
    assert text_of(around.find("summary")) == "Delete"
    assert len(around.findall(".//li")) == 5


def test_a_message_pressed_twice_is_sent_once(client: FlaskClient, own_page: str) -> None:
    for words in ("Hello?", "Hello?", "Are you there?", "Hello?"):
        client.post(f"{own_page}/message", data={"message": words})

    page = page_of(client.get(own_page))

    assert texts(page, ".//p[@class='message-text']") == ["Hello?", "Are you there?", "Hello?"]
