"""The second step of signing in: set up, used, and taken away again."""

from datetime import datetime

from sqlalchemy import delete

from ethreader.accounts.access_service import record_access
from ethreader.accounts.log import AccessKind
from ethreader.accounts.models import Moderator
from ethreader.accounts.queries import hold_moderator
from ethreader.accounts.recovery_codes import digest_of, new_codes
from ethreader.accounts.second_step_models import Passkey, RecoveryCode
from ethreader.accounts.second_step_queries import has_second_step
from ethreader.accounts.session_service import WrongSignIn
from ethreader.accounts.totp import DIGITS, matching_step, opened_secret, sealed_secret
from ethreader.base.db import db

NOBODY = 0  # Whose second step is looked at in vain, and takes as long.
NO_SECRET = "A" * 32


def use_second_step(moderator_id: int, code: str, *, key: str, now: datetime) -> None:
    """Use up the code of who has set up a second step; others need none.

    Raises `WrongSignIn`, whether there is no code, a wrong one or one that was used, or nobody.
    """
    moderator = hold_moderator(moderator_id)
    is_needed = has_second_step(moderator_id)
    if moderator is not None and not is_needed:
        return
    is_right = _is_code_of_app(moderator, code, key=key, now=now)
    if not is_right and not _is_recovery_code(moderator, code, now=now):
        raise WrongSignIn


def set_up_app(moderator: Moderator, secret: str, *, step: int, key: str, now: datetime) -> None:
    """Let a moderator sign in with codes of an app from now on; the first one is used up."""
    moderator.totp_sealed = sealed_secret(secret, moderator_id=moderator.id, key=key)
    moderator.totp_used_step = step
    record_access(AccessKind.SECOND_STEP_ADDED, moderator, now=now)


def remove_app(moderator: Moderator, *, now: datetime) -> None:
    """Let codes of the app sign nobody in any more."""
    if moderator.totp_sealed is not None:
        moderator.totp_sealed = moderator.totp_used_step = None
        db.session.flush()
        _after_removal(moderator, now=now)


def remove_passkey(moderator: Moderator, passkey_id: int, *, now: datetime) -> None:
    """Let one of a moderator's passkeys sign nobody in any more."""
    own = (Passkey.id == passkey_id, Passkey.moderator_id == moderator.id)
    if db.session.execute(delete(Passkey).where(*own)).rowcount:  # type: ignore[attr-defined]
        _after_removal(moderator, now=now)


def renew_recovery_codes(moderator: Moderator, *, now: datetime) -> list[str]:
    """Return new recovery codes; older ones work no more."""
    forget_recovery_codes(moderator)
    codes = new_codes()
    db.session.add_all(
        RecoveryCode(moderator_id=moderator.id, digest=digest_of(code)) for code in codes
    )
    record_access(AccessKind.RECOVERY_CODES_MADE, moderator, now=now)
    return codes


def forget_recovery_codes(moderator: Moderator) -> None:
    """Let no recovery code of a moderator work any more."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.moderator_id == moderator.id))


def _after_removal(moderator: Moderator, *, now: datetime) -> None:
    record_access(AccessKind.SECOND_STEP_REMOVED, moderator, now=now)
    if not has_second_step(moderator.id):  # They are of no use alone.
        forget_recovery_codes(moderator)


def _is_code_of_app(moderator: Moderator | None, code: str, *, key: str, now: datetime) -> bool:
    digits = "".join(code.split())
    if len(digits) != DIGITS:
        return False
    secret = _secret_of(moderator, key=key)
    step = matching_step(secret or NO_SECRET, digits, now=now)
    if moderator is None or secret is None or step is None:
        return False
    if step <= (moderator.totp_used_step or 0):
        return False
    moderator.totp_used_step = step
    return True


def _secret_of(moderator: Moderator | None, *, key: str) -> str | None:
    if moderator is None or moderator.totp_sealed is None:
        return None
    return opened_secret(moderator.totp_sealed, moderator_id=moderator.id, key=key)


def _is_recovery_code(moderator: Moderator | None, code: str, *, now: datetime) -> bool:
    whose = moderator.id if moderator is not None else NOBODY
    own = (RecoveryCode.moderator_id == whose, RecoveryCode.digest == digest_of(code))
    used = db.session.execute(delete(RecoveryCode).where(*own)).rowcount  # type: ignore[attr-defined]
    if used and moderator is not None:
        record_access(AccessKind.RECOVERY_CODE_USED, moderator, now=now)
    return bool(used)
