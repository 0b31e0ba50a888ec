"""Known devices: what makes a browser known, and what ends that."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from ethreader.accounts.models import KnownDevice, Moderator, ModeratorSession
from ethreader.accounts.queries import device_of, moderator_by_name
from ethreader.base import tokens
from ethreader.base.db import db

DEVICE_KEPT = timedelta(days=90)  # Since the last sign-in.


def is_known_device(token: str, *, name: str, now: datetime) -> bool:
    """Tell whether the moderator of that name has signed in with the device."""
    moderator = moderator_by_name(name)
    device = device_of(moderator, tokens.digest(token)) if moderator else None
    return device is not None and device.seen_at > now - DEVICE_KEPT


def remember_device(token: str, moderator: Moderator, *, now: datetime) -> KnownDevice:
    """Let a device be known from now on, or for longer."""
    digest = tokens.digest(token)
    device = device_of(moderator, digest)
    if device is None:
        device = KnownDevice(
            token_digest=digest, moderator_id=moderator.id, known_since=now, seen_at=now
        )
        db.session.add(device)
    device.seen_at = now
    db.session.flush()
    return device


def forget_device(moderator: Moderator, device_id: int) -> bool:
    """Forget one of a moderator's devices and end its sessions; tell whether it was there."""
    own = select(KnownDevice.id).where(
        KnownDevice.id == device_id, KnownDevice.moderator_id == moderator.id
    )
    if db.session.scalar(own) is None:
        return False
    db.session.execute(delete(ModeratorSession).where(ModeratorSession.device_id == device_id))
    db.session.execute(delete(KnownDevice).where(KnownDevice.id == device_id))
    return True


def forget_devices(moderator: Moderator) -> None:
    """Forget all of a moderator's devices; their sessions are no matter of this rule."""
    db.session.execute(delete(KnownDevice).where(KnownDevice.moderator_id == moderator.id))


def forget_old_devices(now: datetime) -> int:
    """Forget the devices that nobody has signed in with for long; return how many."""
    old = KnownDevice.seen_at <= now - DEVICE_KEPT
    count = db.session.scalar(select(func.count()).select_from(KnownDevice).where(old)) or 0
    db.session.execute(delete(KnownDevice).where(old))
    return count
