"""Moderators, and the sign-in links with which they set a password."""

import unicodedata
from datetime import datetime, timedelta

from ethreader.accounts.access_service import record_access
from ethreader.accounts.choices import ModeratorRole
from ethreader.accounts.log import AccessKind
from ethreader.accounts.models import Moderator, ModeratorSession, SignInLink
from ethreader.accounts.passwords import hash_password
from ethreader.accounts.queries import (
    hold_admins,
    hold_moderator,
    link_by_digest,
    moderator_by_name,
)
from ethreader.accounts.session_service import SignedIn, begin_session, end_other_sessions
from ethreader.accounts.ways_in_service import end_all_ways_in, end_links
from ethreader.base import tokens
from ethreader.base.db import db
from ethreader.base.errors import Conflict, NotFound
from ethreader.i18n.texts import lazy_gettext

LINK_LIFETIME = timedelta(hours=24)


class NameTaken(Conflict):
    """There is a moderator of that name."""


class NoSuchModerator(NotFound):
    """There is no moderator of that name."""


class LinkUsed(NotFound):
    """A sign-in link that was used, replaced or is too old."""

    title = lazy_gettext("This link no longer works")
    sentence = lazy_gettext(
        "A sign-in link works once, within 24 hours. If you have set your password with it, sign "
        "in. Otherwise, ask the person who runs this site for a new link."
    )


def add_moderator(
    name: str, *, now: datetime, role: ModeratorRole | None = None, by: Moderator | None = None
) -> str:
    """Add a moderator and return the token of their sign-in link; raise `NameTaken`.

    Where no role is given, it is an administrator as long as there is none.
    """
    admins = hold_admins()
    _refuse_known(name)
    end_links(None)
    name = unicodedata.normalize("NFC", name)
    role = role or (ModeratorRole.MODERATOR if admins else ModeratorRole.ADMIN)
    moderator = Moderator(name=name, role=role, password_hash=None, added_at=now)
    db.session.add(moderator)
    db.session.flush()
    record_access(AccessKind.ADDED, moderator, by=by, now=now)
    return new_link(moderator, now=now)


def _refuse_known(name: str) -> None:
    known = moderator_by_name(name)
    if known is None:
        return
    message = (
        f"There is a moderator “{known.name}” already. `flask moderator link` makes a new link."
    )
    if known.removed_at is not None:
        message = (
            f"“{known.name}” was a moderator before, and what they decided is on record under that "
            "name. `flask moderator link` lets the same person back in; for somebody else, "
            "choose another name."
        )
    raise NameTaken(message)


def renew_link(name: str, *, now: datetime) -> str:
    """Return the token of a new sign-in link by name: see `renew_link_of`.

    Raises `NoSuchModerator`.
    """
    hold_admins()
    return renew_link_of(_moderator(name), now=now)


def renew_link_of(moderator: Moderator, *, now: datetime, by: Moderator | None = None) -> str:
    """Return the token of a new sign-in link, and end every older way in at once.

    That is: older links, the password, all sessions, and the devices that are known. A former
    moderator is one again.
    """
    if moderator.removed_at is not None:
        moderator.removed_at = None
        record_access(AccessKind.ADDED, moderator, by=by, now=now)
    end_all_ways_in(moderator)
    record_access(AccessKind.LINK_MADE, moderator, by=by, now=now)
    return new_link(moderator, now=now)


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
    hold_moderator(valid_link(token, now=now).moderator_id or 0)
    moderator = valid_link(token, now=now).moderator  # Unless it was ended meanwhile.
    if moderator is None:
        raise LinkUsed
    end_all_ways_in(moderator)
    moderator.password_hash = password_hash
    record_access(AccessKind.PASSWORD_SET, moderator, now=now)
    return begin_session(moderator, now=now)


def change_password_hash(session: ModeratorSession, password_hash: str, *, now: datetime) -> None:
    """Set another password for who is signed in; end links, and the sessions elsewhere."""
    session.moderator.password_hash = password_hash
    end_links(session.moderator_id)
    end_other_sessions(session)
    record_access(AccessKind.PASSWORD_SET, session.moderator, now=now)


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


def new_link(moderator: Moderator | None, *, now: datetime) -> str:
    """Return the token of another sign-in link: a moderator's, or the first one's."""
    token = tokens.new_token()
    db.session.add(
        SignInLink(
            token_digest=tokens.digest(token),
            moderator_id=moderator.id if moderator is not None else None,
            expires_at=now + LINK_LIFETIME,
        )
    )
    db.session.flush()
    return token
