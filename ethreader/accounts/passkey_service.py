"""Passkeys of moderators: added, and used to sign in."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from ethreader.accounts.access_service import record_access
from ethreader.accounts.log import AccessKind
from ethreader.accounts.models import Moderator
from ethreader.accounts.passkeys import PasskeyRefused, Place, Verified, named_in, verified_use
from ethreader.accounts.queries import hold_moderator
from ethreader.accounts.second_step_models import Passkey
from ethreader.accounts.second_step_queries import passkey_named
from ethreader.base.db import db


def add_passkey(moderator: Moderator, made: Verified, *, label: str, now: datetime) -> None:
    """Let a passkey sign a moderator in; raise `PasskeyRefused` where it is known already."""
    if passkey_named(made.credential_id) is not None:
        raise PasskeyRefused
    passkey = Passkey(
        moderator_id=moderator.id,
        label=label,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        added_at=now,
    )
    db.session.add(passkey)
    try:
        db.session.flush()
    except IntegrityError as problem:
        raise PasskeyRefused from problem
    record_access(AccessKind.SECOND_STEP_ADDED, moderator, now=now)


def use_passkey(credential: str, *, challenge: str, place: Place, now: datetime) -> Moderator:
    """Return whose passkey was used; raise `PasskeyRefused`."""
    name = named_in(credential)
    found = passkey_named(name)
    moderator = hold_moderator(found.moderator_id) if found is not None else None
    passkey = passkey_named(name)  # Unless it was removed meanwhile.
    if passkey is None or moderator is None or moderator.removed_at is not None:
        raise PasskeyRefused
    kept = Verified(
        credential_id=passkey.credential_id,
        public_key=passkey.public_key,
        sign_count=passkey.sign_count,
    )
    passkey.sign_count = verified_use(credential, challenge=challenge, place=place, kept=kept)
    passkey.used_at = now
    return moderator
