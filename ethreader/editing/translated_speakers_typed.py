"""A row for each who speaks, filled in or not, in the form of an event's translation."""

from ethreader.editing.event_kind import EVENT
from ethreader.editing.reference_queries import names_of_speakers
from ethreader.editing.references import labels_of, with_slugs
from ethreader.editing.translation_reading import original_of
from ethreader.editing.translation_typed import as_checked, as_shown
from ethreader.publishing.draft_models import Values
from ethreader.translations.models import PARTS

Rows = list[dict[str, str]]


def with_all_speakers(values: Values) -> Values:
    """Return the values with a row for each speaker of the original, in its order."""
    event = original_of(EVENT, values)
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
    return {**as_shown(EVENT, values), "speakers": rows}


def without_empty_speakers(values: Values) -> Values:
    """Return the values as they are checked: of whom nothing is said, nothing is translated.

    Who speaks twice has both rows or none, or the words of one would be those of the other.
    """
    rows = values.get("speakers") or []
    said = {row.get("speaker") for row in rows if any(_words(row, name) for name in PARTS)}
    kept = [row if row.get("speaker") in said else {} for row in rows]
    return {**as_checked(EVENT, values), "speakers": kept}


def _words(row: dict[str, str], name: str) -> str:
    return str(row.get(name, "")).strip()
