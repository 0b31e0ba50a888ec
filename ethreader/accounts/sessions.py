"""Flask's session, kept on the server and for the moderation pages only.

A reader has none: not even a request for one's cookie is read outside `/moderation`.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask, Request, Response
from flask import session as flask_session
from flask.sessions import SecureCookieSession, SessionInterface, SessionMixin

from ethreader.accounts.models import ModeratorSession
from ethreader.accounts.session_service import current_session
from ethreader.web.cookies import cookie
from ethreader.web.current import now

COOKIE = "moderation"
PATH = "/moderation"


class ModerationSession(SecureCookieSession):
    """What Flask-WTF signs its tokens with, and which moderator is signed in.

    It is read from the session's row and never written back.
    """

    moderator_session: ModeratorSession | None = None

    def hold(self, moderator_session: ModeratorSession | None) -> None:
        """Take a session's row, or none."""
        self.moderator_session = moderator_session
        if moderator_session is not None:
            self["csrf_token"] = moderator_session.csrf_secret


# Returns the session of the current request itself, of this kind.
this_session: Callable[[], ModerationSession] = flask_session._get_current_object  # type: ignore[attr-defined]  # noqa: SLF001


def begin_in_request(token: str) -> None:
    """Let the rest of this request be that of who has just signed in."""
    this_session().hold(current_session(token, now=now()))


class ModerationSessions(SessionInterface):
    """Opens the session that the moderation cookie names."""

    def open_session(self, app: Flask, request: Request) -> SessionMixin:
        """Return the moderator's session, or an empty one."""
        session = ModerationSession()
        if request.path.startswith(f"{PATH}/") and (token := cookie(COOKIE, path=PATH)):
            session.hold(current_session(token, now=now()))
        return session

    def save_session(self, app: Flask, session: Any, response: Response) -> None:
        """Do nothing: signing in and out write the row and the cookie themselves."""
