"""Rules that write moderators, links and sessions."""

import hashlib
import hmac
import math
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, update

from ethreader.accounts.models import FailedSignIn, Moderator, ModeratorSession, SignInLink
from ethreader.accounts.queries import (
    failure_count_since,
    failures_since,
    link_by_digest,
    moderator_by_name,
    session_by_digest,
)
from ethreader.base.db import db
from ethreader.base.errors import Conflict, NotFound, RateLimited
from ethreader.i18n.texts import format_wait, gettext, lazy_gettext

LINK_LIFETIME = timedelta(hours=24)
SESSION_LIFETIME = timedelta(hours=12)
SESSION_IDLE = timedelta(minutes=30)
SEEN_STEP = timedelta(minutes=1)
PASSWORD_MIN = 15
PASSWORD_MAX = 256

FREE_ATTEMPTS = 5
ATTEMPT_WINDOW = timedelta(minutes=15)
# Guesses spread over many names are slowed down together.
ALL_ATTEMPTS = 100

# RFC 9106, second recommended option: 64 MiB, three passes.
_hasher = PasswordHasher()
_NOBODY = _hasher.hash(secrets.token_hex())


class WrongSignIn(Exception):
    """The name or the password is wrong; which one is not said."""


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


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A session as it begins; `token` is known to the browser alone."""

    token: str
    moderator: Moderator


def add_moderator(name: str, *, now: datetime) -> str:
    """Add a moderator and return the token of their sign-in link."""
    if moderator_by_name(name) is not None:
        message = f"There is a moderator “{name}” already. `flask moderator link` makes a new link."
        raise NameTaken(message)
    moderator = Moderator(name=name, password_hash=None, added_at=now)
    db.session.add(moderator)
    db.session.flush()
    return _new_link(moderator, now=now)


def renew_link(name: str, *, now: datetime) -> str:
    """Return the token of a new sign-in link; older ones stop working."""
    moderator = moderator_by_name(name)
    if moderator is None:
        message = f"There is no moderator “{name}”. `flask moderator add` adds one."
        raise NoSuchModerator(message)
    return _new_link(moderator, now=now)


def valid_link(token: str, *, now: datetime) -> SignInLink:
    """Return the link of `token`; raise `LinkUsed` if it does not work (any more)."""
    link = link_by_digest(_digest(token), now=now)
    if link is None:
        raise LinkUsed
    return link


def set_password(token: str, password: str, *, now: datetime) -> SignedIn:
    """Spend a sign-in link: set the password, end all sessions, begin one."""
    moderator = valid_link(token, now=now).moderator
    moderator.password_hash = _hasher.hash(password)
    db.session.execute(delete(SignInLink).where(SignInLink.moderator_id == moderator.id))
    db.session.execute(
        delete(ModeratorSession).where(ModeratorSession.moderator_id == moderator.id)
    )
    return _begin_session(moderator, now=now)


def record_attempt(name: str, *, secret: str, now: datetime) -> None:
    """Count a guess at `name` before it is checked, so that guesses at once are counted too.

    Raises `RateLimited` while guesses at that name, or at all names, come too fast. An unknown
    name is slowed down exactly like a known one.
    """
    db.session.execute(delete(FailedSignIn).where(FailedSignIn.failed_at <= now - ATTEMPT_WINDOW))
    digest = _keyed(name, secret)
    failures = failures_since(now - ATTEMPT_WINDOW, name_digest=digest)
    if len(failures) >= FREE_ATTEMPTS:
        pause = timedelta(seconds=min(15 * 2 ** (len(failures) - FREE_ATTEMPTS), 900))
        _wait_until(failures[0] + pause, now=now)
    if failure_count_since(now - ATTEMPT_WINDOW) >= ALL_ATTEMPTS:
        _wait_until(now + timedelta(minutes=1), now=now)
    db.session.add(FailedSignIn(name_digest=digest, failed_at=now))
    db.session.flush()


def authenticate(name: str, password: str) -> Moderator:
    """Return the moderator; raise `WrongSignIn` if name and password do not go together."""
    moderator = moderator_by_name(name)
    known = moderator.password_hash if moderator else None
    try:
        _hasher.verify(known or _NOBODY, password)  # As slow for a name that is not there.
    except (VerificationError, InvalidHashError):
        raise WrongSignIn from None
    if moderator is None or known is None:
        raise WrongSignIn
    return moderator


def begin_session(moderator: Moderator, *, secret: str, now: datetime) -> SignedIn:
    """Begin a session after a right guess, which makes the wrong ones forgotten."""
    digest = _keyed(moderator.name, secret)
    db.session.execute(delete(FailedSignIn).where(FailedSignIn.name_digest == digest))
    return _begin_session(moderator, now=now)


def current_session(token: str, *, now: datetime) -> ModeratorSession | None:
    """Return the session of a browser, unless it is over."""
    return session_by_digest(
        _digest(token), began_after=now - SESSION_LIFETIME, seen_after=now - SESSION_IDLE
    )


def is_due_to_be_seen(session: ModeratorSession, *, now: datetime) -> bool:
    """Tell whether the last sign of life is old enough to be worth a write."""
    return now - session.seen_at > SEEN_STEP


def mark_seen(session: ModeratorSession, *, now: datetime) -> None:
    """Record a sign of life; a session that was ended meanwhile stays ended."""
    db.session.execute(
        update(ModeratorSession).where(ModeratorSession.id == session.id).values(seen_at=now)
    )


def sign_out(token: str) -> None:
    """End the session of a browser."""
    db.session.execute(
        delete(ModeratorSession).where(ModeratorSession.token_digest == _digest(token))
    )


def _begin_session(moderator: Moderator, *, now: datetime) -> SignedIn:
    db.session.execute(
        delete(ModeratorSession).where(ModeratorSession.began_at <= now - SESSION_LIFETIME)
    )
    token = secrets.token_urlsafe(32)
    db.session.add(
        ModeratorSession(
            token_digest=_digest(token),
            csrf_secret=secrets.token_hex(20),
            moderator_id=moderator.id,
            began_at=now,
            seen_at=now,
        )
    )
    db.session.flush()
    return SignedIn(token=token, moderator=moderator)


def _new_link(moderator: Moderator, *, now: datetime) -> str:
    db.session.execute(delete(SignInLink).where(SignInLink.moderator_id == moderator.id))
    token = secrets.token_urlsafe(32)
    db.session.add(
        SignInLink(
            token_digest=_digest(token),
            moderator_id=moderator.id,
            expires_at=now + LINK_LIFETIME,
        )
    )
    db.session.flush()
    return token


def _wait_until(moment: datetime, *, now: datetime) -> None:
    if moment > now:
        seconds = math.ceil((moment - now).total_seconds())
        message = gettext(
            "Too many wrong attempts. Please wait %(wait)s and try again.",
            wait=format_wait(seconds),
        )
        raise RateLimited(message, retry_after=seconds)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _keyed(name: str, secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"sign-in:" + name.encode(), "sha256")
