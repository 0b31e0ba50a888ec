"""What readers do who report a comment."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.drafts import EditedText
from ethreader.comments.models import Comment
from ethreader.comments.service import edit_comment
from ethreader.events.choices import CommentPolicy
from ethreader.events.models import Event
from ethreader.reports.models import Report
from tests.limits.many_visitors import visitor
from tests.times import utcnow
from tests.visitors import HTMX


def address_of(comment: Comment) -> str:
    return f"/comments/{comment.public_id}/report"


def report(
    client: FlaskClient,
    comment: Comment,
    reason: str = "hurtful",
    note: str = "",
    headers: dict[str, str] = HTMX,
    **also: Any,
) -> TestResponse:
    """Send the form."""
    data = {"reason": reason, "note": note}
    return client.post(address_of(comment), data=data, headers=headers, **also)


def reader(app: Flask, number: int) -> FlaskClient:
    """Return the browser of somebody whose network is their own."""
    return visitor(app, f"198.18.{number}.7")


def report_from(app: Flask, comment: Comment, *numbers: int, **also: Any) -> None:
    """Let so many readers report a comment."""
    for number in numbers:
        assert report(reader(app, number), comment, **also).status_code == 201


def stored() -> list[tuple[str, str, bool]]:
    """Return all reports: reason, note, and whether it is open."""
    db.session.rollback()
    reports = db.session.scalars(select(Report).order_by(Report.id))
    return [(each.reason.value, each.note, each.settled_by is None) for each in reports]


def edit_unseen(event: Event, comment: Comment) -> None:
    """Let its author edit a published comment on an open event: no moderator has read it now."""
    begin_write_transaction()
    event.comments = CommentPolicy.OPEN
    words = EditedText(name="Mira", body=f"Other words {comment.version}.")
    edit_comment(comment, words, flags=(), now=utcnow())
    db.session.commit()
