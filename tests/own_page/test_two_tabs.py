"""What an author wrote in one window is not lost because another was open."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.authors.sealed_token import CHANGE, seal_token
from ethreader.base.db import db
from ethreader.comments.models import State
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, fields_of, filled_in, own_link, stored
from tests.comments.states import put_in_state
from tests.pages import by_class, page_of, text_of
from tests.times import utcnow
from tests.visitors import HTMX, PLAIN

FIRST, SECOND, THIRD = "What I wrote at first.", "Written in one tab.", "Written in the other."
TOLD = "Nothing was saved: your comment was changed in another window"
Fields = dict[str, str]
Window = Callable[..., tuple[Fields, Callable[..., Element]]]


@pytest.fixture
def own_page(client: FlaskClient, event: Event) -> str:
    """The path of the page of a comment."""
    return own_link(client.post(COMMENTS, data=filled_in(client, body=FIRST), headers=HTMX))


@pytest.fixture
def window(
    app: Flask, client: FlaskClient, own_page: str, request: pytest.FixtureRequest
) -> Window:
    """Opens a form for an edit: its fields, and how to send them."""
    where = getattr(request, "param", "own page")
    headers = HTMX if where == "receipt" else PLAIN
    sealed = seal_token(own_page[6:], CHANGE, secret=str(app.secret_key), now=utcnow())

    def opened() -> tuple[Fields, Callable[..., Element]]:
        if where == "own page":
            url, page = f"{own_page}/edit", client.get(own_page)
        else:
            url = "/comments/own/change"
            page = client.post("/comments/own/form", data={"pass": sealed}, headers=HTMX)
        fields = {name: each for name, each in fields_of(page.text).items() if name != "message"}
        assert fields["seen"]

        def send(fields: Fields, *, status: int = 200) -> Element:
            response = client.post(url, data=fields, headers=headers, follow_redirects=True)
            return page_of(response, status=status)

        return fields, send

    return opened


def typed(page: Element) -> str:
    """Return what stands in the form."""
    [area] = [each for each in page.iter("textarea") if each.get("name") == "body"]
    return (area.text or "").removeprefix("\n")


@pytest.mark.parametrize("window", ["own page", "receipt", "receipt without htmx"], indirect=True)
def test_the_window_that_is_older_replaces_nothing_before_it_was_told(window: Window) -> None:
    one, send_one = window()
    other, send_other = window()
    send_one({**one, "body": SECOND})

    page = send_other({**other, "body": THIRD}, status=409)

    [notice] = by_class(page, "notice")
    assert text_of(notice).startswith(TOLD)
    assert "autofocus" in notice.attrib
    assert SECOND in [text_of(each) for each in by_class(page, "comment-body")]
    assert (typed(page), stored()[0].body) == (THIRD, SECOND)
    [seen] = [each.get("value", "") for each in page.iter("input") if each.get("name") == "seen"]
    send_other({**other, "body": THIRD, "seen": seen})
    assert stored()[0].body == THIRD


def test_a_mistake_in_the_older_window_does_not_make_it_the_newer_one(window: Window) -> None:
    one, send_one = window()
    other, send_other = window()
    send_one({**one, "body": SECOND})

    page = send_other({**other, "body": " "}, status=422)

    [seen] = [each.get("value") for each in page.iter("input") if each.get("name") == "seen"]
    assert seen == other["seen"]
    send_other({**other, "body": THIRD}, status=409)


def test_the_name_is_of_the_words(window: Window) -> None:
    one, send_one = window()
    other, send_other = window()
    send_one({**one, "name": ""})

    send_other({**other, "body": THIRD}, status=409)

    assert (stored()[0].name, stored()[0].body) == ("", FIRST)


def test_a_second_press_is_told_what_the_first_was(window: Window) -> None:
    fields, send = window()

    for _ in range(2):
        send({**fields, "body": SECOND})

    assert [each.body for each in stored()] == [SECOND]


def test_what_moderators_did_meanwhile_stops_no_author(window: Window) -> None:
    fields, send = window()
    put_in_state(stored()[0], State.PUBLISHED)
    db.session.commit()

    send({**fields, "body": SECOND})

    assert (stored()[0].body, stored()[0].state) == (SECOND, State.PENDING)
