"""The names that moderators protect: added by typing, and shown never again."""

from flask import Response, current_app, url_for
from flask.typing import ResponseReturnValue

from ethreader.accounts.guard import begin_moderator_transaction
from ethreader.base.db import db
from ethreader.moderation.blueprint import bp
from ethreader.moderation.names_forms import ProtectedNameForm
from ethreader.screening.protected_names import key_of, mark_of
from ethreader.screening.protected_queries import listed_names, read_anew
from ethreader.screening.protected_service import protect_name, remove_name
from ethreader.web.current import today
from ethreader.web.http import render_page, see_other
from ethreader.web.said_once import said_now, to_be_said


@bp.get("/names")
def names() -> ResponseReturnValue:
    """Show the labels of the protected names, and the form for one more."""
    return names_page(ProtectedNameForm(formdata=None), done=said_now("done"))


@bp.post("/names")
def protect() -> ResponseReturnValue:
    """Protect one more name."""
    form = ProtectedNameForm()
    if not form.validate():
        return names_page(form, status=422)
    begin_moderator_transaction()
    label = str(form.label.data).strip()
    protect_name(str(form.name.data), label=label, secret=_secret(), today=today())
    return _done("added")


@bp.post("/names/<int(max=2147483647):name_id>/remove")
def remove_protected(name_id: int) -> ResponseReturnValue:
    """Protect a name no more."""
    begin_moderator_transaction()
    remove_name(name_id)
    return _done("removed")


def _done(what: str) -> ResponseReturnValue:
    db.session.commit()
    read_anew()
    return see_other(url_for("moderation.names", done=what, once=to_be_said()))


def names_page(form: ProtectedNameForm, *, status: int = 200, done: str = "") -> Response:
    """Show the list, and the form for one more."""
    return render_page(
        "moderation/names.html",
        status=status,
        form=form,
        done=done,
        listed=listed_names(),
        key_mark=mark_of(key_of(_secret())),
    )


def _secret() -> str:
    return str(current_app.secret_key)
