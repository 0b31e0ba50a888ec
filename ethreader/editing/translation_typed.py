"""What stands in the form of a translation: a row for each who speaks, filled in or not."""

from ethreader.editing.reference_queries import names_of_speakers
from ethreader.editing.references import labels_of, with_slugs
from ethreader.editing.translation_reading import original_of
from ethreader.events.models import Event
from ethreader.i18n.languages import Language
from ethreader.publishing.draft_models import Values
from ethreader.translations.models import PARTS
from ethreader.translations.original_moves import digest_of
from ethreader.translations.script_service import in_other_script

Rows = list[dict[str, str]]


def begun_values(event: Event, language: Language) -> Values:
    """Return what an empty form holds."""
    return {"translation_of": event.slug, "language": language.code}


def with_all_speakers(values: Values) -> Values:
    """Return the values with a row for each speaker of the original, in its order."""
    event = original_of(values)
    if event is None:
        return values
    typed: dict[str, Rows] = {}
    for row in with_slugs(values).get("speakers") or []:
        typed.setdefault(str(row.get("speaker", "")), []).append(row)
    labels = labels_of(names_of_speakers())
    rows: Rows = []
    for each in event.appearances:
        said = typed.get(each.speaker.slug) or [{}]
        words = said.pop(0) if len(said) > 0 else {}
        label = labels.get(each.speaker.slug, each.speaker.slug)
        rows.append({"speaker": label, **{name: str(words.get(name, "")) for name in PARTS}})
    based_on = values.get("based_on") or digest_of(event)
    found = {"translation_of": event.slug, "based_on": based_on, "speakers": rows}
    return {**values, **found, "made_by_machine": "no"}


def without_empty_speakers(values: Values) -> Values:
    """Return the values as they are checked: of whom nothing is said, nothing is translated.

    Who speaks twice has both rows or none, or the words of one would be those of the other.
    """
    event = original_of(values)
    slug = event.slug if event is not None else values.get("translation_of", "")
    rows = values.get("speakers") or []
    said = {row.get("speaker") for row in rows if any(_words(row, name) for name in PARTS)}
    kept = [row if row.get("speaker") in said else {} for row in rows]
    return {**values, "translation_of": slug, "speakers": kept, "made_by_machine": "no"}


def made_from_other_script(values: Values, _argument: str) -> tuple[Values, str]:
    """Fill the form with what a machine makes of the text in the other script of Serbian."""
    event = original_of(values)
    made = in_other_script(event, str(values.get("language", ""))) if event is not None else None
    if made is None:
        return values, ""
    filled = {**values, **made.words, "based_on": made.based_on}
    return with_all_speakers(filled), "name"


def _words(row: dict[str, str], name: str) -> str:
    return str(row.get(name, "")).strip()
