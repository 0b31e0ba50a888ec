"""What the other languages of an event say of what happened to it: a sentence in each."""

from collections.abc import Collection, Iterator, Mapping

from pydantic import ValidationError

from ethreader.base.field_problems import FieldProblem, field_problems
from ethreader.base.fields import Fields, Line300
from ethreader.events.models import Event
from ethreader.events.text_models import EventText
from ethreader.translations.original_moves import digest_of, is_outdated
from ethreader.translations.script_service import make_other_script

PLACE = "note-"  # Of such a sentence in the form: with the code of its language.


class _Sentence(Fields):
    sentence: Line300


def told_texts(event: Event) -> list[EventText]:
    """Return the texts that somebody wrote: a machine makes the others of these."""
    return [each for each in event.texts if not each.is_made_by_machine]


def current_languages(event: Event) -> set[str]:
    """Return in which languages the event is told as the original tells it."""
    return {each.language for each in told_texts(event) if not is_outdated(each, event)}


def problems_of_notes(notes: Mapping[str, str]) -> Iterator[FieldProblem]:
    """Yield what is wrong with sentences, by the codes of their languages."""
    for code, note in filter(all, notes.items()):  # One that is left empty is missing, not wrong.
        try:
            _Sentence(sentence=note)
        except ValidationError as error:
            for each in field_problems(error):
                yield FieldProblem(field=f"{PLACE}{code}", reason=each.reason)


def tell_in_languages(event: Event, notes: Mapping[str, str], *, current: Collection[str]) -> None:
    """Let each text say its sentence, and none that was about something earlier.

    Where one is missing, the text is older than its original from now on, and editors are told.
    """
    for text in told_texts(event):
        text.status_note = notes.get(text.language, "")
        is_whole = bool(text.status_note) or not event.status_note
        if text.language in current and is_whole:
            text.based_on = digest_of(event)
    make_other_script(event)
