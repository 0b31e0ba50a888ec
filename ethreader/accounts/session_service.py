"""Sessions of moderators: rows, so that signing out ends them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select, update

from ethreader.accounts.device_service import remember_device
from ethreader.accounts.models import Moderator, ModeratorSession
from ethreader.accounts.passwords import password_fits
from ethreader.accounts.queries import (
    hold_moderator,
    moderator_by_name,
    session_by_digest,
    sessions_of,
)
from ethreader.base import tokens
from ethreader.base.db import db

SESSION_LIFETIME = timedelta(hours=12)
SESSION_IDLE = timedelta(minutes=30)
PROOF_LASTS = timedelta(minutes=10)
SEEN_STEP = timedelta(minutes=1)


class WrongSignIn(Exception):
    """The name or the password is wrong; which one is not said."""


@dataclass(frozen=True, kw_only=True)
class Recognised:
    """Who knows a password, and which one it was."""

    moderator_id: int
    password_hash: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A session as it begins; its tokens are known to the browser alone."""

    token: str = field(repr=False)
    device_token: str = field(repr=False)
    moderator: Moderator


def authenticate(name: str, password: str) -> Recognised:
    """Return whose password it is; raise `WrongSignIn` if name and password do not go together.

    An unknown name takes as long as a known one.
    """
    moderator = moderator_by_name(name)
    moderator_id, kept = (moderator.id, moderator.password_hash) if moderator else (0, None)
    db.session.rollback()  # Hashing takes its time: no look at the database stays open meanwhile.
    if not password_fits(password, kept) or kept is None:
        raise WrongSignIn
    return Recognised(moderator_id=moderator_id, password_hash=kept)


def still_recognised(recognised: Recognised) -> Moderator:
    """Return the moderator; raise `WrongSignIn` if the password was ended while it was checked."""
    moderator = hold_moderator(recognised.moderator_id)
    if moderator is None or moderator.password_hash != recognised.password_hash:
        raise WrongSignIn
    return moderator


def begin_session(
    moderator: Moderator, *, now: datetime, device_token: str | None = None
) -> SignedIn:
    """Begin a session on a device, which is known from then on; clear old sessions away."""
    db.session.execute(
        delete(ModeratorSession).where(ModeratorSession.began_at <= now - SESSION_LIFETIME)
    )
    token, device_token = tokens.new_token(), device_token or tokens.new_token()
    device = remember_device(device_token, moderator, now=now)
    db.session.add(
        ModeratorSession(
            token_digest=tokens.digest(token),
            csrf_secret=tokens.new_token(),
            moderator_id=moderator.id,
            device_id=device.id,
            began_at=now,
            seen_at=now,
            proved_at=now,
        )
    )
    moderator.signed_in_at = now
    db.session.flush()
    return SignedIn(token=token, device_token=device_token, moderator=moderator)


def current_session(token: str, *, now: datetime) -> ModeratorSession | None:
    """Return the session of a browser, unless it is over."""
    return session_by_digest(
        tokens.digest(token), began_after=now - SESSION_LIFETIME, seen_after=now - SESSION_IDLE
    )


def former_moderator_id(token: str) -> int | None:
    """Return whose session a browser holds, though it may be over; nothing once it was ended."""
    long_ago = datetime.min.replace(tzinfo=UTC)
    session = session_by_digest(tokens.digest(token), began_after=long_ago, seen_after=long_ago)
    return session.moderator_id if session is not None else None


def open_sessions(moderator: Moderator, *, now: datetime) -> Sequence[ModeratorSession]:
    """Return a moderator's sessions that are not over, the latest first."""
    return sessions_of(moderator, began_after=now - SESSION_LIFETIME, seen_after=now - SESSION_IDLE)


def is_due_to_be_seen(session: ModeratorSession, *, now: datetime) -> bool:
    """Tell whether the last sign of life is old enough to be worth a write."""
    return now - session.seen_at > SEEN_STEP


def mark_seen(session: ModeratorSession, *, now: datetime) -> None:
    """Record a sign of life; a session that was ended meanwhile stays ended."""
    db.session.execute(
        update(ModeratorSession).where(ModeratorSession.id == session.id).values(seen_at=now)
    )


def is_proof_fresh(session: ModeratorSession, *, now: datetime) -> bool:
    """Tell whether the password was given in a session lately enough for what is dangerous."""
    return now - session.proved_at < PROOF_LASTS


def mark_proved(session_id: int, *, now: datetime) -> None:
    """Record that the password was given again; a session that was ended stays ended."""
    db.session.execute(
        update(ModeratorSession).where(ModeratorSession.id == session_id).values(proved_at=now)
    )


def end_own_session(moderator: Moderator, session_id: int) -> bool:
    """End one of a moderator's sessions; tell whether it was there."""
    own = (ModeratorSession.id == session_id, ModeratorSession.moderator_id == moderator.id)
    if db.session.scalar(select(ModeratorSession.id).where(*own)) is None:
        return False
    db.session.execute(delete(ModeratorSession).where(*own))
    return True


def end_session(token: str) -> None:
    """End the session of a browser."""
    db.session.execute(
        delete(ModeratorSession).where(ModeratorSession.token_digest == tokens.digest(token))
    )


def end_other_sessions(session: ModeratorSession) -> None:
    """Sign a moderator out everywhere but in one browser."""
    db.session.execute(
        delete(ModeratorSession).where(
            ModeratorSession.moderator_id == session.moderator_id,
            ModeratorSession.id != session.id,
        )
    )


def end_all_sessions(moderator: Moderator) -> None:
    """Sign a moderator out everywhere."""
    db.session.execute(
        delete(ModeratorSession).where(ModeratorSession.moderator_id == moderator.id)
    )
