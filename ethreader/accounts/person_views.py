"""One person at the desk, for administrators: another name, role or link, and an end."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from ethreader.accounts.blueprint import people_bp as bp
from ethreader.accounts.guard import begin_admin_transaction, current_moderator
from ethreader.accounts.models import Moderator
from ethreader.accounts.people_forms import NameForm, RoleForm
from ethreader.accounts.people_page import link_page, person_page
from ethreader.accounts.people_service import remove, rename, sign_out_everywhere
from ethreader.accounts.proof_guard import dangerous
from ethreader.accounts.queries import moderator_by_id
from ethreader.accounts.role_service import LastAdmin, change_role
from ethreader.accounts.service import NameTaken, renew_link_of
from ethreader.base.db import db
from ethreader.base.errors import NotFound
from ethreader.i18n.texts import Text, gettext, lazy_gettext
from ethreader.web.current import now
from ethreader.web.http import get_or_404, see_other
from ethreader.web.said_once import said_now, to_be_said

PERSON = "/<int(max=2147483647):moderator_id>"
LAST_ADMIN: Text = lazy_gettext(
    "This is the last administrator. Make somebody else an administrator first."
)


@bp.get(PERSON)
def show(moderator_id: int) -> ResponseReturnValue:
    """Show somebody, and what can be done."""
    return _page(get_or_404(moderator_by_id(moderator_id)), done=said_now("done"))


@bp.post(f"{PERSON}/rename")
@dangerous
def give_name(moderator_id: int) -> ResponseReturnValue:
    """Give somebody another name."""
    person, form = _held(moderator_id), NameForm()
    if not form.validate():
        return _page(person, named=form, status=422)
    try:
        rename(person, str(form.name.data), by=current_moderator(), now=now())
    except NameTaken:
        form.name.errors = [gettext("Somebody has this name, or had it before. Choose another.")]
        return _page(person, named=form, status=409)
    return _done(person, "renamed")


@bp.post(f"{PERSON}/role")
@dangerous
def give_role(moderator_id: int) -> ResponseReturnValue:
    """Let somebody do something else; their sessions end."""
    person, form = _held(moderator_id), RoleForm()
    if not form.validate():
        return _page(person, chosen=form, status=422)
    try:
        change_role(person, form.chosen, by=current_moderator(), now=now())
    except LastAdmin:
        return _page(person, chosen=form, problem=str(LAST_ADMIN), status=409)
    return _done(person, "role")


@bp.post(f"{PERSON}/link")
@dangerous
def make_link(moderator_id: int) -> ResponseReturnValue:
    """Show once a new sign-in link; every older way in ends."""
    person = get_or_404(_held_or_former(moderator_id))
    name, token = person.name, renew_link_of(person, by=current_moderator(), now=now())
    db.session.commit()
    return link_page(name, token)


@bp.post(f"{PERSON}/sign-out")
@dangerous
def sign_out(moderator_id: int) -> ResponseReturnValue:
    """End all sessions of somebody; the password stays."""
    person = _held(moderator_id)
    sign_out_everywhere(person, by=current_moderator(), now=now())
    return _done(person, "signed-out")


@bp.post(f"{PERSON}/remove")
@dangerous
def take_out(moderator_id: int) -> ResponseReturnValue:
    """Let somebody be no moderator any more, at once."""
    person = _held(moderator_id)
    try:
        remove(person, by=current_moderator(), now=now())
    except LastAdmin:
        return _page(person, problem=str(LAST_ADMIN), status=409)
    db.session.commit()
    return see_other(url_for("people.listed", done="removed", once=to_be_said()))


def _held(moderator_id: int) -> Moderator:
    """Return somebody who can sign in, and let nobody else change that meanwhile."""
    person = _held_or_former(moderator_id)
    if person is None or person.removed_at is not None:
        raise NotFound
    return person


def _held_or_former(moderator_id: int) -> Moderator | None:
    begin_admin_transaction()
    return moderator_by_id(moderator_id)


def _page(person: Moderator, **shown: object) -> Response:
    response = person_page(person, me=current_moderator(), **shown)  # type: ignore[arg-type]
    db.session.rollback()
    return response


def _done(person: Moderator, done: str) -> AnyResponse:
    moderator_id = person.id
    db.session.commit()
    once = to_be_said()
    return see_other(url_for("people.show", moderator_id=moderator_id, done=done, once=once))
