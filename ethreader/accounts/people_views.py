"""The people at the desk, for administrators: who there is, and somebody who is to join."""

from flask import Response
from flask.typing import ResponseReturnValue

from ethreader.accounts.blueprint import people_bp as bp
from ethreader.accounts.guard import begin_admin_transaction, current_moderator
from ethreader.accounts.people_forms import ROLE_HINTS, InviteForm
from ethreader.accounts.people_page import link_page
from ethreader.accounts.proof_guard import dangerous
from ethreader.accounts.queries import all_moderators
from ethreader.accounts.second_step_queries import all_with_second_step
from ethreader.accounts.service import NameTaken, add_moderator
from ethreader.base.db import db
from ethreader.i18n.texts import gettext
from ethreader.web.current import now
from ethreader.web.http import render_page
from ethreader.web.said_once import said_now


@bp.get("")
def listed() -> ResponseReturnValue:
    """Show who can sign in, what they may do, and when they last did."""
    return people_page(InviteForm(formdata=None, role="moderator"), status=200)


@bp.post("")
@dangerous
def invite() -> ResponseReturnValue:
    """Add somebody, and show once the link with which they set a password."""
    form = InviteForm()
    if not form.validate():
        return people_page(form, status=422)
    begin_admin_transaction()
    try:
        token = add_moderator(
            str(form.name.data), role=form.chosen, by=current_moderator(), now=now()
        )
    except NameTaken:
        db.session.rollback()
        form.name.errors = [gettext("Somebody has this name, or had it before. Choose another.")]
        return people_page(form, status=409)
    db.session.commit()
    return link_page(str(form.name.data), token)


def people_page(form: InviteForm, *, status: int) -> Response:
    """Show everybody, and the form for who is to join."""
    everybody = all_moderators()
    return render_page(
        "accounts/people.html",
        status=status,
        form=form,
        hints=ROLE_HINTS,
        me=current_moderator(),
        people=[each for each in everybody if each.removed_at is None],
        former=[each for each in everybody if each.removed_at is not None],
        with_second_step=all_with_second_step(),
        done=said_now("done"),
    )
