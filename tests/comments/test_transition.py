"""Every move of a comment, for every cause: which are allowed, who is told, what is recorded."""

import ast
from itertools import product
from pathlib import Path

import pytest
from flask import Flask

from ethreader.accounts.models import Moderator
from ethreader.accounts.service import add_moderator
from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.counts import recount
from ethreader.comments.drafts import EditedText, TypedText
from ethreader.comments.log import Cause, Reason, StateChange
from ethreader.comments.log_queries import last_change
from ethreader.comments.mails import DECISION, REPLY
from ethreader.comments.models import Comment, State, Voice
from ethreader.comments.official import publish_official_reply
from ethreader.comments.service import (
    edit_comment,
    pin,
    publish_all_waiting,
    unpin,
    withdraw_comment,
)
from ethreader.comments.transition import NoSuchMove, transition
from ethreader.contacts.service import prepare_contact, publish_key
from ethreader.contacts.vault import new_pair
from ethreader.events.choices import CommentPolicy
from ethreader.events.models import Event
from ethreader.mail.kinds import CONFIRM
from ethreader.mail.models import MailState, OutboxMail
from ethreader.mail.service import ask_to_confirm
from ethreader.moderation.service import Seen, decide, undo
from ethreader.reports.models import ReportReason
from ethreader.reports.service import ReportDraft, report_comment
from tests.comments.states import put_in_state
from tests.conftest import ROOT, ZONE, make_comment
from tests.times import utcnow

Move = tuple[State, State, Cause]

PENDING, PUBLISHED, REJECTED, SPAM, WITHDRAWN = State
AUTHOR, PARENT = "the author", "the parent's author"
NOBODY: set[str] = set()
BOTH = {AUTHOR, PARENT}

# Each row is a sentence: from here, to there, because of this – and these are told.
ALLOWED: dict[Move, set[str]] = {
    (PENDING, PUBLISHED, Cause.OPEN_EVENT): {PARENT},
    (PENDING, PUBLISHED, Cause.OFFICIAL_REPLY): {PARENT},
    (PENDING, PUBLISHED, Cause.COMMAND): BOTH,
    (PUBLISHED, PENDING, Cause.REPORTS): NOBODY,
    (PENDING, PENDING, Cause.EDIT): NOBODY,
    (PUBLISHED, PENDING, Cause.EDIT): NOBODY,
    (REJECTED, PENDING, Cause.EDIT): NOBODY,
    (SPAM, PENDING, Cause.EDIT): NOBODY,
    (PENDING, WITHDRAWN, Cause.WITHDRAWAL): NOBODY,
    (PUBLISHED, WITHDRAWN, Cause.WITHDRAWAL): NOBODY,
    (REJECTED, WITHDRAWN, Cause.WITHDRAWAL): NOBODY,
    (SPAM, WITHDRAWN, Cause.WITHDRAWAL): NOBODY,
    (PENDING, PUBLISHED, Cause.DECISION): BOTH,
    (PENDING, REJECTED, Cause.DECISION): {AUTHOR},
    (PENDING, SPAM, Cause.DECISION): {AUTHOR},
    (PUBLISHED, PUBLISHED, Cause.DECISION): NOBODY,
    (PUBLISHED, REJECTED, Cause.DECISION): {AUTHOR},
    (PUBLISHED, SPAM, Cause.DECISION): {AUTHOR},
    (REJECTED, PUBLISHED, Cause.DECISION): BOTH,
    (REJECTED, SPAM, Cause.DECISION): {AUTHOR},
    (SPAM, PUBLISHED, Cause.DECISION): BOTH,
    (SPAM, REJECTED, Cause.DECISION): {AUTHOR},
    (PUBLISHED, PENDING, Cause.UNDO): {AUTHOR},
    (PUBLISHED, PUBLISHED, Cause.UNDO): NOBODY,
    (PUBLISHED, REJECTED, Cause.UNDO): {AUTHOR},
    (PUBLISHED, SPAM, Cause.UNDO): {AUTHOR},
    (REJECTED, PENDING, Cause.UNDO): {AUTHOR},
    (REJECTED, PUBLISHED, Cause.UNDO): {AUTHOR},
    (REJECTED, SPAM, Cause.UNDO): {AUTHOR},
    (SPAM, PENDING, Cause.UNDO): {AUTHOR},
    (SPAM, PUBLISHED, Cause.UNDO): {AUTHOR},
    (SPAM, REJECTED, Cause.UNDO): {AUTHOR},
}
# Those that nothing does: every other pair of states, for every cause.
OTHERS = [move for move in product(State, State, Cause) if move not in ALLOWED]


