"""Feeds tell the day of publication or change: what is new there is seen by programs that read.

What a page shows, the day on which a comment came in, stays beside it.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient
from time_machine import Traveller

from ethreader.accounts.models import Moderator
from ethreader.accounts.queries import moderator_by_name
from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.drafts import EditedText, TypedText
from ethreader.comments.log import Cause, Reason
from ethreader.comments.models import Comment, State, Voice
from ethreader.comments.official import publish_official_reply
from ethreader.comments.service import edit_comment, publish_all_waiting, withdraw_comment
from ethreader.comments.transition import transition
from ethreader.events.choices import CommentPolicy
from ethreader.events.models import Event
from ethreader.moderation.service import Seen, decide, undo
from ethreader.retention.service import sweep
from tests.comments.test_feeds import ATOM, FEED
from tests.conftest import ZONE, make_comment
from tests.times import utcnow
from tests.visitors import signed_in_as

CAME, LATER = date(2026, 2, 3), date(2026, 2, 13)
TEN_DAYS = timedelta(days=10)
Days = dict[str, tuple[str, str]]


@pytest.fixture
def moderator(app: Flask) -> Moderator:
    signed_in_as(app, "Ana")
    found = moderator_by_name("Ana")
    assert found is not None
    return found


def days(client: FlaskClient, path: str = FEED) -> Days:
    """Return by each entry's id the days of its arrival and of its update."""
    db.session.rollback()
    return {
        (each.findtext(f"{ATOM}id") or "").rpartition(":")[2]: (
            (each.findtext(f"{ATOM}published") or "")[:10],
            (each.findtext(f"{ATOM}updated") or "")[:10],
        )
        for each in ET.fromstring(client.get(path).data).findall(f"{ATOM}entry")
    }


def updated(client: FlaskClient, path: str = FEED) -> str:
    return (ET.fromstring(client.get(path).data).findtext(f"{ATOM}updated") or "")[:10]


def publish(comment: Comment, moderator: Moderator) -> None:
    _decide(comment, State.PUBLISHED, moderator)


def _decide(comment: Comment, to: State, moderator: Moderator) -> None:
    said = {"moderator": moderator, "reason": Reason.FITS, "note": "", "now": utcnow()}
    decide(comment, to, seen=Seen(version=comment.version, report=0), **said)  # type: ignore[arg-type]


def by_command(_comment: Comment, _moderator: Moderator) -> None:
    publish_all_waiting(now=utcnow())


def after_a_refusal(comment: Comment, moderator: Moderator) -> None:
    _decide(comment, State.REJECTED, moderator)
    _decide(comment, State.PUBLISHED, moderator)


def by_an_undo(comment: Comment, moderator: Moderator) -> None:
    publish(comment, moderator)
    _decide(comment, State.SPAM, moderator)
    seen = Seen(version=comment.version, report=0)
    undo(comment, seen=seen, moderator=moderator, now=utcnow())


@pytest.mark.parametrize("act", [publish, by_command, after_a_refusal, by_an_undo])
def test_what_is_published_ten_days_later_is_news_of_that_day(
    client: FlaskClient,
    event: Event,
    moderator: Moderator,
    clock: Traveller,
    act: Callable[[Comment, Moderator], None],
) -> None:
    early = make_comment(event, body="Published at once.")
    waiting = make_comment(event, body="It waited.", state=State.PENDING)
    before = days(client)
    clock.shift(TEN_DAYS)

    begin_write_transaction()
    act(waiting, moderator)
    db.session.commit()

    assert before == {early.public_id: (str(CAME), str(CAME))}
    assert days(client) == {
        waiting.public_id: (str(CAME), str(LATER)),
        early.public_id: (str(CAME), str(CAME)),
    }
    assert list(days(client)) == [waiting.public_id, early.public_id]
    assert updated(client) == str(LATER)


def test_a_branch_says_the_same(
    client: FlaskClient, event: Event, moderator: Moderator, clock: Traveller
) -> None:
    root = make_comment(event, body="It began.")
    reply = make_comment(event, body="It waited.", answering=root, state=State.PENDING)
    clock.shift(TEN_DAYS)

    begin_write_transaction()
    publish(reply, moderator)
    db.session.commit()

    path = f"/comments/{root.public_id}.xml"
    assert days(client, path)[reply.public_id] == (str(CAME), str(LATER))
    assert updated(client, path) == str(LATER)


