"""Flask's session, kept on the server and for the moderation pages only.

A reader has none: not even a request for one's cookie is read outside `/moderation`.
"""

from typing import Any

from flask import Flask, Request, Response
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


class ModerationSessions(SessionInterface):
    """Opens the session that the moderation cookie names."""

    def open_session(self, app: Flask, request: Request) -> SessionMixin:
        """Return the moderator's session, or an empty one."""
        session = ModerationSession()
        token = cookie(COOKIE, path=PATH)
        if token and request.path.startswith(f"{PATH}/"):
            session.moderator_session = current_session(token, now=now())
            if session.moderator_session is not None:
                session["csrf_token"] = session.moderator_session.csrf_secret
        return session

    def save_session(self, app: Flask, session: Any, response: Response) -> None:
        """Do nothing: signing in and out write the row and the cookie themselves."""