def sentence(move: Move) -> str:
    before, after, cause = move
    return f"{before} to {after} by {cause}"


@pytest.fixture
def ana(app: Flask) -> Moderator:
    begin_write_transaction()
    add_moderator("Ana", now=utcnow())
    db.session.commit()
    return db.session.query(Moderator).one()


@pytest.fixture
def pair(event: Event) -> tuple[Comment, Comment]:
    """A comment and its reply, whose authors wish to be told of everything."""
    begin_write_transaction()
    publish_key(f"{utcnow():%Y-%m}", new_pair()[1], days=90)
    db.session.commit()
    parent = make_comment(event, body="Parent.")
    comment = make_comment(event, body="Reply.", answering=parent, state=PENDING)
    begin_write_transaction()
    for each in (parent, comment):
        contact = prepare_contact(email="m@example.org", language="en", days=90, now=utcnow())
        ask_to_confirm(each.id, contact, now=utcnow())
    db.session.commit()
    return parent, comment


def told(parent: Comment, comment: Comment) -> set[str]:
    """Return who is to be mailed about the comment."""
    names = {
        (DECISION.name, comment.id): AUTHOR,
        (REPLY.name, parent.id): PARENT,
    }
    mails = db.session.query(OutboxMail).filter(
        OutboxMail.kind != CONFIRM.name, OutboxMail.state == MailState.WAITING
    )
    return {names[each.kind, each.contact.author_of] for each in mails}


def changes(comment: Comment) -> list[tuple[Cause, State, State, str | None]]:
    """Return the log of a comment: the cause, from where, to where, and who it was."""
    rows = db.session.query(StateChange).filter_by(comment_id=comment.id).order_by(StateChange.id)
    return [
        (each.cause, each.from_state, each.to_state, each.actor.name if each.actor else None)
        for each in rows
    ]


def counted(event: Event) -> list[tuple[int, bool, int | None, int]]:
    db.session.refresh(event)
    rows = db.session.query(Comment).order_by(Comment.id)
    return [
        (each.reply_count, each.is_visible, each.publication_no, event.comment_count)
        for each in rows
    ]


def seen(comment: Comment, report: int = 0) -> Seen:
    return Seen(version=comment.version, report=report)


def report(comment: Comment, *, enough: int) -> None:
    complaint = ReportDraft(reason=ReportReason.OTHER, note="")
    report_comment(comment, complaint, enough=enough, zone=ZONE, now=utcnow())


@pytest.mark.parametrize(
    ("move", "who"), [pytest.param(*each, id=sentence(each[0])) for each in ALLOWED.items()]
)
def test_a_move_is_recorded_counted_and_told(
    event: Event, ana: Moderator, pair: tuple[Comment, Comment], move: Move, who: set[str]
) -> None:
    parent, comment = pair
    before, after, cause = move
    put_in_state(comment, before)
    version, now = comment.version, utcnow()

    change = transition(comment, after, cause=cause, actor=ana, note="Seen.", now=now)

    assert (comment.state, comment.version) == (after, version + 1)
    assert comment.received_at == (now if cause is Cause.EDIT else None)
    assert changes(comment) == [(cause, before, after, "Ana")]
    assert (change.note, change.changed_at) == ("Seen.", now)
    assert told(parent, comment) == who
    rows = counted(event)
    recount(event)
    assert counted(event) == rows
    assert parent.version == 1 + 1  # It was published; that it has a reply is no new version.


