"""Texts in more languages: begun, or deleted for good."""

from flask import url_for
from flask.typing import ResponseReturnValue

from ethreader.accounts.guard import begin_moderator_transaction, current_moderator
from ethreader.accounts.proof_guard import dangerous
from ethreader.base.db import db
from ethreader.editing.all_kinds import IN_LANGUAGES, KINDS
from ethreader.editing.form_page import begun, page_of_typed, show_form
from ethreader.editing.item_reading import held_item, item_by_id
from ethreader.editing.kinds import DeskKind
from ethreader.editing.text_languages import new_drafts_of
from ethreader.editing.translation_typed import begun_values
from ethreader.i18n.languages import LANGUAGES, Language, page_language
from ethreader.publishing.translation_service import delete_text
from ethreader.translations.models import Original
from ethreader.translations.script_service import make_other_script, text_in
from ethreader.web.http import get_or_404, render_page, see_other
from ethreader.web.said_once import to_be_said


def text_in_language(path_name: str, item_id: int, code: str) -> ResponseReturnValue:
    """Lead to what there is of something in a language, or show an empty form for it."""
    kind = KINDS[path_name]
    original: Original = get_or_404(item_by_id(kind, item_id))
    language = get_or_404(LANGUAGES.get(code))
    if (there := _where_it_is(kind, original, language)) is not None:
        return see_other(there)
    of_text = IN_LANGUAGES[path_name]
    typed = begun(of_text, begun_values(original, language))
    return show_form(page_of_typed(of_text, typed, editor_id=current_moderator().id))


def _where_it_is(kind: DeskKind, original: Original, language: Language) -> str | None:
    if page_language(original.language) is language:
        return url_for("content.edit", path_name=kind.path, item_id=original.id)
    text = text_in(original, language.code)
    if text is not None:
        path = IN_LANGUAGES[kind.path].path
        return url_for("content.edit", path_name=path, item_id=text.id)
    who = current_moderator().id
    drafts = (each for each in new_drafts_of(original) if each.saved_by_id == who)
    own = next((each for each in drafts if each.values.get("language") == language.code), None)
    return url_for("content.draft", public_id=own.public_id) if own is not None else None


def delete_translation(text_path: str, item_id: int) -> ResponseReturnValue:
    """Ask whether a text is to be deleted."""
    kind = KINDS[text_path]
    text = get_or_404(item_by_id(kind, item_id))
    return render_page(
        "editing/delete_translation.html", kind=kind, text=text, spoken=LANGUAGES[text.language]
    )


@dangerous
def delete_translation_for_good(text_path: str, item_id: int) -> ResponseReturnValue:
    """Delete a text with its versions and drafts; a machine may make another one of Serbian."""
    begin_moderator_transaction()
    text = get_or_404(held_item(KINDS[text_path], item_id))
    original = text.original
    delete_text(original, text.language)
    make_other_script(original)
    db.session.commit()
    told = url_for("content.listed", path_name=text_path, done="gone", once=to_be_said())
    return see_other(told)
