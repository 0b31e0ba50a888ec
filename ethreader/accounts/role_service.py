"""What somebody may do is changed here; at least one administrator stays."""

from datetime import datetime

from ethreader.accounts.access_service import record_access
from ethreader.accounts.choices import ModeratorRole
from ethreader.accounts.leaving_service import end_what_moderators_have
from ethreader.accounts.log import AccessKind
from ethreader.accounts.models import Moderator
from ethreader.accounts.queries import hold_admins
from ethreader.accounts.session_service import end_all_sessions
from ethreader.base.errors import Conflict


class LastAdmin(Conflict):
    """Without this administrator there would be none."""


def change_role(
    moderator: Moderator, role: ModeratorRole, *, now: datetime, by: Moderator | None = None
) -> None:
    """Give a moderator another role, and sign them out everywhere; raise `LastAdmin`.

    So nothing that they have open can be sent in the old role.
    """
    if moderator.role is role:
        return
    refuse_last_admin(moderator)
    moderator.role = role
    end_all_sessions(moderator)
    if not role.may_moderate:
        end_what_moderators_have(moderator)
    record_access(AccessKind.ROLE_CHANGED, moderator, by=by, now=now)


def refuse_last_admin(moderator: Moderator) -> None:
    """Raise `LastAdmin` if nobody else is an administrator."""
    if list(hold_admins()) == [moderator.id]:
        message = (
            f"“{moderator.name}” is the last administrator. Make somebody else one first: "
            "`flask moderator role NAME admin`."
        )
        raise LastAdmin(message)
