"""The second step of signing in, on one's own account: codes of an app, and recovery codes."""

from flask import Response, current_app, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from ethreader.accounts.blueprint import account_bp as bp
from ethreader.accounts.guard import (
    begin_own_transaction,
    current_moderator,
    is_required_and_missing,
)
from ethreader.accounts.proof_guard import dangerous
from ethreader.accounts.second_step_forms import AppForm
from ethreader.accounts.second_step_page import app_page, codes_page, step_page
from ethreader.accounts.second_step_queries import recovery_code_count
from ethreader.accounts.second_step_service import remove_app, renew_recovery_codes, set_up_app
from ethreader.base.db import db
from ethreader.web.current import now
from ethreader.web.http import see_other
from ethreader.web.said_once import said_now, to_be_said


@bp.get("/account/second-step")
def second_step() -> ResponseReturnValue:
    """Show what is set up, and what can be."""
    moderator = current_moderator()
    is_required = is_required_and_missing(moderator)
    return step_page(moderator, is_required=is_required, done=said_now("done"))


@bp.get("/account/second-step/app")
def app() -> ResponseReturnValue:
    """Show a new secret as a picture and in letters, and ask for the first code."""
    return app_page(current_moderator(), AppForm(formdata=None), status=200)


@bp.post("/account/second-step/app")
@dangerous
def add_app() -> ResponseReturnValue:
    """Take codes of the app from now on; the first time, recovery codes are shown."""
    form = AppForm()
    if not form.validate():
        return app_page(current_moderator(), form, status=422)
    begin_own_transaction()
    moderator, key = current_moderator(), str(current_app.secret_key)
    set_up_app(moderator, form.opened, step=form.step, key=key, now=now())
    return after_adding()


@bp.post("/account/second-step/app/remove")
@dangerous
def take_app() -> ResponseReturnValue:
    """Let codes of the app sign nobody in any more."""
    begin_own_transaction()
    remove_app(current_moderator(), now=now())
    return done("removed")


@bp.post("/account/second-step/codes")
@dangerous
def make_codes() -> ResponseReturnValue:
    """Make new recovery codes, and show them once."""
    begin_own_transaction()
    codes = renew_recovery_codes(current_moderator(), now=now())
    db.session.commit()
    return codes_page(codes)


def after_adding() -> AnyResponse | Response:
    """Show recovery codes where there are none yet, once."""
    if recovery_code_count(current_moderator()):
        return done("added")
    codes = renew_recovery_codes(current_moderator(), now=now())
    db.session.commit()
    return codes_page(codes)


def done(what: str) -> AnyResponse:
    """Commit, and lead to the page that shows what is set up."""
    db.session.commit()
    return see_other(url_for("account.second_step", done=what, once=to_be_said()))
