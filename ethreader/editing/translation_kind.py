"""The form of an event's text in one more language: its words."""

from collections.abc import Iterator
from functools import partial

from ethreader.base.content_state import ContentKind
from ethreader.base.errors import Invalid
from ethreader.base.field_problems import FieldProblem
from ethreader.editing.controls import Control, Words
from ethreader.editing.kinds import DeskKind, Group, KindWords
from ethreader.editing.text_languages import marks_of_texts
from ethreader.editing.translation_preview import preview_of_text
from ethreader.editing.translation_reading import beside
from ethreader.editing.translation_typed import (
    made_from_other_script,
    with_all_speakers,
    without_empty_speakers,
)
from ethreader.events.models import Event
from ethreader.events.text_fields import EventTextFields
from ethreader.events.text_models import EventText
from ethreader.events.text_service import problems_of_text, save_event_text
from ethreader.i18n.texts import lazy_gettext
from ethreader.transfer.exporting import text_fields

_WORDS = {
    "translation_of": Words(label=lazy_gettext("Event"), control=Control.FIXED),
    "language": Words(label=lazy_gettext("Language of this text"), control=Control.FIXED),
    "based_on": Words(
        label=lazy_gettext("Does this text say what the original says now?"), control=Control.FIXED
    ),
    # What an editor publishes is looked at.
    "made_by_machine": Words(label=lazy_gettext("Made by machine"), control=Control.FIXED),
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
_PLACES = {"text": "body"}  # How the form calls what files call otherwise.


def _problems(fields: EventTextFields) -> Iterator[FieldProblem]:
    for each in problems_of_text(fields):
        field = _PLACES.get(each.field, each.field)
        yield FieldProblem(field=field, reason=each.reason)


def _refuse_to_rename(_text: EventText, _slug: str) -> None:
    """Raise `Invalid`: a text stays that of its event and of its language."""
    raise Invalid


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
    fields_of=text_fields,
    said=_WORDS,
    groups=(
        Group(
            title=lazy_gettext("In this language"),
            fields=(
                *("translation_of", "language", "based_on", "made_by_machine"),
                *("name", "headline", "summary", "status_note", "speakers", "body"),
            ),
            template="editing/_translation_group.html",
        ),
    ),
    save=lambda fields, _zone: save_event_text(fields),
    rename=_refuse_to_rename,
    problems_of=_problems,
    slug_from=(),
    listed_by=("headline", "name"),
    preview=preview_of_text,
    actions={"turn": made_from_other_script},
    to_show=with_all_speakers,
    to_check=without_empty_speakers,
    beside=beside,
    head="editing/_translation_head.html",
    marks=partial(marks_of_texts, Event),
)
