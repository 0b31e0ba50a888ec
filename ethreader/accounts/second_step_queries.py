"""Reads about the second step of signing in."""

from collections.abc import Sequence

from sqlalchemy import Select, func, or_, select

from ethreader.accounts.models import Moderator
from ethreader.accounts.second_step_models import Passkey, RecoveryCode
from ethreader.base.db import db


def has_second_step(moderator_id: int) -> bool:
    """Tell whether a moderator's password alone signs nobody in."""
    return moderator_id in set(db.session.scalars(_with_second_step(moderator_id)))


def all_with_second_step() -> set[int]:
    """Return whose password alone signs nobody in."""
    return set(db.session.scalars(_with_second_step(None)))


def _with_second_step(moderator_id: int | None) -> Select[int]:
    has_passkey = select(Passkey.id).where(Passkey.moderator_id == Moderator.id).exists()
    query = select(Moderator.id).where(or_(Moderator.totp_sealed.is_not(None), has_passkey))
    return query if moderator_id is None else query.where(Moderator.id == moderator_id)


def passkeys_of(moderator: Moderator) -> Sequence[Passkey]:
    """Return a moderator's passkeys, the first one first."""
    query = select(Passkey).where(Passkey.moderator_id == moderator.id)
    return db.session.scalars(query.order_by(Passkey.id)).all()


def passkey_named(credential_id: bytes) -> Passkey | None:
    """Return a passkey by what it calls itself, as it is now."""
    query = select(Passkey).where(Passkey.credential_id == credential_id)
    return db.session.scalar(query.execution_options(populate_existing=True))


def recovery_code_count(moderator: Moderator) -> int:
    """Count the recovery codes that are left."""
    query = select(func.count()).where(RecoveryCode.moderator_id == moderator.id)
    return db.session.scalar(query) or 0
