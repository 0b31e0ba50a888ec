"""Where the mails stand, in numbers: for the operator and the moderators, without any email."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from ethreader.base.clock import truncate_to_day
from ethreader.mail.models import MailState, OutboxMail
from ethreader.mail.queries import mail_count


@dataclass(frozen=True, kw_only=True)
class MailStatus:
    """How many mails stand where; what is done with goes with its contact."""

    waiting: int
    sent_today: int  # Those that a mailbox's own wishes held back are among them.
    set_aside: int  # Tried at least once; they are among the waiting.
    given_up: int
    unreadable: int
    over_budget: int


def mail_status(*, zone: ZoneInfo, now: datetime) -> MailStatus:
    """Return where the mails stand."""
    is_waiting = OutboxMail.state == MailState.WAITING
    today = OutboxMail.due_at == truncate_to_day(now, zone)
    return MailStatus(
        waiting=mail_count(is_waiting),
        sent_today=mail_count(OutboxMail.state == MailState.SENT, today),
        set_aside=mail_count(is_waiting, OutboxMail.attempts > 0),
        given_up=mail_count(OutboxMail.state == MailState.GIVEN_UP),
        unreadable=mail_count(OutboxMail.state == MailState.UNREADABLE),
        over_budget=mail_count(OutboxMail.state == MailState.OVER_BUDGET),
    )
