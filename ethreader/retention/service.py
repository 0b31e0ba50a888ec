"""Rules that forget: on demand, in time, and again after a restore."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from ethreader.audience.service import forget_old_days
from ethreader.base.db import db
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import comment_by_public_id
from ethreader.comments.service import forget_text, withdraw_comment
from ethreader.contacts.service import forget_expired_contacts, replay_ends
from ethreader.mail.service import coarsen_mails, forget_author
from ethreader.messages.service import coarsen_messages, forget_messages
from ethreader.moderation.queries import refused_before
from ethreader.moderation.service import coarsen_log
from ethreader.reports.service import forget_reports, forget_settled_reports
from ethreader.retention import ledger

REFUSED_KEPT = timedelta(days=30)


REPORTS_KEPT = timedelta(days=30)  # After the decision that settled them.


HOURS_KEPT = timedelta(days=1)  # Of decisions, messages and mails: after that, their days.


def erase(comment: Comment, *, ledger_folder: Path, now: datetime) -> None:
    """Take a comment back for good: its words, its name, what was written about it, its
    author's links.

    The ledger learns of it first: a crash in between erases once too often, not once too few.
    """
    ledger.record(ledger_folder, [comment.public_id])
    _erase(comment, now=now)


def replay_erasures(names: Iterable[str], *, now: datetime) -> int:
    """Erase anew what a restored database brought back; return how much that was.

    `names` are the ledger's, of comments and of contacts.
    """
    names = list(names)
    comments = [comment_by_public_id(name) for name in names]  # A contact's name is no comment's.
    returned = [each for each in comments if each is not None and each.state is not State.WITHDRAWN]
    for comment in returned:
        _erase(comment, now=now)
    return len(returned) + replay_ends(names)


def sweep(*, zone: ZoneInfo, now: datetime) -> tuple[int, int]:
    """Keep what is held to its time: return how many contacts and how many texts went.

    Moments older than a day become days of `zone`.
    """
    contacts = forget_expired_contacts(now)
    refused = refused_before(now - REFUSED_KEPT)
    for comment in refused:
        forget_text(comment)
        forget_messages(comment.id)
        forget_author(comment.id)
        forget_reports(comment.id)
    forget_settled_reports(before=(now - REPORTS_KEPT).date())
    forget_old_days(now)
    for forget_hours in (
        coarsen_log,
        coarsen_messages,
        coarsen_mails,
    ):
        forget_hours(before=now - HOURS_KEPT, zone=zone)
    db.session.flush()
    return contacts, len(refused)


def _erase(comment: Comment, *, now: datetime) -> None:
    withdraw_comment(comment, now=now)
    forget_messages(comment.id)
    forget_author(comment.id)
    forget_reports(comment.id)
    db.session.flush()
