"""Rows of a form that are added, taken out or moved by its buttons; all else stays as it is."""

import re
from collections.abc import Iterable

from ethreader.editing.controls import Control, FieldShape
from ethreader.editing.typed import MOST_ROWS, empty_values
from ethreader.publishing.draft_models import Values

_PRESSED = re.compile(
    r"(?P<verb>add|remove|up|down):(?P<name>[a-z_]+)(?:\.(?P<row>[1-9][0-9]{0,2}))?"
)


def with_rows_changed(
    shapes: Iterable[FieldShape], values: Values, pressed: str
) -> tuple[Values, str] | None:
    """Return the values after a press, and the place that takes the focus; none for other buttons.

    Buttons are called like `add:links`, `remove:links.2`, `up:links.2` and `down:links.2`.
    """
    found = _PRESSED.fullmatch(pressed)
    if found is None:
        return None
    by_name = {shape.name: shape for shape in shapes if shape.control is Control.ROWS}
    shape = by_name.get(found["name"])
    if shape is None:
        return None
    rows = list(values.get(shape.name, []))
    row = _changed(rows, shape, found["verb"], int(found["row"] or 0))
    return values | {shape.name: rows}, _focus(shape, found["verb"], row)


def _focus(shape: FieldShape, verb: str, row: int) -> str:
    """Return the first field of a row that is new, or the button that was pressed."""
    if not row or verb == "remove":
        return shape.name
    return f"{shape.name}.{row}.{shape.parts[0].name if verb == 'add' else verb}"


def _changed(rows: list[Values], shape: FieldShape, verb: str, number: int) -> int:
    """Change the rows and return which one was added or moved; after a removal, the one before."""
    if verb == "add":
        if len(rows) < MOST_ROWS:
            rows.append(empty_values(shape.parts))
        return len(rows)
    if not 1 <= number <= len(rows):
        return len(rows)
    row = rows.pop(number - 1)
    if verb == "remove":
        return min(number, len(rows))
    place = max(number - 2, 0) if verb == "up" else min(number, len(rows))
    rows.insert(place, row)
    return place + 1
