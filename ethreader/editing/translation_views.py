"""An event's texts in more languages: begun, or deleted for good."""

from flask import url_for
from flask.typing import ResponseReturnValue

from ethreader.accounts.guard import begin_moderator_transaction, current_moderator
from ethreader.base.db import db
from ethreader.editing.blueprint import bp
from ethreader.editing.event_kind import EVENT
from ethreader.editing.form_page import begun, page_of_typed, show_form
from ethreader.editing.item_reading import held_item, item_by_id
from ethreader.editing.text_languages import new_drafts_of
from ethreader.editing.translation_kind import TRANSLATION
from ethreader.editing.translation_typed import begun_values
from ethreader.events.models import Event
from ethreader.i18n.languages import LANGUAGES, Language, page_language
from ethreader.publishing.translation_service import delete_text
from ethreader.translations.script_service import make_other_script, text_in
from ethreader.web.http import get_or_404, render_page, see_other
from ethreader.web.said_once import to_be_said

OF_TEXT = "/translations/<int(max=2147483647):item_id>/delete"


@bp.get("/events/<int(max=2147483647):item_id>/in/<code>")
def text_in_language(item_id: int, code: str) -> ResponseReturnValue:
    """Lead to what there is of an event in a language, or show an empty form for it."""
    event: Event = get_or_404(item_by_id(EVENT, item_id))
    language = get_or_404(LANGUAGES.get(code))
    if (there := _where_it_is(event, language)) is not None:
        return see_other(there)
    typed = begun(TRANSLATION, begun_values(event, language))
    return show_form(page_of_typed(TRANSLATION, typed, editor_id=current_moderator().id))


def _where_it_is(event: Event, language: Language) -> str | None:
    if page_language(event.language) is language:
        return url_for("content.edit", path_name=EVENT.path, item_id=event.id)
    text = text_in(event, language.code)
    if text is not None:
        return url_for("content.edit", path_name=TRANSLATION.path, item_id=text.id)
    who = current_moderator().id
    drafts = (each for each in new_drafts_of(event) if each.saved_by_id == who)
    own = next((each for each in drafts if each.values.get("language") == language.code), None)
    return url_for("content.draft", public_id=own.public_id) if own is not None else None


@bp.get(OF_TEXT)
def delete_translation(item_id: int) -> ResponseReturnValue:
    """Ask whether a text is to be deleted."""
    text = get_or_404(item_by_id(TRANSLATION, item_id))
    return render_page(
        "editing/delete_translation.html", text=text, spoken=LANGUAGES[text.language]
    )


@bp.post(OF_TEXT)
def delete_translation_for_good(item_id: int) -> ResponseReturnValue:
    """Delete a text with its versions and drafts; a machine may make another one of Serbian."""
    begin_moderator_transaction()
    text = get_or_404(held_item(TRANSLATION, item_id))
    event = text.event
    delete_text(event, text.language)
    make_other_script(event)
    db.session.commit()
    told = url_for("content.listed", path_name=TRANSLATION.path, done="gone", once=to_be_said())
    return see_other(told)
