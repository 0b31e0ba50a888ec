"""Moderators, and the sign-in links with which they set a password."""

import unicodedata
from datetime import datetime, timedelta

from sqlalchemy import delete

from ethreader.accounts.access_service import record_access
from ethreader.accounts.choices import ModeratorRole
from ethreader.accounts.device_service import forget_devices
from ethreader.accounts.log import AccessKind
from ethreader.accounts.models import Moderator, SignInLink
from ethreader.accounts.passwords import hash_password
from ethreader.accounts.queries import (
    all_moderators,
    hold_admins,
    link_by_digest,
    moderator_by_name,
    present_count,
)
from ethreader.accounts.role_service import refuse_last_admin
from ethreader.accounts.session_service import SignedIn, begin_session, end_all_sessions
from ethreader.base import tokens
from ethreader.base.db import db
from ethreader.base.errors import Conflict, NotFound
from ethreader.i18n.texts import lazy_gettext

LINK_LIFETIME = timedelta(hours=24)


class NameTaken(Conflict):
    """There is a moderator of that name."""


class NoSuchModerator(NotFound):
    """There is no moderator of that name."""


class LastModerator(Conflict):
    """Without this moderator there would be none."""


class LinkUsed(NotFound):
    """A sign-in link that was used, replaced or is too old."""

    title = lazy_gettext("This link no longer works")
    sentence = lazy_gettext(
        "A sign-in link works once, within 24 hours. If you have set your password with it, sign "
        "in. Otherwise, ask the person who runs this site for a new link."
    )


def add_moderator(name: str, *, now: datetime, role: ModeratorRole | None = None) -> str:
    """Add a moderator and return the token of their sign-in link; raise `NameTaken`.

    Where no role is given, it is an administrator as long as there is none.
    """
    known = moderator_by_name(name)
    if known is not None and known.removed_at is None:
        message = f"There is a moderator “{name}” already. `flask moderator link` makes a new link."
        raise NameTaken(message)
    if known is not None:
        message = (
            f"“{name}” was a moderator before, and what they decided is on record under that "
            "name. `flask moderator link` lets the same person back in; for somebody else, "
            "choose another name."
        )
        raise NameTaken(message)
    name = unicodedata.normalize("NFC", name)
    role = role or (ModeratorRole.MODERATOR if hold_admins() else ModeratorRole.ADMIN)
    moderator = Moderator(name=name, role=role, password_hash=None, added_at=now)
    db.session.add(moderator)
    db.session.flush()
    record_access(AccessKind.ADDED, moderator, now=now)
    return _new_link(moderator, now=now)


def renew_link(name: str, *, now: datetime) -> str:
    """Return the token of a new sign-in link, and end every older way in at once.

    That is: older links, the password, all sessions, and the devices that are known. A former
    moderator is one again. Raises `NoSuchModerator`.
    """
    moderator = _moderator(name)
    if moderator.removed_at is not None:
        moderator.removed_at = None
        record_access(AccessKind.ADDED, moderator, now=now)
    _end_all_ways_in(moderator)
    record_access(AccessKind.LINK_MADE, moderator, now=now)
    return _new_link(moderator, now=now)


def remove_moderator(name: str, *, now: datetime) -> None:
    """Let somebody be no moderator any more, at once; what they decided stays on record.

    Raises `NoSuchModerator`, `LastAdmin` where others would be left without one, and
    `LastModerator` where nobody would be left: see `remove_last_moderator`.
    """
    moderator = present_moderator(name)
    if present_count() == 1:
        message = (
            f"“{name}” is the last moderator: nobody could read what comes in. Add another one "
            "first, or say --yes."
        )
        raise LastModerator(message)
    _remove(moderator, now=now)


def remove_last_moderator(name: str, *, now: datetime) -> None:
    """Remove a moderator even if nobody is left; raise `NoSuchModerator`, or `LastAdmin`."""
    _remove(present_moderator(name), now=now)


def end_everybodys_ways_in(_now: datetime) -> None:
    """End passwords, links, sessions and known devices of all: a restored database has old ones.

    Who was removed since, or has a new password because others knew the old one, would be back.
    """
    for moderator in all_moderators():
        _end_all_ways_in(moderator)


def valid_link(token: str, *, now: datetime) -> SignInLink:
    """Return the link of `token`; raise `LinkUsed` if it does not work (any more)."""
    link = link_by_digest(tokens.digest(token), now=now)
    if link is None:
        raise LinkUsed
    return link


def set_password(token: str, password: str, *, now: datetime) -> SignedIn:
    """Hash a password and set it: see `set_password_hash`."""
    return set_password_hash(token, hash_password(password), now=now)


def set_password_hash(token: str, password_hash: str, *, now: datetime) -> SignedIn:
    """Use up a sign-in link: set the password, end all sessions, begin one.

    Raises `LinkUsed`.
    """
    moderator = valid_link(token, now=now).moderator
    _end_all_ways_in(moderator)
    moderator.password_hash = password_hash
    record_access(AccessKind.PASSWORD_SET, moderator, now=now)
    return begin_session(moderator, now=now)


def _moderator(name: str) -> Moderator:
    moderator = moderator_by_name(name)
    if moderator is None:
        message = f"There is no moderator “{name}”. `flask moderator add` adds one."
        raise NoSuchModerator(message)
    return moderator


def present_moderator(name: str) -> Moderator:
    """Return who may sign in under a name; raise `NoSuchModerator`."""
    moderator = _moderator(name)
    if moderator.removed_at is not None:
        message = f"“{name}” is no moderator any more."
        raise NoSuchModerator(message)
    return moderator


def _remove(moderator: Moderator, *, now: datetime) -> None:
    if present_count() > 1:
        refuse_last_admin(moderator)
    _end_all_ways_in(moderator)
    moderator.removed_at = now
    record_access(AccessKind.REMOVED, moderator, now=now)


def _end_all_ways_in(moderator: Moderator) -> None:
    moderator.password_hash = None
    db.session.execute(delete(SignInLink).where(SignInLink.moderator_id == moderator.id))
    end_all_sessions(moderator)
    forget_devices(moderator)
    db.session.flush()


def _new_link(moderator: Moderator, *, now: datetime) -> str:
    token = tokens.new_token()
    db.session.add(
        SignInLink(
            token_digest=tokens.digest(token),
            moderator_id=moderator.id,
            expires_at=now + LINK_LIFETIME,
        )
    )
    db.session.flush()
    return token
