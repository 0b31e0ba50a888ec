"""What a moderator does on the moderation page."""

from contextvars import Context
from typing import Any

from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from sqlalchemy import select
from werkzeug.test import TestResponse

from ethreader.accounts.sessions import COOKIE, PATH
from ethreader.base.db import db
from ethreader.comments.log import BY_MODERATORS, Cause, StateChange
from ethreader.comments.models import Comment
from ethreader.reports.queries import open_reports
from tests.visitors import PLAIN

QUEUE = "/moderation/"


def token_of(moderator_client: FlaskClient) -> str:
    """Return a token such as every page of this session carries; to load one takes long."""
    cookie = moderator_client.get_cookie(COOKIE, path=PATH)
    assert cookie is not None
    sent = {"Cookie": f"{cookie.key}={cookie.value}"}

    def made() -> str:
        with moderator_client.application.test_request_context(QUEUE, headers=sent):
            return str(generate_csrf())

    return Context().run(made)


def press(
    moderator_client: FlaskClient,
    comment: Comment,
    button: str,
    *,
    headers: dict[str, str] = PLAIN,
    **changed: Any,
) -> TestResponse:
    """Press one of the buttons at a comment as it stands now."""
    db.session.rollback()
    form = {"csrf_token": token_of(moderator_client), "decision": button, **seen(comment)}
    where = "undo" if button == "undo" else "decision"
    address = f"/moderation/comments/{comment.public_id}/{where}"
    return moderator_client.post(address, data={**form, **changed}, headers=headers)


def seen(comment: Comment) -> dict[str, Any]:
    """Return what a page would tell of a comment that was opened now."""
    db.session.rollback()
    reported = open_reports([comment.id]).get(comment.id)
    return {"version": comment.version, "seen_report": reported.last_id if reported else 0}


def state_of(comment: Comment) -> str:
    """Return the state that the database holds now."""
    db.session.rollback()
    return comment.state.value


def record() -> list[tuple[str, str, str, str, str]]:
    """Return what moderators did, oldest first: who, from what, to what, why, and the note."""
    db.session.rollback()
    return [
        (
            each.actor.name if each.actor else "",
            each.from_state.value,
            each.to_state.value,
            "undo" if each.cause is Cause.UNDO else str(each.reason),
            each.note,
        )
        for each in db.session.scalars(select(StateChange).order_by(StateChange.id))
        if each.cause in BY_MODERATORS
    ]
