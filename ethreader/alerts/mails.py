"""The mail that tells a moderator how much waits."""

from dataclasses import replace
from datetime import datetime

from ethreader.alerts.queries import counts, held_digest
from ethreader.mail.kinds import MailKind
from ethreader.mail.links import Links, links_to_stop
from ethreader.mail.models import OutboxMail

PER_DAY = 25  # One an hour; on the day on which clocks go back, too.


def _does_something_wait(mail: OutboxMail) -> bool:
    moderator = mail.contact.moderator
    if moderator is None or moderator.removed_at is not None or not moderator.role.may_moderate:
        return False
    return any(counts().values())


def _links_to_queue(mail: OutboxMail, url: str, now: datetime) -> Links:
    """Make the link to the queue, beside the counts; what comes from now on is news again."""
    digest = held_digest(mail.contact_id)
    if digest is not None:
        digest.has_news = False
    return replace(links_to_stop(mail, url, now), queue="/moderation/", numbers=counts())


DIGEST = MailKind(
    name="digest",
    is_still_true=_does_something_wait,
    make_links=_links_to_queue,
    per_day=PER_DAY,
    counted_with="moderators",
)
