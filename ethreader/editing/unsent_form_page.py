"""What could not be saved in time stands in its form again."""

from dataclasses import replace

from flask import Response

from ethreader.accounts.unsent import Unsent
from ethreader.editing.form_page import page_of_typed, show_form
from ethreader.editing.posted import read_posted
from ethreader.i18n.texts import lazy_gettext
from ethreader.publishing.draft_queries import draft_by_public_id

UNSAVED = lazy_gettext(
    "You had been signed out, so this was not saved. Your text is still here: check it and save it."
)


def unsent_form_page(unsent: Unsent) -> Response:
    """Show the form with what was typed; nothing is saved by it."""
    kind, typed = read_posted(unsent.public_id, unsent.fields)
    page = page_of_typed(kind, typed, editor_id=unsent.moderator_id)
    draft = draft_by_public_id(typed.public_id)
    if draft is not None and draft.window == typed.window:  # It goes on from its own window.
        page = replace(page, typed=typed)
    return show_form(replace(page, problem=UNSAVED), status=409)
