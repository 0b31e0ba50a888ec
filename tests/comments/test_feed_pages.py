"""A feed leads on to all that was published (RFC 5005), whatever happens between two pages."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments import feed_queries
from ethreader.comments.counts import recount
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from tests.comments.forms import PAGE
from tests.comments.test_feeds import (
    ATOM,
    FEED,
    HERE,
    branch_of,
    entries_of,
    faults,
    hide,
    parsed,
)
from tests.conftest import EVENT_FILE, make_app, make_comment, make_event
from tests.pages import page_of
from tests.postgres import PostgresUrl

LENGTH = 3  # Of a page.


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_queries, "FEED_LENGTH", LENGTH)


def links_of(feed: ET.Element) -> dict[str | None, str]:
    return {each.get("rel"): each.get("href", "") for each in feed.findall(f"{ATOM}link")}


def next_of(client: FlaskClient, path: str) -> str:
    return links_of(parsed(client, path)).get("next", "").removeprefix(HERE)


def walked(client: FlaskClient, path: str) -> list[list[str]]:
    """Return the ids on each page, as a program meets them that follows all links."""
    pages, seen = [], []
    while path and path not in seen:
        seen.append(path)
        feed = parsed(client, path)
        assert links_of(feed)["self"] == HERE + path
        assert links_of(feed)["first"] == HERE + seen[0]
        pages.append([each["id"] for each in entries_of(feed)])
        path = links_of(feed).get("next", "").removeprefix(HERE)
    return pages


def numbered(event: Event, count: int, answering: Comment | None = None) -> list[str]:
    """Publish some comments, and return their public ids, the latest first."""
    made = [make_comment(event, body=f"{each}", answering=answering) for each in range(count)]
    return [each.public_id for each in reversed(made)]


def test_every_comment_is_on_one_page(client: FlaskClient, event: Event) -> None:
    ids: list[str] = []
    for _ in range(2 * LENGTH + 2):
        expected = [ids[at : at + LENGTH] for at in range(0, len(ids), LENGTH)]
        assert walked(client, FEED) == (expected or [[]])
        ids[:0] = numbered(event, 1)


def test_every_reply_is_on_one_page_and_what_began_the_branch_on_the_last(
    client: FlaskClient, event: Event
) -> None:
    root = make_comment(event, body="It began.")
    ids = [root.public_id]
    for _ in range(2 * LENGTH + 1):
        expected = [ids[at : at + LENGTH] for at in range(0, len(ids), LENGTH)]
        assert walked(client, branch_of(root)) == expected
        ids[:0] = numbered(event, 1, answering=root)


def test_what_goes_and_comes_between_two_pages_moves_no_other(
    client: FlaskClient, event: Event
) -> None:
    made = [make_comment(event, body=f"{each}") for each in range(2 * LENGTH)]
    onward = next_of(client, FEED)
    ids = [each.public_id for each in reversed(made)]

    hide(made[LENGTH])  # The last of the first page, by which the next one is asked for.
    hide(made[LENGTH - 1])
    make_comment(event, body="It came meanwhile.")

    assert walked(client, FEED)[0][1:] == ids[: LENGTH - 1]
    assert [each["id"] for each in entries_of(parsed(client, onward))] == ids[LENGTH + 1 :]


def test_page_that_everything_has_left_is_an_empty_feed(client: FlaskClient, event: Event) -> None:
    made = [make_comment(event, body=f"{each}") for each in range(LENGTH + 1)]
    onward = next_of(client, FEED)

    hide(made[0])

    assert entries_of(parsed(client, onward)) == []
    assert "next" not in links_of(parsed(client, onward))


def test_one_feed_has_one_id_on_all_its_pages(client: FlaskClient, event: Event) -> None:
    numbered(event, LENGTH + 1)

    first, second = parsed(client), parsed(client, next_of(client, FEED))

    assert faults(second) == []
    assert first.findtext(f"{ATOM}id") == second.findtext(f"{ATOM}id")
    assert links_of(second)["alternate"] == HERE + PAGE


def test_feed_says_in_its_title_whether_it_is_of_all_comments_or_of_replies(
    client: FlaskClient, event: Event
) -> None:
    root = make_comment(event)

    titles = [parsed(client, path).findtext(f"{ATOM}title") for path in (FEED, branch_of(root))]

    assert titles == ["Comments: Winter meeting", "Replies: Winter meeting"]


def test_url_to_follow_is_read_from_the_left_in_every_language(
    client: FlaskClient, event: Event
) -> None:
    root = make_comment(event)

    for path in (f"{PAGE}comments/follow", f"/comments/{root.public_id}/follow"):
        [field] = [
            each for each in page_of(client.get(path)).iter("input") if each.get("id") == "feed-url"
        ]
        assert (field.get("dir"), (field.get("value") or "")[-4:]) == ("ltr", ".xml")


ODD = ("before=", "before=x", "before=-1", "before=1.0", "before=٣", "before=1%00", "after=1")
SOUND = ("before=0", "before=007", f"before={'9' * 18}", "other=1")


def test_odd_page_is_not_found_or_has_what_there_is(client: FlaskClient, event: Event) -> None:
    root = make_comment(event)

    for path in (FEED, branch_of(root)):
        for query in (*ODD, f"before={'9' * 19}", "before=1&after=1"):
            assert client.get(f"{path}?{query}").status_code == 404, query
        for query in SOUND:
            parsed(client, f"{path}?{query}")


def test_hidden_branch_has_no_pages(client: FlaskClient, event: Event) -> None:
    hidden = make_comment(event, state=State.PENDING)

    assert client.get(f"{branch_of(hidden)}?before=9").status_code == 404


def test_no_page_is_too_far_for_postgres(tmp_path: Path, postgres: PostgresUrl) -> None:
    app = make_app(tmp_path / "instance", ETHREADER_DATABASE_URL=postgres(is_migrated=True))
    with app.app_context():
        event = make_event(tmp_path, "winter-meeting", EVENT_FILE)
        ids = numbered(event, LENGTH + 1)

        assert walked(app.test_client(), FEED) == [ids[:LENGTH], ids[LENGTH:]]
        far = parsed(app.test_client(), f"{FEED}?before={'9' * 18}")
        assert [each["id"] for each in entries_of(far)] == ids[:LENGTH]
        db.session.remove()
        db.engine.dispose()


def test_what_came_in_by_another_way_is_on_a_page(client: FlaskClient, event: Event) -> None:
    ids = numbered(event, LENGTH + 2)
    begin_write_transaction()
    late = Comment.public_id.in_(ids[-2:])
    db.session.execute(update(Comment).where(late).values(publication_no=None))
    recount(event)
    db.session.commit()

    shown = [each for page in walked(client, FEED) for each in page]
    assert sorted(shown) == sorted(ids)
