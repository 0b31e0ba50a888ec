"""What was typed about people and about one's own account stands in its form again."""

from flask import Response

from ethreader.accounts.guard import current_moderator
from ethreader.accounts.people_forms import InviteForm, NameForm
from ethreader.accounts.people_page import person_page
from ethreader.accounts.people_views import people_page
from ethreader.accounts.queries import moderator_by_id
from ethreader.accounts.second_step_forms import NewPasskeyForm
from ethreader.accounts.second_step_page import passkey_page
from ethreader.accounts.unsent import Unsent, form_again
from ethreader.web.http import get_or_404


def _invitation(unsent: Unsent) -> Response:
    return people_page(form_again(InviteForm, unsent), status=409)


def _name(unsent: Unsent) -> Response:
    person = get_or_404(moderator_by_id(unsent.about["moderator_id"]))
    named = form_again(NameForm, unsent)
    return person_page(person, me=current_moderator(), named=named, status=409)


def _passkey(unsent: Unsent) -> Response:
    return passkey_page(current_moderator(), form_again(NewPasskeyForm, unsent), status=409)


PAGES = {
    "people.invite": _invitation,
    "people.give_name": _name,
    "account.add_key": _passkey,
}
