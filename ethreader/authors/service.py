"""Rules for what authors do with what they wrote, and for what time does with it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from ethreader.audience.service import forget_old_days
from ethreader.comments.drafts import Words
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import comment_by_id
from ethreader.comments.service import edit_comment, forget_text, withdraw_comment
from ethreader.db import db
from ethreader.letters.service import forget_hours_of_letters, forget_letters
from ethreader.moderation.queries import refused_before
from ethreader.moderation.service import forget_hours_of_decisions
from ethreader.privacy import ledger
from ethreader.privacy.service import (
    forget_author,
    forget_expired_contacts,
    forget_hours_of_mails,
    replay_ends,
)
from ethreader.reports.service import forget_reports, forget_settled_reports
from ethreader.screening import Arrival, screen

REFUSED_KEPT = timedelta(days=30)
REPORTS_KEPT = timedelta(days=30)  # After the decision that settled them.
HOURS_KEPT = timedelta(days=1)  # Of decisions, letters and mails: after that, their days.


def change(comment: Comment, words: Words, *, official: Sequence[str], now: datetime) -> None:
    """Put the author's new words in place of the old ones, screened as the old ones were.

    `official` are the names in which the site itself speaks.
    """
    arrival = Arrival(
        body=words.body,
        name=words.name,
        official=tuple(official),
        stamped_at=now,
        arrived_at=now,
        pace=timedelta(0),
    )
    edit_comment(comment, words, held_for=screen(arrival), now=now)


def erase(comment: Comment, *, ledger_folder: Path) -> None:
    """Take a comment back for good: its words, its name, what was written about it, its
    author's links.

    The ledger learns of it first: a crash in between erases once too often, not once too few.
    """
    ledger.record(ledger_folder, [comment.public_id])
    _erase(comment)


def replay_erasures(names: Iterable[str]) -> int:
    """Erase anew what a restored database brought back; return how much that was.

    `names` are the ledger's, of comments and of contacts.
    """
    names = list(names)
    comments = [comment_by_id(name) for name in names]  # A contact's name is no comment's.
    returned = [each for each in comments if each is not None and each.state is not State.WITHDRAWN]
    for comment in returned:
        _erase(comment)
    return len(returned) + replay_ends(names)


def sweep(*, zone: ZoneInfo, now: datetime) -> tuple[int, int]:
    """Keep what is held to its time: return how many contacts and how many texts went.

    Moments older than a day become days of `zone`.
    """
    contacts = forget_expired_contacts(now)
    refused = refused_before(now - REFUSED_KEPT)
    for comment in refused:
        forget_text(comment)
        forget_letters(comment.id)
        forget_author(comment.id)
        forget_reports(comment.id)
    forget_settled_reports(before=(now - REPORTS_KEPT).date())
    forget_old_days(now)
    for forget_hours in (
        forget_hours_of_decisions,
        forget_hours_of_letters,
        forget_hours_of_mails,
    ):
        forget_hours(before=now - HOURS_KEPT, zone=zone)
    db.session.flush()
    return contacts, len(refused)


def _erase(comment: Comment) -> None:
    withdraw_comment(comment)
    forget_letters(comment.id)
    forget_author(comment.id)
    forget_reports(comment.id)
    db.session.flush()
