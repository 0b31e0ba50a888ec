"""Reads about moderators, their sessions and their devices."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select

from ethreader.accounts.choices import ModeratorRole
from ethreader.accounts.models import (
    FailedSignIn,
    KnownDevice,
    Moderator,
    ModeratorSession,
    SignInLink,
)
from ethreader.accounts.names import fold_name
from ethreader.base.db import db


def moderator_by_name(name: str) -> Moderator | None:
    """Return the moderator of that name, present or former, whatever its case, width and gaps.

    Of two whose names are spelt nearly alike it is the one that is spelt so.
    """
    spelt = {name, *(unicodedata.normalize(form, name) for form in ("NFC", "NFD"))}
    is_meant = or_(Moderator.name.in_(spelt), Moderator.folded_name == fold_name(name))
    found = db.session.scalars(select(Moderator).where(is_meant).order_by(Moderator.id)).all()
    return min(found, key=lambda each: each.name not in spelt, default=None)


def moderator_by_id(moderator_id: int) -> Moderator | None:
    """Return a moderator."""
    return db.session.get(Moderator, moderator_id)


def hold_moderator(moderator_id: int) -> Moderator | None:
    """Return a moderator as they are now; whoever wants to change that waits from now on."""
    query = select(Moderator).where(Moderator.id == moderator_id).with_for_update(key_share=True)
    return db.session.scalar(query.execution_options(populate_existing=True))


def all_moderators() -> Sequence[Moderator]:
    """Return all moderators, former ones too, the longest known first."""
    return db.session.scalars(select(Moderator).order_by(Moderator.id)).all()


def present_count() -> int:
    """Count the moderators who may sign in."""
    query = select(func.count()).select_from(Moderator).where(Moderator.removed_at.is_(None))
    return db.session.scalar(query) or 0


def hold_admins() -> Sequence[int]:
    """Return who is an administrator; whoever wants to change that waits from now on.

    To be called before anything else of a transaction is locked. What only names an
    administrator, such as the access log, does not wait.
    """
    query = select(Moderator.id).where(
        Moderator.role == ModeratorRole.ADMIN, Moderator.removed_at.is_(None)
    )
    return db.session.scalars(query.order_by(Moderator.id).with_for_update(key_share=True)).all()


def first_link_works(*, now: datetime) -> bool:
    """Tell whether a link with which to become the first moderator can still be used."""
    is_first = (SignInLink.moderator_id.is_(None), SignInLink.expires_at > now)
    return db.session.scalar(select(SignInLink.id).where(*is_first).limit(1)) is not None


def link_by_digest(digest: bytes, *, now: datetime) -> SignInLink | None:
    """Return the sign-in link that can still be used."""
    return db.session.scalar(
        select(SignInLink).where(SignInLink.token_digest == digest, SignInLink.expires_at > now)
    )


_SESSION = select(ModeratorSession).where(
    ModeratorSession.token_digest == bindparam("digest"),
    ModeratorSession.began_at > bindparam("began_after"),
    ModeratorSession.seen_at > bindparam("seen_after"),
)


def session_by_digest(
    digest: bytes, *, began_after: datetime, seen_after: datetime
) -> ModeratorSession | None:
    """Return the session that is neither too old nor too long idle."""
    found: ModeratorSession | None = db.session.scalar(
        _SESSION, {"digest": digest, "began_after": began_after, "seen_after": seen_after}
    )
    return found


def holds_session(session_id: int) -> bool:
    """Tell whether a session was not ended; who wants to end it waits for this transaction."""
    query = select(ModeratorSession.id).where(ModeratorSession.id == session_id)
    return db.session.scalar(query.with_for_update(read=True)) is not None


def sessions_of(
    moderator: Moderator, *, began_after: datetime, seen_after: datetime
) -> Sequence[ModeratorSession]:
    """Return a moderator's sessions that are neither too old nor too long idle, latest first."""
    return db.session.scalars(
        select(ModeratorSession)
        .where(
            ModeratorSession.moderator_id == moderator.id,
            ModeratorSession.began_at > began_after,
            ModeratorSession.seen_at > seen_after,
        )
        .order_by(ModeratorSession.id.desc())
    ).all()


def devices_of(moderator: Moderator) -> Sequence[KnownDevice]:
    """Return a moderator's known devices, the latest first."""
    query = select(KnownDevice).where(KnownDevice.moderator_id == moderator.id)
    return db.session.scalars(query.order_by(KnownDevice.id.desc())).all()


def device_of(moderator: Moderator, digest: bytes) -> KnownDevice | None:
    """Return a moderator's device by its token's digest."""
    return db.session.scalar(
        select(KnownDevice).where(
            KnownDevice.token_digest == digest, KnownDevice.moderator_id == moderator.id
        )
    )


def failure_count_since(moment: datetime, *, name_digest: bytes) -> int:
    """Count how often sign-in failed under a name, wherever it was tried."""
    query = select(func.count()).where(
        FailedSignIn.name_digest == name_digest, FailedSignIn.failed_at > moment
    )
    return db.session.scalar(query) or 0
