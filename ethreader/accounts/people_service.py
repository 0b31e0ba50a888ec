"""What is done about the people at the desk: renaming, signing out, removing.

`by` is the administrator who does it; nobody, where it is done on the server.
"""

from datetime import datetime

from ethreader.accounts.access_service import record_access
from ethreader.accounts.leaving_service import end_what_moderators_have
from ethreader.accounts.log import AccessKind
from ethreader.accounts.models import Moderator
from ethreader.accounts.queries import hold_admins, moderator_by_name, present_count
from ethreader.accounts.role_service import refuse_last_admin
from ethreader.accounts.service import NameTaken, present_moderator
from ethreader.accounts.session_service import end_all_sessions
from ethreader.accounts.ways_in_service import end_all_ways_in
from ethreader.base.db import db
from ethreader.base.errors import Conflict


class LastModerator(Conflict):
    """Without this moderator there would be none."""


def rename(moderator: Moderator, name: str, *, now: datetime, by: Moderator | None = None) -> None:
    """Give a moderator another name to sign in with; raise `NameTaken`.

    What they decided stands under the new name from then on.
    """
    hold_admins()
    known = moderator_by_name(name)
    if known is not None and known.id != moderator.id:
        message = f"“{known.name}” has this name, or had it before. Choose another one."
        raise NameTaken(message)
    if name == moderator.name:
        return
    moderator.name = name
    db.session.flush()
    record_access(AccessKind.RENAMED, moderator, by=by, now=now)


def sign_out_everywhere(
    moderator: Moderator, *, now: datetime, by: Moderator | None = None
) -> None:
    """End all sessions of a moderator; the password stays."""
    end_all_sessions(moderator)
    record_access(AccessKind.SIGNED_OUT, moderator, by=by, now=now)


def remove(moderator: Moderator, *, now: datetime, by: Moderator | None = None) -> None:
    """Let somebody be no moderator any more, at once; what they decided stays on record.

    Raises `LastAdmin`.
    """
    refuse_last_admin(moderator)
    _remove(moderator, now=now, by=by)


def remove_moderator(name: str, *, now: datetime) -> None:
    """Remove a moderator by name, on the server.

    Raises `NoSuchModerator`, `LastAdmin` where others would be left without one, and
    `LastModerator` where nobody would be left: see `remove_last_moderator`.
    """
    hold_admins()
    moderator = present_moderator(name)
    if present_count() == 1:
        message = (
            f"“{name}” is the last moderator: nobody could read what comes in. Add another one "
            "first, or say --yes."
        )
        raise LastModerator(message)
    remove(moderator, now=now)


def remove_last_moderator(name: str, *, now: datetime) -> None:
    """Remove a moderator even if nobody is left; raise `NoSuchModerator`, or `LastAdmin`."""
    hold_admins()
    moderator = present_moderator(name)
    if present_count() > 1:
        refuse_last_admin(moderator)
    _remove(moderator, now=now, by=None)


def _remove(moderator: Moderator, *, now: datetime, by: Moderator | None) -> None:
    end_all_ways_in(moderator)
    end_what_moderators_have(moderator)
    moderator.removed_at = now
    db.session.flush()
    record_access(AccessKind.REMOVED, moderator, by=by, now=now)
