"""A form as it is shown: each field with its place, its content and what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ethreader.editing.checking import Mistake
from ethreader.editing.controls import Control, FieldShape
from ethreader.editing.moments import TypedMoment, typed_moment
from ethreader.editing.typed import PREFIX
from ethreader.i18n.texts import Text
from ethreader.publishing.draft_models import Values


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One field of the form that is shown; `place` is like `links.2.url`."""

    shape: FieldShape
    place: str
    value: Any
    mistake: str
    has_focus: bool
    parts: Sequence["Entry"] = ()
    rows: Sequence[Sequence["Entry"]] = ()

    @property
    def name(self) -> str:
        """What it is called when it is sent."""
        return PREFIX + self.place

    @property
    def id(self) -> str:
        """Its id in the page."""
        return id_of(self.place)

    @property
    def moment(self) -> TypedMoment:
        """The day and the hour that stand in it."""
        return typed_moment(self.value)

    @property
    def choices(self) -> Sequence[tuple[str, Text]]:
        """What can be chosen; what was chosen before stays among it."""
        known = [value for value, _ in self.shape.choices]
        other = [(self.value, self.value)] if self.value not in known else []
        return [*other, *self.shape.choices]


def id_of(place: str) -> str:
    """Return the id that the field at a place has in the page."""
    return f"f-{place.replace('.', '-')}"


def mistakes_by_place(mistakes: Iterable[Mistake]) -> dict[str, str]:
    """Return the first mistake of each place."""
    found: dict[str, str] = {}
    for each in mistakes:
        found.setdefault(each.place, each.sentence)
    return found


def entries_of(
    shapes: Iterable[FieldShape], values: Values, *, mistakes: Mapping[str, str], focus: str = ""
) -> list[Entry]:
    """Return the fields of a form with what stands in them; one of them may take the focus."""
    return [
        _entry(shape, values.get(shape.name), place=shape.name, mistakes=mistakes, focus=focus)
        for shape in shapes
    ]


def _entry(
    shape: FieldShape, value: Any, *, place: str, mistakes: Mapping[str, str], focus: str
) -> Entry:
    def within(given: Any, start: str) -> list[Entry]:
        texts = given if isinstance(given, Mapping) else {}
        return [
            _entry(
                part,
                texts.get(part.name),
                place=f"{start}.{part.name}",
                mistakes=mistakes,
                focus=focus,
            )
            for part in shape.parts
        ]

    rows = value if shape.control is Control.ROWS and isinstance(value, list) else []
    return Entry(
        shape=shape,
        place=place,
        value=_shown(shape, value),
        mistake=mistakes.get(place, ""),
        has_focus=place == focus,
        parts=within(value, place) if shape.control is Control.PARTS else (),
        rows=[within(row, f"{place}.{number}") for number, row in enumerate(rows, start=1)],
    )


def _shown(shape: FieldShape, value: Any) -> str:
    if shape.control is Control.LINES:
        return "\n".join(value) if isinstance(value, list) else ""
    return value if isinstance(value, str) else ""
