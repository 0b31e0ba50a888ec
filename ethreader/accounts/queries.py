"""Reads about moderators and their sessions."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from ethreader.accounts.models import FailedSignIn, Moderator, ModeratorSession, SignInLink
from ethreader.base.db import db


def moderator_by_name(name: str) -> Moderator | None:
    """Return the moderator of that name."""
    return db.session.scalar(select(Moderator).where(Moderator.name == name))


def link_by_digest(digest: bytes, *, now: datetime) -> SignInLink | None:
    """Return the sign-in link that can still be used."""
    return db.session.scalar(
        select(SignInLink).where(SignInLink.token_digest == digest, SignInLink.expires_at > now)
    )


def session_by_digest(
    digest: bytes, *, began_after: datetime, seen_after: datetime
) -> ModeratorSession | None:
    """Return the session that is neither too old nor too long idle."""
    return db.session.scalar(
        select(ModeratorSession).where(
            ModeratorSession.token_digest == digest,
            ModeratorSession.began_at > began_after,
            ModeratorSession.seen_at > seen_after,
        )
    )


def failures_since(moment: datetime, *, name_digest: bytes) -> Sequence[datetime]:
    """Return when sign-in failed under a name, the latest first."""
    return db.session.scalars(
        select(FailedSignIn.failed_at)
        .where(FailedSignIn.name_digest == name_digest, FailedSignIn.failed_at > moment)
        .order_by(FailedSignIn.failed_at.desc())
    ).all()


def failure_count_since(moment: datetime) -> int:
    """Count the failed sign-ins under all names together."""
    query = select(func.count()).select_from(FailedSignIn).where(FailedSignIn.failed_at > moment)
    return db.session.scalar(query) or 0
