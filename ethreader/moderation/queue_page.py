"""The queue as a page: what waits or is looked for, and what was just done about many of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response, request

from ethreader.base.paging import Page, Position
from ethreader.comments.models import PUBLIC_ID, Comment
from ethreader.comments.queries import comment_by_public_id
from ethreader.comments.waiting_queries import apart_count, waiting_count
from ethreader.i18n.texts import Text
from ethreader.mail.queries import is_troubled
from ethreader.moderation.batch_forms import MOST
from ethreader.moderation.filter_forms import STATES, filter_of
from ethreader.moderation.queries import Row, row_of, rows_of
from ethreader.moderation.queue_queries import (
    comments_by_public_ids,
    events_with_comments,
    found_by,
)
from ethreader.reports.queries import reported_count
from ethreader.screening.flags import Flag
from ethreader.web.http import render
from ethreader.web.said_once import is_said_now


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What was just done about many comments, and which of them were left alone."""

    done: list[Row]
    left: list[Row]

    @property
    def to_undo(self) -> list[Row]:
        """Those of which the decision can be taken back."""
        return [row for row in self.done if row.can_be_undone]


def queue_page(
    asked: Mapping[str, str], *, at: Position, status: int = 200, problem: Text | None = None
) -> Response:
    """Show the queue, or what a filter finds."""
    wanted = filter_of(asked)
    found = found_by(wanted, at)
    return render(
        "moderation/queue.html",
        partial="moderation/_rows.html",
        status=status,
        listed=_as_rows(found.page),
        is_cut=found.is_cut,
        found_count=found.count,
        wanted=wanted,
        asked=asked,
        choices=_choices,
        bulk_problem=problem,
        answer_form=None,
        decision_form=None,
        **_counts(),
        **_just_done(found.page),
    )


def _counts() -> dict[str, int]:
    return {
        "waiting": waiting_count(),
        "apart": apart_count(),
        "reported_count": reported_count(),
        "mails_stuck": is_troubled(),
    }


def _just_done(page: Page[Comment]) -> dict[str, object]:
    """Return what the URL names as done, by a form that led here."""
    done = comment_by_public_id(request.args.get("done", ""))
    return {
        "batch": Batch(done=_rows_named("batch"), left=_rows_named("left")),
        "done": row_of(done) if done else None,
        "is_done_listed": done in page.rows,
        "is_said_now": is_said_now(),
        "replied": comment_by_public_id(request.args.get("replied", "")),
    }


def _as_rows(page: Page[Comment]) -> Page[Row]:
    return Page(rows=rows_of(page.rows), older=page.older, newer=page.newer)


def _choices() -> dict[str, object]:
    """Return what a filter can name."""
    events = events_with_comments()
    return {
        "states": STATES,
        "events": events,
        "languages": sorted({event.language for event in events}),
        "flags": [flag for flag in Flag if flag is not Flag.DANGER],  # Waits apart.
    }


def _rows_named(name: str) -> list[Row]:
    """Return the comments that the URL names as just decided on, or as left alone."""
    ids = re.findall(PUBLIC_ID, request.args.get(name, ""))[:MOST]
    return rows_of(comments_by_public_ids(ids))
