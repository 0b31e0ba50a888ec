"""Who is signed in: every moderation view stands behind this guard."""

from flask import request, url_for
from werkzeug.exceptions import Forbidden as HttpForbidden
from werkzeug.wrappers import Response

from ethreader.accounts.models import Moderator, ModeratorSession
from ethreader.accounts.queries import hold_admins, hold_moderator, holds_session
from ethreader.accounts.second_step_queries import has_second_step
from ethreader.accounts.session_service import former_moderator_id, is_due_to_be_seen, mark_seen
from ethreader.accounts.sessions import COOKIE, PATH, this_session
from ethreader.accounts.way_back import way_of_request
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import Forbidden
from ethreader.base.locks import DatabaseBusy
from ethreader.base.settings import SecondStep
from ethreader.i18n.texts import lazy_gettext
from ethreader.web.cookies import cookie
from ethreader.web.current import now, settings
from ethreader.web.extensions import csrf
from ethreader.web.http import see_other

# What opens to an administrator who has yet to set up a second step, where the site asks for one.
WITHOUT_SECOND_STEP = {
    "accounts.leave",
    *(f"account.{each}" for each in ("second_step", "app", "add_app", "passkey", "add_key")),
}


class NotSignedIn(HttpForbidden):
    """A moderation page without a moderator; no rule's refusal, which a page would be shown for."""


class NotOfRole(Forbidden):
    """Somebody is signed in, and this is not theirs to see."""

    title = lazy_gettext("You can’t open this page")
    sentence = lazy_gettext(
        "Your account is for another part of the site. If you need this page, ask the person who "
        "runs the site to change your role."
    )


def require_moderator() -> Response | None:
    """Let those pass who moderate, and whoever is not signed in to the sign-in page.

    There it is said that nothing came of a button that was pressed. Raises `NotOfRole`.
    """
    session = _moderator_session()
    return _admitted(session, is_theirs=session is not None and session.moderator.role.may_moderate)


def require_editor() -> Response | None:
    """Let those pass who edit, as `require_moderator` does those who moderate."""
    session = _moderator_session()
    return _admitted(session, is_theirs=session is not None and session.moderator.role.may_edit)


def require_admin() -> Response | None:
    """Let administrators pass, as `require_moderator` does those who moderate."""
    session = _moderator_session()
    return _admitted(session, is_theirs=session is not None and session.moderator.role.is_admin)


def require_signed_in() -> Response | None:
    """Let everybody pass who is signed in, for pages of their own account."""
    session = _moderator_session()
    return _admitted(session, is_theirs=session is not None)


def _admitted(session: ModeratorSession | None, *, is_theirs: bool) -> Response | None:
    if session is None:
        ended = "yes" if request.method == "POST" else None
        return see_other(url_for("accounts.sign_in", ended=ended, next=way_of_request()))
    if not is_theirs:  # Before the token: who is not to see a page is told no more of it.
        raise NotOfRole
    csrf.protect()
    if request.endpoint not in WITHOUT_SECOND_STEP and is_required_and_missing(session.moderator):
        return see_other(url_for("account.second_step"))
    if is_due_to_be_seen(session, now=now()):
        _mark_seen(session)
    return None


def is_required_and_missing(moderator: Moderator) -> bool:
    """Tell whether somebody has yet to set up the second step that the site asks of them."""
    is_required = settings().second_step is SecondStep.ADMINS and moderator.role.is_admin
    return is_required and not has_second_step(moderator.id)


def _mark_seen(session: ModeratorSession) -> None:
    """Record a sign of life; where another writer takes long, the next request does it."""
    try:
        begin_write_transaction()
        mark_seen(session, now=now())
        db.session.commit()
    except DatabaseBusy:
        db.session.rollback()


def begin_moderator_transaction() -> None:
    """Begin to write for who is signed in, and still is when other writers are done.

    Raises `DatabaseBusy`, and `NotSignedIn` where the session was ended meanwhile.
    """
    session_id = current_session().id
    begin_write_transaction()
    if not holds_session(session_id):
        raise NotSignedIn


def begin_admin_transaction() -> None:
    """Begin to write about the people at the desk, for who is an administrator, and still is.

    Administrators who do so at once wait for each other, so that two cannot remove each other.
    Raises `DatabaseBusy`, `NotSignedIn` and `NotOfRole`.
    """
    session_id, moderator_id = current_session().id, current_moderator().id
    begin_write_transaction()
    admins = hold_admins()
    if not holds_session(session_id):
        raise NotSignedIn
    if moderator_id not in admins:
        raise NotOfRole


def begin_own_transaction() -> None:
    """Begin to write about the moderator who is signed in, and still is.

    Raises `DatabaseBusy` and `NotSignedIn`.
    """
    session_id, moderator_id = current_session().id, current_moderator().id
    begin_write_transaction()
    hold_moderator(moderator_id)
    if not holds_session(session_id):
        raise NotSignedIn


def current_moderator() -> Moderator:
    """Return who is signed in; for views behind the guard."""
    return current_session().moderator


def current_session() -> ModeratorSession:
    """Return the session of who is signed in; for views behind the guard."""
    session = _moderator_session()
    if session is None:
        raise NotSignedIn
    return session


def former_session_moderator_id() -> int | None:
    """Return whose session this browser holds, though it may be over."""
    return former_moderator_id(cookie(COOKIE, path=PATH) or "")


def is_signed_in() -> bool:
    """Tell whether a moderator is signed in."""
    return _moderator_session() is not None


def first_page_url(moderator: Moderator) -> str:
    """Return the URL of the page with which somebody begins to work."""
    return url_for("moderation.queue" if moderator.role.may_moderate else "content.index")


def _moderator_session() -> ModeratorSession | None:
    return this_session().moderator_session
