"""What could not be saved in time stands in its form again."""

from dataclasses import replace

from flask import Response

from ethreader.accounts.unsent import Unsent
from ethreader.editing.all_kinds import KINDS, desk_kind_of
from ethreader.editing.event_kind import EVENT
from ethreader.editing.form_page import page_of_typed, show_form
from ethreader.editing.happening_forms import posted_form
from ethreader.editing.happening_views import happening_page
from ethreader.editing.item_reading import item_by_id
from ethreader.editing.later_views import later_page
from ethreader.editing.posted import read_posted
from ethreader.editing.standing_views import standing_page
from ethreader.editing.time_forms import typed_time
from ethreader.i18n.texts import lazy_gettext
from ethreader.publishing.draft_queries import draft_by_public_id
from ethreader.web.http import get_or_404

UNSAVED = lazy_gettext(
    "You had been signed out, so this was not saved. Your text is still here: check it and save it."
)


def content(unsent: Unsent) -> Response:
    """Show the form with what was typed; nothing is saved by it."""
    kind, typed = read_posted(unsent.public_id, unsent.fields)
    page = page_of_typed(kind, typed, editor_id=unsent.moderator_id)
    draft = draft_by_public_id(typed.public_id)
    if draft is not None and draft.window == typed.window:  # It goes on from its own window.
        page = replace(page, typed=typed)
    return show_form(replace(page, problem=UNSAVED), status=409)


def happening(unsent: Unsent) -> Response:
    """Show the form of what happened with what was typed."""
    event = get_or_404(item_by_id(EVENT, unsent.about["item_id"]))
    form = replace(posted_form(unsent.fields), mistakes={"": UNSAVED})
    return happening_page(event, form, status=409)


def standing(unsent: Unsent) -> Response:
    """Show the step with the time that was typed."""
    kind = KINDS[unsent.about["path_name"]]
    row = get_or_404(item_by_id(kind, unsent.about["item_id"]))
    return standing_page(kind, row, typed_time(unsent.fields), problem=UNSAVED, status=409)


def later(unsent: Unsent) -> Response:
    """Show the question when a draft is to be published, with the time that was typed."""
    draft = get_or_404(draft_by_public_id(unsent.public_id))
    kind = get_or_404(desk_kind_of(draft.kind))
    form = replace(typed_time(unsent.fields), mistakes={"": UNSAVED})
    return later_page(kind, draft, form, status=409)
