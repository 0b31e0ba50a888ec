"""The rules of digests: who is mailed when, and how that ends.

They leave at full hours, or in the morning: the moment says little of when something came in.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from ethreader.accounts.models import Moderator
from ethreader.alerts.choices import Pace
from ethreader.alerts.mails import DIGEST
from ethreader.alerts.models import Digest
from ethreader.alerts.queries import counts, digest_of, digests_with_news
from ethreader.base.db import db
from ethreader.contacts.service import (
    NewContact,
    forget_contact_of_moderator,
    store_contact_of_moderator,
)
from ethreader.mail.kinds import CONFIRM
from ethreader.mail.queries import is_waiting
from ethreader.mail.service import queue_mail

MORNING = time(8)
HOUR = timedelta(hours=1)


def ask_for_digest(moderator: Moderator, contact: NewContact, *, pace: Pace, now: datetime) -> None:
    """Seal a moderator's email in place of the one before, and have them asked to confirm it."""
    end_digest(moderator)
    contact_id = store_contact_of_moderator(moderator.id, contact)
    db.session.add(Digest(contact_id=contact_id, pace=pace))
    db.session.flush()
    queue_mail(contact_id, CONFIRM, about_id=None, now=now)


def change_pace(moderator: Moderator, pace: Pace) -> bool:
    """Mail a moderator more or less often; tell whether there is an email to do so."""
    digest = digest_of(moderator.id)
    if digest is None:
        return False
    digest.pace = pace
    db.session.flush()
    return True


def end_digest(moderator: Moderator) -> None:
    """Forget a moderator's email, and the wish that hangs on it."""
    digest = digest_of(moderator.id)
    if digest is not None:
        db.session.delete(digest)
        db.session.flush()
    forget_contact_of_moderator(moderator.id)


def due_digests(*, zone: ZoneInfo, now: datetime) -> list[Digest]:
    """Return whom to tell now that something is new: nobody, where nothing waits."""
    due = [
        each
        for each in digests_with_news()
        if is_time(each.pace, each.told_at, zone=zone, now=now)
        and each.contact.moderator
        and each.contact.moderator.role.may_moderate
    ]
    return due if due and any(counts().values()) else []


def queue_digest(digest: Digest, *, now: datetime) -> None:
    """Queue a digest; one that waits still tells all when it leaves."""
    digest.told_at = now.replace(second=0, microsecond=0)
    if not is_waiting(digest.contact_id, DIGEST.name):
        queue_mail(digest.contact_id, DIGEST, about_id=None, now=now)
    db.session.flush()


def is_time(pace: Pace, told_at: datetime | None, *, zone: ZoneInfo, now: datetime) -> bool:
    """Tell whether the time has come for the next digest after the one at `told_at`."""
    if told_at is None:
        return True
    if pace is Pace.HOURLY:
        return told_at <= now.replace(minute=0, second=0, microsecond=0) - HOUR
    here = now.astimezone(zone)
    morning = datetime.combine(here.date(), MORNING, tzinfo=zone)
    return told_at < (morning if here >= morning else morning - timedelta(days=1))
