"""The form of one thing: shown anew, of what is on the site, or of a draft."""

from dataclasses import replace

from flask import request
from flask.typing import ResponseReturnValue

from ethreader.accounts.guard import current_moderator
from ethreader.editing.all_kinds import KINDS, desk_kind_of
from ethreader.editing.form_page import begun, page_of_draft, page_of_typed, show_form
from ethreader.editing.item_reading import item_by_id
from ethreader.editing.references import with_names
from ethreader.editing.typed import empty_values, written_values
from ethreader.publishing.draft_queries import draft_by_public_id, draft_of
from ethreader.publishing.version_queries import latest_number
from ethreader.web.http import get_or_404
from ethreader.web.said_once import said_now


def new(path_name: str) -> ResponseReturnValue:
    """Show an empty form; nothing is stored until something is saved."""
    kind = KINDS[path_name]
    get_or_404(kind.words.new or None)
    typed = begun(kind, empty_values(kind.shapes.values()))
    return show_form(page_of_typed(kind, typed, editor_id=current_moderator().id))


def edit(path_name: str, item_id: int) -> ResponseReturnValue:
    """Show one's own draft of something, or a form with what is on the site."""
    kind = KINDS[path_name]
    row = get_or_404(item_by_id(kind, item_id))
    who = current_moderator()
    own = draft_of(kind.kind, item_id, who)
    if own is not None:
        return show_form(page_of_draft(kind, own, editor_id=who.id))
    written = kind.fields_of(row).model_dump(mode="json", by_alias=True)
    values = with_names(written_values(kind.shapes.values(), written))
    based_on = latest_number(kind.kind, item_id)
    typed = begun(kind, values, item_id=item_id, based_on=based_on)
    return show_form(page_of_typed(kind, typed, editor_id=who.id))


def draft(public_id: str) -> ResponseReturnValue:
    """Show a draft in its form, as it was last saved."""
    saved = get_or_404(draft_by_public_id(public_id))
    kind = get_or_404(desk_kind_of(saved.kind))
    page = page_of_draft(kind, saved, editor_id=current_moderator().id)
    focus = request.args.get("focus", "")
    return show_form(replace(page, focus=focus, done=said_now("done")))
