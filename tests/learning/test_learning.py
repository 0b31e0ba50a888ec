"""The filter learns from decisions alone, marks what looks alike, and forgets what is deleted."""

import zlib

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from ethreader.accounts.queries import moderator_by_name
from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.log import Reason
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from ethreader.learning.queries import decided_texts, is_training_due, learned_filter
from ethreader.moderation.service import Seen, decide
from ethreader.screening.flags import Flag, are_to_be_read_first
from ethreader.screening.registry import looks_like_spam, refresh_what_checks_know
from tests.comments.forms import COMMENTS, filled_in, stored
from tests.conftest import make_comment
from tests.learning.texts import GOOD, SPAM
from tests.moderation.long_lists import comments
from tests.pages import page_of, text_of
from tests.times import utcnow

UNSEEN = "Please subscribe to my new channel and check out my video, guys!"
ALSO_UNSEEN = "Visit our website for free gifts, and follow my page on www.all-free.example"


def train(app: Flask) -> str:
    db.session.rollback()
    output = app.test_cli_runner().invoke(args=["learning", "train"]).output
    db.session.rollback()
    refresh_what_checks_know()
    db.session.rollback()
    return output


def all_decided(event: Event) -> None:
    """Store texts of both kinds, on each of which a moderator has decided."""
    kinds = ((SPAM, State.SPAM, Reason.ADVERTISING), (GOOD, State.PUBLISHED, Reason.FITS))
    comments(event, len(SPAM) + len(GOOD), state="pending")
    begin_write_transaction()
    waiting = iter(db.session.scalars(select(Comment).order_by(Comment.id)).all())
    for texts, to, reason in kinds:
        for body, comment in zip(texts, waiting, strict=False):
            comment.body = body
            decide_on(comment, to, reason)
    db.session.commit()


def decide_on(comment: Comment, to: State, reason: Reason | None) -> None:
    moderator = moderator_by_name("Ana")
    assert moderator is not None
    seen = Seen(version=comment.version, report=0)
    decide(comment, to, seen=seen, moderator=moderator, reason=reason, note="", now=utcnow())


def flags_of_sent(client: FlaskClient, body: str) -> list[str]:
    client.post(COMMENTS, data=filled_in(client, body=body))
    db.session.rollback()
    return stored()[-1].flags


@pytest.mark.parametrize(
    ("to", "reason", "is_spam"),
    [
        pytest.param(State.PUBLISHED, Reason.FITS, False, id="published"),
        pytest.param(State.SPAM, Reason.ADVERTISING, True, id="marked as spam"),
        pytest.param(State.REJECTED, Reason.ADVERTISING, True, id="declined as advertising"),
        pytest.param(State.REJECTED, Reason.HURTFUL, None, id="declined for another reason"),
        pytest.param(State.REJECTED, None, None, id="declined without one"),
    ],
)
def test_decision_is_learned_from(
    *, event: Event, moderator: str, to: State, reason: Reason | None, is_spam: bool | None
) -> None:
    comment = make_comment(event, body="So it is.", state=State.PENDING)
    begin_write_transaction()
    decide_on(comment, to, reason)
    db.session.commit()

    learned = [(each.text, each.is_spam) for each in decided_texts()]

    assert learned == ([] if is_spam is None else [("So it is.", is_spam)])


def test_what_nobody_has_read_is_not_learned_from(event: Event) -> None:
    make_comment(event, state=State.PENDING)
    make_comment(event, state=State.PUBLISHED)  # As an open event publishes it.

    assert decided_texts() == []


def test_site_without_decisions_says_nothing(app: Flask, client: FlaskClient, event: Event) -> None:
    output = train(app)

    assert "Too little has been decided" in output
    assert (learned_filter(), is_training_due(), flags_of_sent(client, UNSEEN)) == (None, False, [])


@pytest.mark.long
def test_filter_marks_what_looks_like_spam_with_its_words_and_forgets_with_the_texts(
    app: Flask, client: FlaskClient, moderator_client: FlaskClient, event: Event
) -> None:
    """One training for all: it loads a large library."""
    all_decided(event)
    assert f"Learned from {len(GOOD)} published comments and {len(SPAM)} of spam." in train(app)

    assert flags_of_sent(client, UNSEEN) == [Flag.SPAM_LIKE]
    assert looks_like_spam(ALSO_UNSEEN)
    assert stored()[-1].state is State.PENDING
    assert flags_of_sent(client, "Thank you. What happens to the victims after the trial?") == []
    row = text_of(page_of(moderator_client.get("/moderation/")))
    _, begin, reasons = row.partition("It looks like advertising because of:")
    assert begin
    assert "channel" in reasons.partition("The site compared")[0]

    said = app.test_cli_runner().invoke(args=["learning", "evaluate"]).output
    assert "the filter: area under the curve 1.0" in said
    assert "It would mark" in said

    learned = learned_filter()
    assert learned is not None
    numbers = zlib.decompress(learned.weights)
    assert [word for word in ("subscribe", "channel", "police") if word.encode() in numbers] == []

    begin_write_transaction()
    db.session.execute(update(Comment).where(Comment.state == State.SPAM).values(body=""))
    db.session.commit()
    assert is_training_due()
    train(app)
    assert (learned_filter(), flags_of_sent(client, ALSO_UNSEEN)) == (None, [])


@pytest.mark.parametrize(
    ("flags", "waits"),
    [
        pytest.param([], False, id="nothing noticed"),
        pytest.param([Flag.SPAM_LIKE], False, id="what was learned hides nobody's words"),
        pytest.param([Flag.SPAM_LIKE, Flag.EMAIL], True, id="an email beside it"),
        pytest.param([Flag.RULE], True, id="a rule of the moderators"),
    ],
)
def test_flags_hold_a_comment_back(flags: list[Flag], *, waits: bool) -> None:
    assert are_to_be_read_first(flags) is waits
