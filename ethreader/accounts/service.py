"""Moderators, and the sign-in links with which they set a password."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from ethreader.accounts.models import Moderator, SignInLink
from ethreader.accounts.passwords import hash_password
from ethreader.accounts.queries import link_by_digest, moderator_by_name
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


class LinkUsed(NotFound):
    """A sign-in link that was used, replaced or is too old."""

    title = lazy_gettext("This link no longer works")
    sentence = lazy_gettext(
        "A sign-in link works once, within 24 hours. Ask the person who runs this site for a "
        "new one."
    )


def add_moderator(name: str, *, now: datetime) -> str:
    """Add a moderator and return the token of their sign-in link; raise `NameTaken`."""
    if moderator_by_name(name) is not None:
        message = f"There is a moderator “{name}” already. `flask moderator link` makes a new link."
        raise NameTaken(message)
    moderator = Moderator(name=name, password_hash=None, added_at=now)
    db.session.add(moderator)
    db.session.flush()
    return _new_link(moderator, now=now)


def renew_link(name: str, *, now: datetime) -> str:
    """Return the token of a new sign-in link; older ones stop working.

    Raises `NoSuchModerator`.
    """
    moderator = moderator_by_name(name)
    if moderator is None:
        message = f"There is no moderator “{name}”. `flask moderator add` adds one."
        raise NoSuchModerator(message)
    return _new_link(moderator, now=now)


def valid_link(token: str, *, now: datetime) -> SignInLink:
    """Return the link of `token`; raise `LinkUsed` if it does not work (any more)."""
    link = link_by_digest(tokens.digest(token), now=now)
    if link is None:
        raise LinkUsed
    return link


def set_password(token: str, password: str, *, now: datetime) -> SignedIn:
    """Use up a sign-in link: set the password, end all sessions, begin one.

    Raises `LinkUsed`.
    """
    moderator = valid_link(token, now=now).moderator
    moderator.password_hash = hash_password(password)
    db.session.execute(delete(SignInLink).where(SignInLink.moderator_id == moderator.id))
    end_all_sessions(moderator)
    return begin_session(moderator, now=now)


def _new_link(moderator: Moderator, *, now: datetime) -> str:
    db.session.execute(delete(SignInLink).where(SignInLink.moderator_id == moderator.id))
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