@pytest.mark.parametrize("move", OTHERS, ids=sentence)
def test_any_other_move_is_refused(move: Move) -> None:
    before, after, cause = move
    comment = Comment(state=before, version=1)

    with pytest.raises(NoSuchMove):
        transition(comment, after, cause=cause, now=utcnow())

    assert (comment.state, comment.version) == (before, 1)


def test_the_table_above_is_about_every_state_and_every_cause() -> None:
    assert len(ALLOWED) + len(OTHERS) == len(State) ** 2 * len(Cause)
    assert {state for *states, _ in ALLOWED for state in states} == set(State)
    assert {cause for *_, cause in ALLOWED} == set(Cause)


# --- what is on record, by whom it comes ------------------------------------------------------


def test_open_publishing_is_on_record_and_nobody_is_named(event: Event) -> None:
    event.comments = CommentPolicy.OPEN
    db.session.commit()

    comment = make_comment(event)

    assert changes(comment) == [(Cause.OPEN_EVENT, PENDING, PUBLISHED, None)]


def test_a_hold_by_reports_is_on_record_and_nobody_is_named(event: Event) -> None:
    comment = make_comment(event)

    report(comment, enough=1)

    assert changes(comment) == [(Cause.REPORTS, PUBLISHED, PENDING, None)]


@pytest.mark.parametrize("state", [PENDING, PUBLISHED, REJECTED, SPAM])
def test_an_edit_that_has_to_be_read_is_on_record(event: Event, state: State) -> None:
    comment = make_comment(event, state=state)

    edit_comment(comment, EditedText(name="Mira", body="New."), flags=(), now=utcnow())

    assert changes(comment) == [(Cause.EDIT, state, PENDING, None)]


def test_an_edit_that_stays_on_the_page_is_a_new_version_and_no_change_of_state(
    event: Event,
) -> None:
    comment = make_comment(event)
    event.comments, version = CommentPolicy.OPEN, comment.version

    edit_comment(comment, EditedText(name="Mira", body="New."), flags=(), now=utcnow())

    assert (changes(comment), comment.version) == ([], version + 1)


def test_a_withdrawal_is_on_record(event: Event) -> None:
    comment = make_comment(event)

    withdraw_comment(comment, now=utcnow())

    assert changes(comment) == [(Cause.WITHDRAWAL, PUBLISHED, WITHDRAWN, None)]


def test_an_official_reply_is_on_record_with_who_wrote_it(event: Event, ana: Moderator) -> None:
    reply = publish_official_reply(
        make_comment(event),
        TypedText(body="Yes."),
        voice=Voice.MODERATOR,
        by=ana,
        zone=ZONE,
        now=utcnow(),
    )

    assert changes(reply) == [(Cause.OFFICIAL_REPLY, PENDING, PUBLISHED, "Ana")]


def test_publishing_all_that_waits_is_on_record_and_tells_those_who_wish_it(
    pair: tuple[Comment, Comment],
) -> None:
    parent, comment = pair

    assert publish_all_waiting(now=utcnow()) == 1

    assert changes(comment) == [(Cause.COMMAND, PENDING, PUBLISHED, None)]
    assert told(parent, comment) == BOTH


def test_a_decision_and_its_undo_are_on_record_with_their_reasons(
    event: Event, ana: Moderator
) -> None:
    comment = make_comment(event, state=PENDING)
    why = Reason.PRIVATE
    decide(comment, REJECTED, seen=seen(comment), moderator=ana, reason=why, note="", now=utcnow())
    undo(comment, seen=seen(comment), moderator=ana, now=utcnow())

    assert changes(comment) == [
        (Cause.DECISION, PENDING, REJECTED, "Ana"),
        (Cause.UNDO, REJECTED, PENDING, "Ana"),
    ]


