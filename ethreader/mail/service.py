"""Rules that queue mail, in the commit of what it tells."""

from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, exists, insert, select, update

from ethreader.base.db import connection, db, table_of
from ethreader.contacts.key_place import KeysPlace
from ethreader.contacts.models import Contact, VaultKey
from ethreader.contacts.service import NewContact, store_contact
from ethreader.mail.kinds import CONFIRM, MailKind
from ethreader.mail.models import Delivery, MailLayout, MailState, OutboxMail
from ethreader.mail.queries import mail_layout

_mails, _contacts = table_of(OutboxMail), table_of(Contact)
_INSERT = insert(_mails)


def _given(name: str) -> BindParameter[Any]:
    return bindparam(name, type_=_mails.c[name].type)


# Whether there is a contact or not, the same statements run: nobody who decides about a comment
# learns by a clock whether its author left an email.
_OF_AUTHOR = _contacts.c.comment_id == bindparam("comment_id")
_IS_TOLD = exists().where(
    _mails.c.contact_id == _contacts.c.id,
    _mails.c.kind == _given("kind"),
    _mails.c.about_id == _given("about_id"),  # Of no other comment: never.
    _mails.c.state != MailState.DROPPED,
)
_VALUES = ("kind", "about_id", "state", "due_at", "created_at")
_QUEUE = insert(_mails).from_select(
    ["contact_id", *_VALUES],
    select(_contacts.c.id, *(_given(each) for each in _VALUES)).where(_OF_AUTHOR, ~_IS_TOLD),
)
_DROP = (
    update(_mails)
    .where(
        _mails.c.contact_id.in_(select(_contacts.c.id).where(_OF_AUTHOR)),
        _mails.c.kind == bindparam("mail_kind"),
        _mails.c.state == MailState.WAITING,
    )
    .values(state=MailState.DROPPED)
)


def ask_to_confirm(comment_id: int, contact: NewContact | None, *, now: datetime) -> None:
    """Seal the contact of a new comment's author, and have them asked to confirm it."""
    if contact is not None:
        queue_mail(store_contact(comment_id, contact), CONFIRM, about_id=None, now=now)


def notify_author(comment_id: int, kind: MailKind, *, about_id: int | None, now: datetime) -> None:
    """Queue a mail to a comment's author, if they wish to be told anything.

    Of one reply they are told once, however often it is published and taken back.
    """
    if kind.replaces_waiting:
        connection().execute(_DROP, {"comment_id": comment_id, "mail_kind": kind.name})
    values = _values(kind, about_id=about_id, now=now)
    connection().execute(_QUEUE, {"comment_id": comment_id, **values})


def queue_mail(contact_id: int, kind: MailKind, *, about_id: int | None, now: datetime) -> None:
    """Queue a mail to a contact; nobody looks whether it is told already."""
    values = _values(kind, about_id=about_id, now=now)
    connection().execute(_INSERT, {"contact_id": contact_id, **values})


def retry_unreadable(*, now: datetime) -> None:
    """Let mails wait again whose keys were missing and are back."""
    sealed = select(Contact.id).join(Contact.key).where(VaultKey.missing_at.is_(None))
    db.session.execute(
        update(OutboxMail)
        .where(OutboxMail.state == MailState.UNREADABLE, OutboxMail.contact_id.in_(sealed))
        .values(state=MailState.WAITING, due_at=now)
    )


def record_layout(*, keys: KeysPlace, delivery: Delivery) -> None:
    """Let the site know how the mail process runs."""
    layout = mail_layout()
    if layout is None:
        layout = MailLayout(keys=keys, delivery=delivery)
        db.session.add(layout)
    layout.keys, layout.delivery = keys, delivery
    db.session.flush()


def drop_all_waiting(_now: datetime) -> None:
    """Drop what waits to be mailed: after a restore, most of it was mailed long ago."""
    waiting = OutboxMail.state.in_((MailState.WAITING, MailState.UNREADABLE))
    db.session.execute(update(OutboxMail).where(waiting).values(state=MailState.DROPPED))


def _values(kind: MailKind, *, about_id: int | None, now: datetime) -> dict[str, Any]:
    return {
        "kind": kind.name,
        "about_id": about_id,
        "state": MailState.WAITING,
        "due_at": now + kind.delay,
        "created_at": now,
    }
