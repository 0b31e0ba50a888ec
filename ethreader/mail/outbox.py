"""What becomes of a mail after a try, each in a transaction of its own.

Once a mail is done, its moments are days: what it says of the time when it left would lead from
a comment to a line in a mail server's log.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ethreader.base.clock import truncate_to_day
from ethreader.base.db import begin_write_transaction, db
from ethreader.mail.models import MailState, OutboxMail
from ethreader.mail.queries import is_followed, late_requests
from ethreader.mail.sending import NotSent
from ethreader.web.logging import REDACTING_FILTER

log = logging.getLogger(__name__)
log.addFilter(REDACTING_FILTER)

FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(hours=6)
ATTEMPTS = 12


def close(mail_id: int, state: MailState, *, zone: ZoneInfo, now: datetime) -> None:
    """Have done with a mail; commits."""
    begin_write_transaction()
    mail = db.session.get(OutboxMail, mail_id)
    if mail is not None:
        _close(mail, state, zone=zone, now=now)
    db.session.commit()


def set_unreadable(mail_id: int) -> None:
    """Keep a mail until the key to its email is back, with its moments; commits."""
    begin_write_transaction()
    mail = db.session.get(OutboxMail, mail_id)
    if mail is not None:
        mail.state = MailState.UNREADABLE
    db.session.commit()


def begin_attempt(mail: OutboxMail, *, attempt: int) -> None:
    """Note a try; raise `NotSent` where the process has died of all that there may be."""
    if attempt > ATTEMPTS:
        why = "the process ended at each try"
        raise NotSent(why, is_final=True)
    mail.attempts = attempt


def put_off(mail: OutboxMail, *, due_at: datetime, zone: ZoneInfo, now: datetime) -> None:
    """Leave a mail until later; of several that say the same, the latest alone; commits."""
    mail_id = mail.id
    if is_followed(mail):
        close(mail_id, MailState.DROPPED, zone=zone, now=now)
        return
    begin_write_transaction()
    waiting = db.session.get(OutboxMail, mail_id)
    if waiting is not None:
        waiting.due_at = due_at
    db.session.commit()


def set_aside(
    mail_id: int, problem: NotSent, *, attempt: int, zone: ZoneInfo, now: datetime
) -> None:
    """Try a mail again later, or give it up; commits. This was its `attempt`-th try."""
    begin_write_transaction()
    mail = db.session.get(OutboxMail, mail_id)
    if mail is not None:
        mail.attempts = attempt
        mail.due_at = now + min(FIRST_RETRY * 2 ** (attempt - 1), LONGEST_RETRY)
        if problem.is_final or attempt >= ATTEMPTS:
            _close(mail, MailState.GIVEN_UP, zone=zone, now=now)
            # No number: it would lead from the log's second to a comment.
            log.warning("A mail was given up: %s.", problem)
    db.session.commit()


def take_back(mail_id: int, *, attempt: int) -> None:
    """Have a try not count, which no mail was to blame for; commits."""
    begin_write_transaction()
    mail = db.session.get(OutboxMail, mail_id)
    if mail is not None:
        mail.attempts = attempt - 1
    db.session.commit()


def drop_late_requests(
    kinds: Sequence[str], *, before: datetime, zone: ZoneInfo, now: datetime
) -> None:
    """Drop the requests that the hourly budget has held up for too long; commits."""
    begin_write_transaction()
    for mail in late_requests(kinds, before=before):
        _close(mail, MailState.OVER_BUDGET, zone=zone, now=now)
    db.session.commit()


def _close(mail: OutboxMail, state: MailState, *, zone: ZoneInfo, now: datetime) -> None:
    mail.state = state
    mail.created_at = truncate_to_day(mail.created_at, zone)
    mail.due_at = truncate_to_day(now, zone)
