"""A form as it is shown: each field with its place, its content and what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ethreader.editing.checking import Mistake
from ethreader.editing.controls import Control, FieldShape
from ethreader.editing.moments import TypedMoment, typed_moment
from ethreader.editing.typed import PREFIX
from ethreader.i18n.texts import Text


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


@dataclass(frozen=True, kw_only=True)
class Showing:
    """What holds for all fields of a form that is shown."""

    mistakes: Mapping[str, str]
    focus: str = ""


def entries_of(
    shapes: Iterable[FieldShape], values: Mapping[str, Any], showing: Showing, *, within: str = ""
) -> list[Entry]:
    """Return the fields of a form, or of a place within it, with what stands in them."""
    return [
        _entry(shape, values.get(shape.name), showing, place=f"{within}{shape.name}")
        for shape in shapes
    ]


def _entry(shape: FieldShape, value: Any, showing: Showing, *, place: str) -> Entry:
    parts: list[Entry] = []
    rows: list[list[Entry]] = []
    if shape.control is Control.PARTS:
        given = value if isinstance(value, Mapping) else {}
        parts = entries_of(shape.parts, given, showing, within=f"{place}.")
    elif shape.control is Control.ROWS:
        rows = [
            entries_of(shape.parts, row, showing, within=f"{place}.{number}.")
            for number, row in enumerate(value or [], start=1)
        ]
    return Entry(
        shape=shape,
        place=place,
        value=_shown(shape, value),
        mistake=showing.mistakes.get(place, ""),
        has_focus=place == showing.focus,
        parts=parts,
        rows=rows,
    )


def _shown(shape: FieldShape, value: Any) -> str:
    if shape.control is Control.LINES:
        return "\n".join(value) if isinstance(value, list) else ""
    return value if isinstance(value, str) else ""
