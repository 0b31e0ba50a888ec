"""When a mail of a kind is sent and while it is true, as one table."""

from datetime import timedelta

import pytest
from flask import Flask

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.paths import ROOT
from ethreader.comments.models import Comment, State
from ethreader.contacts.models import Contact
from ethreader.contacts.service import prepare_contact, publish_key, store_contact
from ethreader.contacts.vault import new_pair
from ethreader.events.models import Event
from ethreader.mail.kinds import kind_named, kinds_before_confirmation
from ethreader.mail.models import OutboxMail
from ethreader.mail.service import notify_author
from ethreader.parts import PARTS
from tests.conftest import make_comment
from tests.times import utcnow

KINDS = [kind for part in PARTS.values() for kind in part.mail_kinds]
PENDING, PUBLISHED, REJECTED, SPAM, WITHDRAWN = State


def make_contact(comment: Comment) -> Contact:
    """Keep an email for the author of a comment, which is not confirmed yet."""
    now = utcnow()
    publish_key(f"{now:%Y-%m}", new_pair()[1], days=90)
    contact = prepare_contact(email="m@example.org", language="en", days=90, now=now)
    assert contact is not None
    return db.session.get_one(Contact, store_contact(comment.id, contact))


def queued() -> list[OutboxMail]:
    return list(db.session.query(OutboxMail).order_by(OutboxMail.id))


def test_every_kind_has_its_words_and_a_name_of_its_own(app: Flask) -> None:
    files = {path.stem for path in (ROOT / "templates" / "mail").glob("*.txt")}

    assert sorted(kind.name for kind in KINDS) == sorted(files)
    assert [kind_named(kind.name) for kind in KINDS] == KINDS
    assert kinds_before_confirmation() == ["confirm"]


@pytest.mark.parametrize(
    ("name", "delay"),
    [
        pytest.param("confirm", timedelta(), id="who left an email is asked at once"),
        pytest.param("reply", timedelta(), id="a reply is told at once"),
        pytest.param("message", timedelta(), id="a message is told at once"),
        pytest.param("decision", timedelta(minutes=10), id="a decision may be taken back first"),
    ],
)
def test_mail_is_due(app: Flask, event: Event, name: str, delay: timedelta) -> None:
    comment = make_comment(event)
    begin_write_transaction()
    make_contact(comment)
    now = utcnow()

    notify_author(comment.id, kind_named(name), about_id=None, now=now)

    assert [(mail.kind, mail.due_at - now) for mail in queued()] == [(name, delay)]


@pytest.mark.parametrize(
    ("name", "states"),
    [
        pytest.param("decision", ["dropped", "waiting"], id="the latest decision is the one"),
        pytest.param("reply", ["waiting", "waiting"], id="each reply is told"),
        pytest.param("message", ["waiting", "waiting"], id="each message is told"),
    ],
)
def test_second_mail_of_a_kind(app: Flask, event: Event, name: str, states: list[str]) -> None:
    comment = make_comment(event)
    begin_write_transaction()
    make_contact(comment)

    for _ in range(2):
        notify_author(comment.id, kind_named(name), about_id=None, now=utcnow())

    db.session.expire_all()
    assert [mail.state.value for mail in queued()] == states


@pytest.mark.parametrize(
    ("name", "state", "is_true"),
    [
        pytest.param("decision", PENDING, False, id="a decision taken back is not told"),
        pytest.param("decision", PUBLISHED, True, id="that it was published is told"),
        pytest.param("decision", REJECTED, True, id="that it was rejected is told"),
        pytest.param("decision", SPAM, False, id="spam is told nothing"),
        pytest.param("decision", WITHDRAWN, False, id="a withdrawn comment has no decision"),
        pytest.param("message", PENDING, True, id="a message is told while it waits"),
        pytest.param("message", REJECTED, True, id="a message about a rejected one is told"),
        pytest.param("message", WITHDRAWN, False, id="a withdrawn comment has no messages"),
        pytest.param("reply", PUBLISHED, True, id="a reply to what is shown is told"),
        pytest.param("reply", PENDING, False, id="a reply to what waits is not told"),
        pytest.param("reply", REJECTED, False, id="a reply to what was rejected is not told"),
    ],
)
def test_mail_says_what_is_so(
    app: Flask, event: Event, name: str, state: State, is_true: bool
) -> None:
    comment, reply = make_comment(event, state=state), make_comment(event, body="A reply.")
    begin_write_transaction()

    mail = OutboxMail(id=1, kind=name, about_id=reply.id, contact=make_contact(comment))

    assert kind_named(name).is_still_true(mail) is is_true


@pytest.mark.parametrize("state", [PENDING, REJECTED, SPAM])
def test_reply_that_is_not_shown_is_not_told(app: Flask, event: Event, state: State) -> None:
    comment, reply = make_comment(event), make_comment(event, body="A reply.", state=state)
    begin_write_transaction()

    mail = OutboxMail(kind="reply", about_id=reply.id, contact=make_contact(comment))

    assert not kind_named("reply").is_still_true(mail)


def test_who_has_confirmed_is_not_asked_again(app: Flask, event: Event) -> None:
    comment = make_comment(event)
    begin_write_transaction()
    mail = OutboxMail(kind="confirm", contact=make_contact(comment))
    before = kind_named("confirm").is_still_true(mail)

    mail.contact.confirmed_at = utcnow()

    assert (before, kind_named("confirm").is_still_true(mail)) == (True, False)
