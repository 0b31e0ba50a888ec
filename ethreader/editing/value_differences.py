"""How two states of a form differ, field by field."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ethreader.editing.controls import Control, FieldShape
from ethreader.editing.differences import Piece, difference
from ethreader.editing.typed import is_empty
from ethreader.i18n.texts import Text
from ethreader.publishing.draft_models import Values


@dataclass(frozen=True, kw_only=True)
class FieldDifference:
    """A field whose content differs, and how."""

    label: Text
    pieces: list[Piece]


def differing_fields(
    shapes: Iterable[FieldShape], old: Values, new: Values
) -> list[FieldDifference]:
    """Return the fields that differ, in the order of the form."""
    found = (
        FieldDifference(
            label=shape.words.label,
            pieces=difference(
                _text(shape, old.get(shape.name, "")), _text(shape, new.get(shape.name, ""))
            ),
        )
        for shape in shapes
        if shape.control is not Control.FIXED
    )
    return [each for each in found if each.pieces]


def _text(shape: FieldShape, value: Any) -> str:
    """Return a value as lines to read: one for each row, with its parts behind one another."""
    if shape.control is Control.ROWS:
        rows = (_line(shape, row) for row in value or [] if not is_empty(row))
        return "".join(f"{row}\n" for row in rows)
    if shape.control is Control.PARTS:
        return _line(shape, value or {})
    if shape.control is Control.LINES:
        return "".join(f"{line}\n" for line in value or [] if line.strip())
    if shape.control is Control.CHOICE:
        return str(dict(shape.choices).get(value, value))
    return str(value).strip()


def _line(shape: FieldShape, row: Values) -> str:
    said = ((part, _text(part, row.get(part.name, ""))) for part in shape.parts)
    return " · ".join(f"{part.words.label}: {text}" for part, text in said if text)
