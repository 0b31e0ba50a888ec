"""Message-IDs: the same each time a mail is tried, and stored nowhere.

They follow from a key that only the mail process has, and that dies some weeks after the mail was
queued. So nothing in the database leads to a line in a mail server's log.
"""

import hashlib
from datetime import datetime

from ethreader.mail.models import OutboxMail
from ethreader.mail.weekly_keys import WeeklyKeys, week_of, weeks_back


def message_id(mail: OutboxMail, keys: WeeklyKeys, *, now: datetime) -> str:
    """Return what stands before the @ of a mail's Message-ID.

    The contact's random id is in it, since SQLite gives the number of a deleted mail again.
    """
    week = week_of(mail.created_at)
    key = keys.key(week if week in weeks_back(now) else week_of(now))
    what = f"{mail.contact.ledger_id} {mail.id}".encode()
    return hashlib.blake2b(what, key=key, digest_size=16, person=b"message-id").hexdigest()
