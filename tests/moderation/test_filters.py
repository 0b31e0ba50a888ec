"""The queue is narrowed and searched; what a filter finds goes on to its end."""

import re
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from ethreader.base import paging
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.paging import Order, Page, Position, page_of
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from tests import pages
from tests.comments.forms import comment_ids
from tests.conftest import make_comment
from tests.moderation.deciding import QUEUE, press
from tests.moderation.long_lists import waiting
from tests.pages import text_of, without_once


def change(comment: Comment, **values: Any) -> None:
    begin_write_transaction()
    db.session.execute(update(Comment).where(Comment.id == comment.id).values(**values))
    db.session.commit()


@pytest.fixture
def comments(event: Event) -> dict[str, Comment]:
    """One that waits and is flagged, one of another day, one that is published."""
    found = {
        "flagged": make_comment(event, name="Đorđe", body="Čekamo dugo.", state=State.PENDING),
        "old": make_comment(event, name="Vera", body="Ich höre zu.", state=State.PENDING),
        "shown": make_comment(event, name="Mira", body="Čekamo."),
    }
    change(found["flagged"], flags=["too-fast"])
    change(found["old"], received_on=date(2025, 3, 1))
    return found


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["flagged", "old"]),
        ("flag=too-fast", ["flagged"]),
        ("flag=email", []),
        ("day=2025-03-01", ["old"]),
        ("day=none", ["flagged", "old"]),
        ("state=published", ["shown"]),
        ("state=spam", []),
        ("state=withdrawn", ["flagged", "old"]),
        ("event=winter-meeting", ["flagged", "old"]),
        ("event=no-such-event", []),
        ("event=%00", ["flagged", "old"]),
        ("language=en", ["flagged", "old"]),
        ("language=de", []),
        ("q=cekamo", ["flagged"]),
        ("q=%D1%87%D0%B5%D0%BA%D0%B0%D0%BC%D0%BE+DUGO", ["flagged"]),
        ("q=djordje", ["flagged"]),
        ("q=hoere", ["old"]),
        ("q=kamo", []),
        ("q=dug+ceka", ["flagged"]),
        ("q=%C4%90or%C4%91a", ["flagged"]),
        ("q=%D0%92%D0%B5%D1%80%D1%83", ["old"]),
        ("q=%22cekamo+dugo%22", ["flagged"]),
        ("q=%22dugo+cekamo%22", []),
        ("q=%22ceka%22", []),
        ("q=%3F!", ["flagged", "old"]),
        ("q=mira&state=published", ["shown"]),
        ("q=cekamo&flag=email", []),
    ],
)
def test_a_filter_finds(
    moderator_client: FlaskClient, comments: dict[str, Comment], query: str, names: list[str]
) -> None:
    html = moderator_client.get(f"{QUEUE}?{query}").text

    assert comment_ids(html) == [comments[name].public_id for name in names]
    assert ("No comments match" in html) == (not names)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", None),
        ("q=cekamo", "1 found: Waiting"),
        ("language=en", "2 found: Waiting"),
        ("state=published", "1 found: Published"),
        ("q=kamo", "No comments match what you asked for: Waiting"),
        ("language=de", "No comments match what you asked for: Waiting"),
    ],
)
def test_page_says_how_many_were_found_and_how_many_wait(
    moderator_client: FlaskClient, comments: dict[str, Comment], query: str, found: str | None
) -> None:
    words = text_of(pages.page_of(moderator_client.get(f"{QUEUE}?{query}")).find(".//main"))

    assert ("found:" in words or "No comments match" in words) == (found is not None)
    assert (found or "Queue 2 waiting, urgent ones first") in words
    assert ("In the whole queue: 2 waiting" in words) == (found is not None)


def test_what_was_found_is_counted_on_all_pages(
    moderator_client: FlaskClient, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE_LENGTH", 2)
    for number in range(5):
        make_comment(event, body=f"Some words {number}", state=State.PENDING)

    found = [moderator_client.get(f"{QUEUE}?{query}").text for query in ("q=words", "language=en")]

    assert ["5 found:" in page for page in found] == [True, True]


@pytest.mark.parametrize("query", ["q=words", "language=en", "state=pending&day="])
def test_what_is_found_goes_on_to_its_end_and_back(
    moderator_client: FlaskClient, event: Event, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    monkeypatch.setattr(paging, "PAGE_LENGTH", 3)
    waiting(event, 7)
    there: list[list[int]] = []
    back: list[list[int]] = []
    path = f"{QUEUE}?{query}"
    for seen, way in ((there, "after"), (back, "before")):
        while path:
            html = moderator_client.get(path).text
            seen.append([int(each, 16) for each in comment_ids(html)])
            found = re.search(rf'href="([^"]+[?]{way}=\d+[^"]*)"', html)
            path, last = (found[1].replace("&amp;", "&") if found else ""), path
        path = last

    assert there == [[1, 2, 3], [4, 5, 6], [7]]
    assert back == [[7], [4, 5, 6], [1, 2, 3]]


def test_a_decision_without_javascript_leads_back_to_what_was_found(
    moderator_client: FlaskClient, comments: dict[str, Comment]
) -> None:
    html = moderator_client.get(f"{QUEUE}?q=%C4%8Dekamo+dugo&event=winter-meeting").text
    place = re.search(r'name="place" value="([^"]+)"', html)
    assert place is not None
    public_id = comments["flagged"].public_id

    response = press(
        moderator_client, comments["flagged"], "spam", place=place[1].replace("&amp;", "&")
    )

    assert without_once(response.headers["Location"]) == (
        f"{QUEUE}?done={public_id}&q=%C4%8Dekamo+dugo&event=winter-meeting"
    )


KEYS = [2, 3, 5, 8, 9, 20]


@pytest.mark.parametrize(
    ("order", "at", "expected"),
    [
        (Order.OLDEST_FIRST, Position(), ([2, 3, 5], None, 5)),
        (Order.OLDEST_FIRST, Position(after=5), ([8, 9, 20], 8, None)),
        (Order.OLDEST_FIRST, Position(after=6), ([8, 9, 20], 8, None)),
        (Order.OLDEST_FIRST, Position(before=9), ([3, 5, 8], 3, 8)),
        (Order.OLDEST_FIRST, Position(after=20), ([], 21, None)),
        (Order.NEWEST_FIRST, Position(), ([20, 9, 8], 8, None)),
        (Order.NEWEST_FIRST, Position(before=8), ([5, 3, 2], None, 5)),
        (Order.NEWEST_FIRST, Position(after=3), ([9, 8, 5], 5, 9)),
        (Order.NEWEST_FIRST, Position(before=2), ([], None, 1)),
    ],
)
def test_a_page_of_known_keys_lies_as_one_that_is_read(
    monkeypatch: pytest.MonkeyPatch,
    order: Order,
    at: Position,
    expected: tuple[list[int], int | None, int | None],
) -> None:
    monkeypatch.setattr(paging, "PAGE_LENGTH", 3)
    rows, older, newer = expected

    assert page_of(KEYS, order=order, at=at) == Page(rows=rows, older=older, newer=newer)