def test_a_refusal_that_stands_again_has_its_reason_again(event: Event, ana: Moderator) -> None:
    comment = make_comment(event)
    why = Reason.PRIVATE
    decide(comment, REJECTED, seen=seen(comment), moderator=ana, reason=why, note="", now=utcnow())
    for _ in range(2):
        undo(comment, seen=seen(comment), moderator=ana, now=utcnow())

    last = last_change(comment)
    assert last is not None
    assert (comment.state, last.cause, last.reason) == (REJECTED, Cause.UNDO, Reason.PRIVATE)


# --- what is shown as before is no news -------------------------------------------------------


@pytest.mark.parametrize("cause", [Cause.DECISION, Cause.COMMAND])
def test_nobody_learns_that_a_comment_was_reported(
    event: Event, pair: tuple[Comment, Comment], cause: Cause
) -> None:
    parent, comment = pair
    event.comments = CommentPolicy.OPEN
    put_in_state(comment, PUBLISHED)
    report(comment, enough=1)

    transition(comment, PUBLISHED, cause=cause, now=utcnow())

    assert told(parent, comment) == NOBODY


def test_a_text_that_was_changed_after_reports_is_news(pair: tuple[Comment, Comment]) -> None:
    parent, comment = pair
    put_in_state(comment, PUBLISHED)
    report(comment, enough=1)
    edit_comment(comment, EditedText(name="Mira", body="New."), flags=(), now=utcnow())

    transition(comment, PUBLISHED, cause=Cause.DECISION, now=utcnow())

    assert told(parent, comment) == BOTH


# --- pins -------------------------------------------------------------------------------------


@pytest.fixture
def pinned(event: Event, ana: Moderator) -> Comment:
    """A comment that stood first until it was rejected."""
    comment = make_comment(event)
    pin(comment)
    fits = Reason.OFF_TOPIC
    decide(comment, REJECTED, seen=seen(comment), moderator=ana, reason=fits, note="", now=utcnow())
    db.session.commit()
    assert not comment.is_pinned
    return comment


def test_undo_pins_again_what_was_pinned(pinned: Comment, ana: Moderator) -> None:
    undo(pinned, seen=seen(pinned), moderator=ana, now=utcnow())

    assert (pinned.state, pinned.is_pinned) == (PUBLISHED, True)


def test_undo_leaves_first_what_was_pinned_since(
    pinned: Comment, event: Event, ana: Moderator
) -> None:
    other = make_comment(event, body="Another.")
    pin(other)

    undo(pinned, seen=seen(pinned), moderator=ana, now=utcnow())

    assert (pinned.is_pinned, other.is_pinned) == (False, True)


def test_publishing_by_a_new_decision_pins_nothing(pinned: Comment, ana: Moderator) -> None:
    transition(pinned, PUBLISHED, cause=Cause.DECISION, actor=ana, now=utcnow())

    assert not pinned.is_pinned


def test_undo_of_keeping_does_not_pin_what_was_unpinned_since(event: Event, ana: Moderator) -> None:
    comment = make_comment(event)
    pin(comment)
    transition(comment, PUBLISHED, cause=Cause.DECISION, actor=ana, now=utcnow())
    unpin(comment)

    undo(comment, seen=seen(comment), moderator=ana, now=utcnow())

    assert not comment.is_pinned


def test_a_pin_is_a_new_version_of_both_comments(event: Event) -> None:
    first, second = make_comment(event, body="1"), make_comment(event, body="2")
    pin(first)
    db.session.flush()
    before = first.version, second.version

    pin(second)
    db.session.flush()

    assert (first.version, second.version) == (before[0] + 1, before[1] + 1)


# --- nobody else ------------------------------------------------------------------------------


def states_given(path: Path) -> list[str]:
    """Return the assignments in a file to an attribute `state`."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr == "state"
        and isinstance(node.ctx, ast.Store)
    ]


def test_no_other_code_gives_a_comment_a_state() -> None:
    given = {
        str(path.relative_to(ROOT / "ethreader")): states
        for path in sorted((ROOT / "ethreader").rglob("*.py"))
        if (states := set(states_given(path)) - {"mail.state", "item.state"})  # Of content.
    }

    assert given == {"comments/transition.py": {"comment.state"}}
