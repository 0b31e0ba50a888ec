"""Every way in that somebody has, ended at once."""

from datetime import datetime

from sqlalchemy import delete

from ethreader.accounts.device_service import forget_devices
from ethreader.accounts.models import Moderator, SignInLink
from ethreader.accounts.queries import all_moderators
from ethreader.accounts.second_step_models import Passkey, RecoveryCode
from ethreader.accounts.session_service import end_all_sessions
from ethreader.base.db import db


def end_all_ways_in(moderator: Moderator) -> None:
    """End a moderator's password and second step, links, sessions and known devices."""
    moderator.password_hash = moderator.totp_sealed = moderator.totp_used_step = None
    for model in (Passkey, RecoveryCode):
        db.session.execute(delete(model).where(model.moderator_id == moderator.id))
    end_links(moderator.id)
    end_all_sessions(moderator)
    forget_devices(moderator)
    db.session.flush()


def end_links(moderator_id: int | None) -> None:
    """Let no sign-in link of a moderator work any more; or none with which to be the first."""
    db.session.execute(delete(SignInLink).where(SignInLink.moderator_id == moderator_id))


def end_everybodys_ways_in(_now: datetime) -> None:
    """End passwords, links, sessions and known devices of all: a restored database has old ones.

    Who was removed since, or has a new password because others knew the old one, would be back.
    """
    for moderator in all_moderators():
        end_all_ways_in(moderator)
    end_links(None)