def edit(comment: Comment) -> None:
    comment.event.comments = CommentPolicy.OPEN
    words = EditedText(name=comment.name, body="Other words.")
    edit_comment(comment, words, flags=(), now=utcnow())


def save_the_same(comment: Comment) -> None:
    words = EditedText(name=comment.name, body=comment.body)
    edit_comment(comment, words, flags=(), now=utcnow())


def hide_and_show(comment: Comment) -> None:
    transition(comment, State.PENDING, cause=Cause.REPORTS, now=utcnow())
    transition(comment, State.PUBLISHED, cause=Cause.COMMAND, now=utcnow())


def forget_hours(_comment: Comment) -> None:
    sweep(zone=ZONE, now=utcnow())


@pytest.mark.parametrize(
    ("act", "day"),
    [
        pytest.param(edit, LATER, id="edited where it stays"),
        pytest.param(hide_and_show, LATER, id="hidden and shown"),
        pytest.param(save_the_same, CAME, id="saved without a change"),
        pytest.param(forget_hours, CAME, id="its hour forgotten"),
    ],
)
def test_a_change_is_news_and_nothing_else_is(
    client: FlaskClient, event: Event, clock: Traveller, act: Callable[[Comment], None], day: date
) -> None:
    comment = make_comment(event, body="First words.", state=State.PENDING)
    begin_write_transaction()
    publish_all_waiting(now=utcnow())
    db.session.commit()
    clock.shift(TEN_DAYS)

    begin_write_transaction()
    act(comment)
    db.session.commit()

    assert days(client) == {comment.public_id: (str(CAME), str(day))}


def test_a_reply_that_lost_a_quote_is_sent_once_more(
    client: FlaskClient, event: Event, clock: Traveller
) -> None:
    """Programs that read feeds keep what they have, and the words that were deleted with it."""
    gone = make_comment(event, body="Words that must not stay.")
    quoting = make_comment(event, body="> Words that must not stay.\n\nI agree.", answering=gone)
    other = make_comment(event, body="I agree.", answering=gone)
    clock.shift(TEN_DAYS)

    begin_write_transaction()
    withdraw_comment(gone, now=utcnow())
    db.session.commit()

    assert days(client) == {
        other.public_id: (str(CAME), str(CAME)),
        quoting.public_id: (str(CAME), str(LATER)),
    }


def test_an_official_reply_is_of_its_day(
    client: FlaskClient, event: Event, moderator: Moderator, clock: Traveller
) -> None:
    question = make_comment(event, body="Is there a lift?")
    clock.shift(TEN_DAYS)

    begin_write_transaction()
    said = {"voice": Voice.ORGANISATION, "by": moderator, "zone": ZONE, "now": utcnow()}
    reply = publish_official_reply(question, TypedText(body="Yes."), **said)  # type: ignore[arg-type]
    db.session.commit()

    assert days(client)[reply.public_id] == (str(LATER), str(LATER))


def test_no_day_is_before_the_one_that_pages_tell(
    client: FlaskClient, event: Event, clock: Traveller
) -> None:
    """A site that moves to another time zone reads its noons there."""
    comment = make_comment(event)
    begin_write_transaction()
    comment.updated_at = datetime.combine(CAME - timedelta(days=1), time(12), tzinfo=ZONE)
    db.session.commit()

    assert days(client) == {comment.public_id: (str(CAME), str(CAME))}


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        pytest.param("2026-02-12T22:59:59+00:00", "2026-02-12", id="before midnight"),
        pytest.param("2026-02-12T23:00:00+00:00", "2026-02-13", id="at midnight"),
        pytest.param("2026-02-13T22:59:59+00:00", "2026-02-13", id="late"),
    ],
)
def test_the_day_is_the_organisations_before_and_after_hours_are_forgotten(
    client: FlaskClient, event: Event, clock: Traveller, moment: str, day: str
) -> None:
    comment = make_comment(event, state=State.PENDING)
    clock.move_to(datetime.fromisoformat(moment))
    begin_write_transaction()
    publish_all_waiting(now=utcnow())
    db.session.commit()
    exact = days(client)
    clock.shift(timedelta(days=1, hours=1))

    begin_write_transaction()
    sweep(zone=ZONE, now=utcnow())
    db.session.commit()

    assert exact == days(client) == {comment.public_id: (str(CAME), day)}
    assert comment.updated_at is not None
    assert comment.updated_at.hour == 12
