"""In which languages an event is told, as editors see it: what is missing, old, or unread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import selectinload

from ethreader.base.content_state import ContentKind
from ethreader.base.db import db
from ethreader.base.labels import LabelledEnum
from ethreader.events.models import Event
from ethreader.events.original_moves import is_outdated
from ethreader.events.text_models import EventText
from ethreader.i18n.languages import LANGUAGES, Language, page_language
from ethreader.i18n.texts import lazy_gettext
from ethreader.publishing.draft_models import ContentDraft
from ethreader.publishing.draft_queries import drafts_of, drafts_of_new


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
    """A language of the site, and what there is of an event in it."""

    language: Language
    state: TextState
    text_id: int | None = None
    drafts: Sequence[ContentDraft] = field(default_factory=list)


Marks = Mapping[int, Sequence[TextMark]]


def state_of(text: EventText, original: Event) -> TextState:
    """Return what is to be known of a text."""
    if text.is_made_by_machine:
        return TextState.BY_MACHINE
    return TextState.OUTDATED if is_outdated(text, original) else TextState.CURRENT


def marks_of_event(event: Event, languages: Sequence[Language]) -> list[TextMark]:
    """Return all languages of the site, and others in which there is a text."""
    home, texts = page_language(event.language), {each.language: each for each in event.texts}
    shown = dict.fromkeys([*languages, *(LANGUAGES[code] for code in texts)])
    return [
        TextMark(language=each, state=TextState.ORIGINAL)
        if each == home
        else _mark(event, each, texts.get(each.code))
        for each in shown
    ]


def _mark(event: Event, language: Language, text: EventText | None) -> TextMark:
    if text is None:
        return TextMark(language=language, state=TextState.MISSING)
    return TextMark(language=language, state=state_of(text, event), text_id=text.id)


def marks_with_drafts(event: Event, languages: Sequence[Language]) -> list[TextMark]:
    """Return the same, with what editors are writing in each language."""
    of_texts = drafts_of(ContentKind.TRANSLATION, [each.id for each in event.texts])
    of_new = new_drafts_of(event)
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
        for each in marks_of_event(event, languages)
    ]


def new_drafts_of(event: Event) -> list[ContentDraft]:
    """Return everybody's drafts of texts that the event has not yet."""
    drafts = drafts_of_new(ContentKind.TRANSLATION)
    return [each for each in drafts if each.values.get("translation_of") == event.slug]


def marks_of_events(ids: Sequence[int], languages: Sequence[Language]) -> Marks:
    """Return the languages of some events by their ids; a fact without a page misses none."""
    return {
        event.id: [
            each
            for each in marks_of_event(event, languages)
            if event.has_page or each.state is not TextState.MISSING
        ]
        for event in _with_texts(Event.id.in_(ids))
    }


def marks_of_texts(ids: Sequence[int], _languages: Sequence[Language]) -> Marks:
    """Return the language of each of some texts, by its id."""
    return {
        text.id: [TextMark(language=LANGUAGES[text.language], state=state_of(text, event))]
        for event in _with_texts(Event.texts.any(EventText.id.in_(ids)))
        for text in event.texts
    }


def _with_texts(condition: ColumnElement[bool]) -> Sequence[Event]:
    parts = (selectinload(Event.texts), selectinload(Event.appearances))
    return db.session.scalars(select(Event).where(condition).options(*parts)).all()
