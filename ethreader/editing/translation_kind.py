"""The form of an event's text in one more language: its words."""

from functools import partial

from ethreader.base.content_state import ContentKind
from ethreader.editing.common_translation_kind import (
    at_their_fields,
    fixed_words,
    group_of,
    of_original,
)
from ethreader.editing.controls import Control, Words
from ethreader.editing.event_kind import EVENT
from ethreader.editing.kinds import DeskKind, KindWords
from ethreader.editing.translated_speakers_typed import with_all_speakers, without_empty_speakers
from ethreader.editing.translation_preview import preview_of_text
from ethreader.events.text_fields import EventTextFields
from ethreader.events.text_models import EventText
from ethreader.events.text_service import problems_of_text, save_event_text
from ethreader.i18n.texts import lazy_gettext

_WORDS = {
    **fixed_words(lazy_gettext("Event")),
    "name": Words(label=lazy_gettext("Name of the event")),
    "headline": Words(label=lazy_gettext("Headline")),
    "summary": Words(label=lazy_gettext("Summary"), control=Control.PROSE),
    "status_note": Words(label=lazy_gettext("A sentence about whether it takes place")),
    "speakers": Words(
        label=lazy_gettext("Speakers"),
        hint=lazy_gettext(
            "Of whom you leave all fields empty, readers see what the original says."
        ),
    ),
    "speakers.speaker": Words(label=lazy_gettext("Speaker"), control=Control.FIXED),
    "speakers.role": Words(label=lazy_gettext("Their part")),
    "speakers.affiliation": Words(label=lazy_gettext("Affiliation on that day")),
    "speakers.topic": Words(label=lazy_gettext("Topic")),
    "body": Words(label=lazy_gettext("Article"), control=Control.MARKDOWN),
}


TRANSLATION = DeskKind(
    kind=ContentKind.TRANSLATION,
    path="translations",
    words=KindWords(
        all=lazy_gettext("Translations"),
        new="",
        edit=lazy_gettext("Translation"),
        none=lazy_gettext("No translations yet. Open an event and choose a language there."),
        slug_from="",
        taken=lazy_gettext(
            "Someone else has just published a text of this event in this language. Your draft is "
            "kept. Open theirs, and put there what you want to keep of yours."
        ),
    ),
    fields=EventTextFields,
    model=EventText,
    said=_WORDS,
    groups=(group_of("name", "headline", "summary", "status_note", "speakers", "body"),),
    save=lambda fields, _zone: save_event_text(fields),
    problems_of=partial(at_their_fields, problems_of_text),
    listed_by=("headline", "name"),
    preview=preview_of_text,
    to_show=with_all_speakers,
    to_check=without_empty_speakers,
    **of_original(EVENT),
)
