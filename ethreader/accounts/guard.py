"""Who sits at the desk: every desk view stands behind this guard."""

from typing import cast

from flask import session, url_for
from werkzeug.wrappers import Response

from ethreader.accounts.models import Moderator, ModeratorSession
from ethreader.accounts.service import is_due_to_be_seen, mark_seen
from ethreader.accounts.sessions import ModerationSession
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import Forbidden
from ethreader.web.current import now
from ethreader.web.extensions import csrf
from ethreader.web.http import see_other


class NotSignedIn(Forbidden):
    """A desk view without a moderator."""


def require_moderator() -> Response | None:
    """Let signed-in moderators pass, and everyone else to the sign-in page."""
    desk = _desk()
    if desk is None:
        return see_other(url_for("accounts.sign_in"))
    csrf.protect()
    if is_due_to_be_seen(desk, now=now()):
        begin_write_transaction()
        mark_seen(desk, now=now())
        db.session.commit()
    return None


def current_moderator() -> Moderator:
    """Return who sits at the desk; for views behind the guard."""
    desk = _desk()
    if desk is None:
        raise NotSignedIn
    return desk.moderator


def is_signed_in() -> bool:
    """Tell whether a moderator sits at the desk."""
    return _desk() is not None


def _desk() -> ModeratorSession | None:
    return cast(ModerationSession, session).desk
