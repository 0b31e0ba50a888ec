"""In which languages something is told, as editors see it: what is missing, old, or unread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import selectinload

from ethreader.base.db import db
from ethreader.base.labels import LabelledEnum
from ethreader.i18n.languages import LANGUAGES, Language, page_language
from ethreader.i18n.texts import lazy_gettext
from ethreader.publishing.draft_models import ContentDraft
from ethreader.publishing.draft_queries import drafts_of, drafts_of_new
from ethreader.publishing.draft_service import Typed
from ethreader.translations.models import Original, TextInLanguage
from ethreader.translations.original_moves import is_outdated


class TextState(LabelledEnum):
    """What editors have to know of a text in one language."""

    ORIGINAL = "original", lazy_gettext("Original")
    CURRENT = "current", lazy_gettext("Up to date")
    OUTDATED = "outdated", lazy_gettext("Older than the original")
    BY_MACHINE = "by-machine", lazy_gettext("Made by machine, not yet looked at")
    MISSING = "missing", lazy_gettext("Translation missing")

    @property
    def is_well(self) -> bool:
        """Whether there is nothing to do about it."""
        return self in {TextState.ORIGINAL, TextState.CURRENT}


@dataclass(frozen=True, kw_only=True)
class TextMark:
    """A language of the site, and what there is of something in it."""

    language: Language
    state: TextState
    text_id: int | None = None
    drafts: Sequence[ContentDraft] = field(default_factory=list)


Marks = Mapping[int, Sequence[TextMark]]


def state_of(text: TextInLanguage, original: Original) -> TextState:
    """Return what is to be known of a text."""
    if text.is_made_by_machine:
        return TextState.BY_MACHINE
    return TextState.OUTDATED if is_outdated(text, original) else TextState.CURRENT


def marks_of(original: Original, languages: Sequence[Language]) -> list[TextMark]:
    """Return all languages of the site, and others in which there is a text."""
    home, texts = page_language(original.language), {each.language: each for each in original.texts}
    shown = dict.fromkeys([*languages, *(LANGUAGES[code] for code in texts)])
    return [
        TextMark(language=each, state=TextState.ORIGINAL)
        if each == home
        else _mark(original, each, texts.get(each.code))
        for each in shown
    ]


def _mark(original: Original, language: Language, text: TextInLanguage | None) -> TextMark:
    if text is None:
        return TextMark(language=language, state=TextState.MISSING)
    return TextMark(language=language, state=state_of(text, original), text_id=text.id)


def marks_with_drafts(original: Original, languages: Sequence[Language]) -> list[TextMark]:
    """Return the same, with what editors are writing in each language."""
    of_texts = drafts_of(original.TEXT.KIND, [each.id for each in original.texts])
    of_new = new_drafts_of(original)
    return [
        TextMark(
            language=each.language,
            state=each.state,
            text_id=each.text_id,
            drafts=[
                *(draft for draft in of_texts if draft.item_id == each.text_id),
                *(draft for draft in of_new if draft.values["language"] == each.language.code),
            ],
        )
        for each in marks_of(original, languages)
    ]


def new_drafts_of(original: Original) -> list[ContentDraft]:
    """Return everybody's drafts of texts that are not there yet."""
    drafts = drafts_of_new(original.TEXT.KIND)
    return [each for each in drafts if each.values.get("translation_of") == original.slug]


def languages_beside(
    model: type[Original], typed: Typed, languages: Sequence[Language]
) -> Sequence[TextMark]:
    """Return the languages of what is edited; none of what is not on the site yet."""
    original = db.session.get(model, typed.item_id) if typed.item_id is not None else None
    return marks_with_drafts(original, languages) if original is not None else ()


def marks_of_originals(
    model: type[Original], ids: Sequence[int], languages: Sequence[Language]
) -> Marks:
    """Return the languages of some originals by their ids; what has no page misses none."""
    return {
        original.id: [
            each
            for each in marks_of(original, languages)
            if original.has_page or each.state is not TextState.MISSING
        ]
        for original in _with_texts(model, model.id.in_(ids))
    }


def marks_of_texts(
    model: type[Original], ids: Sequence[int], _languages: Sequence[Language]
) -> Marks:
    """Return the language of each of some texts, by its id."""
    return {
        text.id: [TextMark(language=LANGUAGES[text.language], state=state_of(text, original))]
        for original in _with_texts(model, model.texts.any(model.TEXT.id.in_(ids)))
        for text in original.texts
    }


def _with_texts(model: type[Original], condition: ColumnElement[bool]) -> Sequence[Original]:
    parts = (selectinload(getattr(model, name)) for name in ("texts", *model.SAYS_OF))
    return db.session.scalars(select(model).where(condition).options(*parts)).all()
