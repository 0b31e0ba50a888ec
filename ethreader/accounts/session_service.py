"""Sessions of moderators: rows, so that signing out ends them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update

from ethreader.accounts.models import Moderator, ModeratorSession
from ethreader.accounts.passwords import password_fits
from ethreader.accounts.queries import moderator_by_name, session_by_digest
from ethreader.base import tokens
from ethreader.base.db import db

SESSION_LIFETIME = timedelta(hours=12)
SESSION_IDLE = timedelta(minutes=30)
SEEN_STEP = timedelta(minutes=1)


class WrongSignIn(Exception):
    """The name or the password is wrong; which one is not said."""


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A session as it begins; `token` is known to the browser alone."""

    token: str
    moderator: Moderator


def authenticate(name: str, password: str) -> Moderator:
    """Return the moderator; raise `WrongSignIn` if name and password do not go together."""
    moderator = moderator_by_name(name)
    fits = password_fits(password, moderator.password_hash if moderator else None)
    if moderator is None or not fits:
        raise WrongSignIn
    return moderator


def begin_session(moderator: Moderator, *, now: datetime) -> SignedIn:
    """Begin a session, and clear away those whose time is over."""
    db.session.execute(
        delete(ModeratorSession).where(ModeratorSession.began_at <= now - SESSION_LIFETIME)
    )
    token = tokens.new_token()
    db.session.add(
        ModeratorSession(
            token_digest=tokens.digest(token),
            csrf_secret=tokens.new_token(),
            moderator_id=moderator.id,
            began_at=now,
            seen_at=now,
        )
    )
    db.session.flush()
    return SignedIn(token=token, moderator=moderator)


def current_session(token: str, *, now: datetime) -> ModeratorSession | None:
    """Return the session of a browser, unless it is over."""
    return session_by_digest(
        tokens.digest(token), began_after=now - SESSION_LIFETIME, seen_after=now - SESSION_IDLE
    )


def is_due_to_be_seen(session: ModeratorSession, *, now: datetime) -> bool:
    """Tell whether the last sign of life is old enough to be worth a write."""
    return now - session.seen_at > SEEN_STEP


def mark_seen(session: ModeratorSession, *, now: datetime) -> None:
    """Record a sign of life; a session that was ended meanwhile stays ended."""
    db.session.execute(
        update(ModeratorSession).where(ModeratorSession.id == session.id).values(seen_at=now)
    )


def end_session(token: str) -> None:
    """End the session of a browser."""
    db.session.execute(
        delete(ModeratorSession).where(ModeratorSession.token_digest == tokens.digest(token))
    )


def end_all_sessions(moderator: Moderator) -> None:
    """Sign a moderator out everywhere."""
    db.session.execute(
        delete(ModeratorSession).where(ModeratorSession.moderator_id == moderator.id)
    )
