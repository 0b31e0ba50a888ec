"""What a moderator does on the moderation page."""

from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from ethreader.base.db import db
from ethreader.comments.models import Comment
from ethreader.moderation.models import Decision
from tests.comments.forms import fields_of
from tests.visitors import PLAIN

QUEUE = "/moderation/"


def token_of(moderator_client: FlaskClient) -> str:
    """Return the token that the moderation page's own pages carry."""
    return fields_of(moderator_client.get(QUEUE).text)["csrf_token"]


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
    form = {
        "csrf_token": token_of(moderator_client),
        "version": comment.version,
        "decision": button,
    }
    where = "undo" if button == "undo" else "decision"
    address = f"/moderation/comments/{comment.public_id}/{where}"
    return moderator_client.post(address, data={**form, **changed}, headers=headers)


def state_of(comment: Comment) -> str:
    """Return the state that the database holds now."""
    db.session.rollback()
    return comment.state.value


def record() -> list[tuple[str, str, str, str, str]]:
    """Return all decisions, oldest first: who, from what, to what, why, and the note."""
    db.session.rollback()
    return [
        (each.moderator.name, each.before.value, each.after.value, each.reason.value, each.note)
        for each in db.session.scalars(select(Decision).order_by(Decision.id))
    ]
