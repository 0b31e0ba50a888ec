"""Reads about keys and contacts. None searches by an email: none is here to search."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, exists, func, select

from ethreader.base.db import db
from ethreader.base.errors import NotFound
from ethreader.base.rows import rows_of
from ethreader.base.tokens import digest
from ethreader.contacts.models import (
    Contact,
    ContactToken,
    MailRefusal,
    MailStop,
    TokenPurpose,
    VaultKey,
)
from ethreader.i18n.texts import lazy_gettext


class LinkUnknown(NotFound):
    """A secret link from a mail that does not work any more."""

    title = lazy_gettext("This link no longer works")
    sentence = lazy_gettext(
        "It may have been used already, or it has expired. If you wanted no more emails from "
        "us: we no longer store an address that we could write to."
    )


def key_of_month(month: str) -> VaultKey | None:
    """Return the newest key of a month whose private half is where it belongs."""
    return db.session.scalar(
        select(VaultKey)
        .where(
            VaultKey.month == month,
            VaultKey.destroyed_at.is_(None),
            VaultKey.missing_at.is_(None),
        )
        .order_by(VaultKey.id.desc())
        .limit(1)
    )


def current_key(now: datetime) -> VaultKey | None:
    """Return the key that seals now; none while no mail process has made one."""
    return key_of_month(f"{now:%Y-%m}")


CURRENT = select(VaultKey.id).where(
    VaultKey.month == bindparam("month"),
    VaultKey.destroyed_at.is_(None),
    VaultKey.missing_at.is_(None),
)


def has_current_key(now: datetime) -> bool:
    """Tell whether there is a key that seals now; each article asks for it."""
    return bool(rows_of(CURRENT, {"month": f"{now:%Y-%m}"}))


def all_keys() -> Sequence[VaultKey]:
    """Return all keys, the oldest first."""
    return db.session.scalars(select(VaultKey).order_by(VaultKey.month, VaultKey.id)).all()


def keys_not_destroyed() -> Sequence[VaultKey]:
    """Return the keys that something may still be opened with."""
    return [key for key in all_keys() if key.destroyed_at is None]


def missing_keys() -> Sequence[VaultKey]:
    """Return the keys whose private half is missing, and not given up."""
    return db.session.scalars(
        select(VaultKey)
        .where(
            VaultKey.missing_at.is_not(None),
            VaultKey.given_up_at.is_(None),
            VaultKey.destroyed_at.is_(None),
        )
        .order_by(VaultKey.month, VaultKey.id)
    ).all()


def keys_to_destroy(now: datetime, *, margin: timedelta) -> Sequence[VaultKey]:
    """Return the keys whose time is over, or with which nothing is sealed any more.

    The latter `margin` after their month: nothing new is sealed then.
    """
    is_without_contacts = ~exists().where(Contact.key_id == VaultKey.id)
    is_of_the_past = VaultKey.month < f"{now - margin:%Y-%m}"
    return db.session.scalars(
        select(VaultKey).where(
            VaultKey.destroyed_at.is_(None),
            (VaultKey.destroy_at <= now) | (is_of_the_past & is_without_contacts),
        )
    ).all()


def contact_of(comment_id: int) -> Contact | None:
    """Return the contact of a comment's author, if they left one."""
    return db.session.scalar(select(Contact).where(Contact.comment_id == comment_id))


def held_contacts_of_moderators() -> Sequence[Contact]:
    """Return the contacts that moderators have confirmed, and let nobody else end them now."""
    query = select(Contact).where(
        Contact.moderator_id.is_not(None), Contact.confirmed_at.is_not(None)
    )
    return db.session.scalars(query.order_by(Contact.id).with_for_update(of=Contact)).all()


def contact_by_token(token: str, purpose: TokenPurpose) -> Contact | None:
    """Return the contact to which a mail with this token went, if it is good for `purpose`."""
    return db.session.scalar(
        select(Contact)
        .join(ContactToken, ContactToken.contact_id == Contact.id)
        .where(ContactToken.digest == digest(token), ContactToken.purpose == purpose)
    )


def news_behind(token: str, now: datetime) -> str | None:
    """Return what the status link with this token tells, while it does."""
    return db.session.scalar(
        select(ContactToken.news)
        .join(Contact, Contact.id == ContactToken.contact_id)
        .where(
            ContactToken.digest == digest(token),
            ContactToken.purpose == TokenPurpose.STATUS,
            ContactToken.expires_at > now,
            Contact.expires_at > now,
        )
    )


def contact_by_ledger_id(ledger_id: str) -> Contact | None:
    """Return the contact that the erasure ledger calls so."""
    return db.session.scalar(select(Contact).where(Contact.ledger_id == ledger_id))


def confirmed_ledger_ids() -> Sequence[str]:
    """Return what the erasure ledger calls the contacts whose owners have confirmed them."""
    return db.session.scalars(
        select(Contact.ledger_id).where(Contact.confirmed_at.is_not(None))
    ).all()


def mail_refusals() -> Sequence[MailRefusal]:
    """Return the wishes never to be mailed again that the mail process has yet to read."""
    return db.session.scalars(select(MailRefusal).order_by(MailRefusal.id)).all()


def is_stop_left() -> bool:
    """Tell whether a wish for no more mail is yet to be carried out."""
    return bool(db.session.scalar(select(exists().where(MailStop.id.is_not(None)))))


def held_stops() -> Sequence[MailStop]:
    """Return the wishes for no more mail, and keep waiting whoever else would carry them out."""
    return db.session.scalars(select(MailStop).order_by(MailStop.id).with_for_update()).all()


def all_contacts() -> Sequence[Contact]:
    """Return all contacts; only the holder of the private keys learns anything from them."""
    return db.session.scalars(select(Contact).order_by(Contact.id)).all()


def expired_contacts(now: datetime) -> Sequence[Contact]:
    """Return the contacts whose time is over."""
    return db.session.scalars(select(Contact).where(Contact.expires_at <= now)).all()


def unconfirmed_contacts() -> Sequence[Contact]:
    """Return the contacts whose owners have yet to confirm them."""
    return db.session.scalars(select(Contact).where(Contact.confirmed_at.is_(None))).all()


def contact_counts() -> dict[int, int]:
    """Return how many contacts each key seals, by the key's id."""
    rows = db.session.execute(select(Contact.key_id, func.count()).group_by(Contact.key_id))
    return dict(rows.all())
