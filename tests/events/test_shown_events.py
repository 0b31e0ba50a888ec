"""What an article asks of its event after each comment is what the event's record says."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ethreader.base.content_state import ContentState
from ethreader.base.db import db
from ethreader.events.choices import CommentPolicy
from ethreader.events.models import Event
from ethreader.events.shown_queries import ShownEvent, shown_event
from tests.conftest import EVENT_FILE, make_app, make_comment, make_event
from tests.postgres import PostgresUrl

ZONE = ZoneInfo("Europe/Belgrade")


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def event(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Event]:
    """An event with a page, on either database."""
    url = ""
    if request.param == "PostgreSQL":
        postgres: PostgresUrl = request.getfixturevalue("postgres")
        url = postgres(is_migrated=True)
    app = make_app(tmp_path / "site", **({"ETHREADER_DATABASE_URL": url} if url else {}))
    with app.app_context():
        yield make_event(tmp_path, "winter-meeting", EVENT_FILE)
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("policy", list(CommentPolicy))
@pytest.mark.parametrize(
    ("close_after", "published_on"), [(None, None), (14, None), (0, date(2030, 3, 1))]
)
def test_it_says_what_the_record_says(
    event: Event, policy: CommentPolicy, close_after: int | None, published_on: date | None
) -> None:
    make_comment(event)
    event.comments, event.comments_close_after = policy, close_after
    event.published_on = published_on
    event.begins = datetime(2026, 2, 3, 9, 30, 1, 5, UTC)
    db.session.commit()

    shown = shown_event(event.slug)

    assert shown is not None
    assert shown._asdict() == {name: getattr(event, name) for name in ShownEvent._fields}
    assert (shown.comment_count, shown.publication_count) == (1, 1)
    assert shown.comment_terms == event.comment_terms
    assert shown.moments(ZONE) == event.moments(ZONE)
    last = event.comments_until or date(2030, 1, 1)
    days = last, last + timedelta(days=1)
    assert shown.takes_comments(last) is (policy is not CommentPolicy.CLOSED)
    assert [shown.takes_comments(day) for day in days] == [
        event.takes_comments(day) for day in days
    ]


@pytest.mark.parametrize(
    ("name", "value"), [("state", ContentState.WITHDRAWN), ("body", ""), ("slug", "another")]
)
def test_what_has_no_page_is_not_there(event: Event, name: str, value: object) -> None:
    setattr(event, name, value)
    db.session.commit()

    assert shown_event("winter-meeting") is None
