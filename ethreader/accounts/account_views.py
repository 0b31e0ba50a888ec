"""A moderator's own page: where they are signed in, and which devices are known."""

from flask import url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from ethreader.accounts import people_service
from ethreader.accounts.access_service import record_access
from ethreader.accounts.blueprint import account_bp as bp
from ethreader.accounts.cookies import delete_session_cookies
from ethreader.accounts.device_service import forget_device
from ethreader.accounts.guard import (
    begin_moderator_transaction,
    current_moderator,
    current_session,
)
from ethreader.accounts.log import AccessKind
from ethreader.accounts.queries import devices_of
from ethreader.accounts.session_service import end_other_sessions, end_own_session, open_sessions
from ethreader.base.db import db
from ethreader.web.current import now
from ethreader.web.http import render_page, see_other
from ethreader.web.said_once import said_now, to_be_said


@bp.get("/account")
def show() -> ResponseReturnValue:
    """Show a moderator's sessions and devices."""
    moderator = current_moderator()
    return render_page(
        "moderation/account.html",
        moderator=moderator,
        session=current_session(),
        sessions=open_sessions(moderator, now=now()),
        devices=devices_of(moderator),
        done=said_now("done"),
    )


@bp.post("/account/sign-out-others")
def sign_out_others() -> ResponseReturnValue:
    """End all sessions of the moderator but this one."""
    begin_moderator_transaction()
    session = current_session()
    end_other_sessions(session)
    record_access(AccessKind.SESSIONS_ENDED, session.moderator, now=now())
    db.session.commit()
    return see_other(url_for("account.show", done="signed-out", once=to_be_said()))


@bp.post("/account/sign-out-everywhere")
def sign_out_everywhere() -> ResponseReturnValue:
    """End all sessions of the moderator, this one too."""
    begin_moderator_transaction()
    people_service.sign_out_everywhere(current_moderator(), now=now())
    db.session.commit()
    return _left()


@bp.post("/account/sessions/<int(max=2147483647):session_id>/end")
def end(session_id: int) -> ResponseReturnValue:
    """End one session; one that is over already is no mistake."""
    begin_moderator_transaction()
    moderator, is_this_one = current_moderator(), current_session().id == session_id
    if end_own_session(moderator, session_id):
        record_access(AccessKind.SESSION_ENDED, moderator, now=now())
    db.session.commit()
    if is_this_one:
        return _left()
    return see_other(url_for("account.show", done="ended", once=to_be_said()))


@bp.post("/account/devices/<int(max=2147483647):device_id>/forget")
def forget(device_id: int) -> ResponseReturnValue:
    """Forget a device and sign it out; one that is forgotten already is no mistake."""
    begin_moderator_transaction()
    moderator = current_moderator()
    if forget_device(moderator, device_id):
        record_access(AccessKind.DEVICE_FORGOTTEN, moderator, now=now())
    db.session.commit()
    return see_other(url_for("account.show", done="forgotten", once=to_be_said()))


def _left() -> Response:
    response = see_other(url_for("accounts.sign_in", done="left"))
    delete_session_cookies(response)
    return response
