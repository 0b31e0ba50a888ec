"""Other things that an event names: chosen by what they are called, stored by their slugs.

Forms and drafts hold the names, as they were chosen or typed. What is called as something else is
told apart by its slug, in brackets.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ethreader.base.slugs import proposed_slug
from ethreader.editing.reference_queries import (
    names_of_events,
    names_of_organisations,
    names_of_speakers,
)
from ethreader.i18n.texts import Text, lazy_gettext
from ethreader.publishing.draft_models import Values

Names = Mapping[str, str]  # By slug.


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A field in which something else is named; `part` is its name within the rows of `field`."""

    field: str
    part: str
    names: Callable[[], Names]
    unknown: Text

    @property
    def list_id(self) -> str:
        """The id of the list that it can be chosen from."""
        return f"known-{self.field}"


ORGANISATIONS = Reference(
    field="organisations",
    part="organisation",
    names=names_of_organisations,
    unknown=lazy_gettext(
        "There is no organisation of this name. Choose one from the list, or press “Add as new”."
    ),
)
SPEAKERS = Reference(
    field="speakers",
    part="speaker",
    names=names_of_speakers,
    unknown=lazy_gettext(
        "There is no speaker of this name. Choose one from the list, or press “Add as new”."
    ),
)
PARENT = Reference(
    field="part_of",
    part="",
    names=names_of_events,
    unknown=lazy_gettext("There is no event of this name. Choose one from the list, or make it."),
)
REFERENCES = (PARENT, ORGANISATIONS, SPEAKERS)
BY_FIELD = {each.field: each for each in REFERENCES}


def labels_of(names: Names) -> dict[str, str]:
    """Return by its slug what each thing is called in a form; no two are called the same."""
    count = Counter(map(_folded, names.values()))
    return {
        slug: name if count[_folded(name)] == 1 else f"{name} ({slug})"
        for slug, name in names.items()
    }


def slug_called(text: str, names: Names) -> str | None:
    """Return the slug of what is called so, in any script and with or without diacritics."""
    typed = text.strip()
    if typed in names:
        return typed
    found = {_folded(label): slug for slug, label in labels_of(names).items()}
    return found.get(_folded(typed))


def with_names(values: Values) -> Values:
    """Return the values of a form with names in the place of slugs, where those are known."""
    return _changed(values, lambda names, text: labels_of(names).get(text, text))


def with_slugs(values: Values) -> Values:
    """Return the values of a form with slugs in the place of names, where those are known."""
    return _changed(values, lambda names, text: slug_called(text, names) or text)


def unknown_names(values: Values) -> Iterator[tuple[str, Text]]:
    """Yield where something is named that is not there, and what to say of it."""
    for reference in REFERENCES:
        names = reference.names()
        for place, text in _named(reference, values):
            if text.strip() and slug_called(text, names) is None:
                yield place, reference.unknown


def _named(reference: Reference, values: Values) -> Iterator[tuple[str, str]]:
    given = values.get(reference.field) or ""
    if not reference.part:
        yield reference.field, str(given)
        return
    for number, row in enumerate(given or [], start=1):
        place = f"{reference.field}.{number}.{reference.part}"
        yield place, str(row.get(reference.part, ""))


def _changed(values: Values, change: Callable[[Names, str], str]) -> Values:
    changed = dict(values)
    for reference in REFERENCES:
        given: Any = values.get(reference.field)
        if not given:
            continue
        names = reference.names()
        changed[reference.field] = (
            change(names, str(given))
            if not reference.part
            else [
                row | {reference.part: change(names, str(row.get(reference.part, "")))}
                for row in given
            ]
        )
    return changed


def _folded(text: str) -> str:
    return proposed_slug(f" {text} ") or " ".join(text.split()).casefold()
