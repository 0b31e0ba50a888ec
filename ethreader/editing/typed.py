"""What stands in a form, as it was typed: texts by name, rows as lists of the same.

Drafts keep it, and so does everything that shows a form again. Posted fields are called `f.` and
their place, like `f.links.2.url`; rows count from one.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ethreader.editing.controls import Control, FieldShape
from ethreader.editing.moments import moment_from
from ethreader.publishing.draft_models import Values

PREFIX = "f."
MOST_ROWS = 200  # No event has as many speakers.
# Signs that no field can hold and no database keeps, but for tabs and ends of lines.
_UNKEPT = {code: None for code in range(32) if code not in {9, 10}}
_ROW = re.compile(r"[1-9][0-9]{0,2}")


def posted_values(shapes: Iterable[FieldShape], form: Mapping[str, str]) -> Values:
    """Return what a form brought, field by field; what no field is called is left out."""
    return {shape.name: _posted(shape, form, PREFIX + shape.name) for shape in shapes}


def _posted(shape: FieldShape, form: Mapping[str, str], name: str) -> Any:
    if shape.control is Control.PARTS:
        return {each.name: _posted(each, form, f"{name}.{each.name}") for each in shape.parts}
    if shape.control is Control.ROWS:
        return [
            {each.name: _posted(each, form, f"{name}.{row}.{each.name}") for each in shape.parts}
            for row in _rows_in(form, f"{name}.")
        ]
    if shape.control is Control.MOMENT:
        return _plain(moment_from(form, name))
    text = _plain(form.get(name, ""))
    return text.split("\n") if shape.control is Control.LINES else text


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNKEPT)


def _rows_in(form: Mapping[str, str], start: str) -> list[int]:
    numbers = {
        each.removeprefix(start).partition(".")[0] for each in form if each.startswith(start)
    }
    rows = sorted(int(each) for each in numbers if _ROW.fullmatch(each))
    return [each for each in rows if each <= MOST_ROWS]


def written_values(shapes: Iterable[FieldShape], written: Mapping[str, Any]) -> Values:
    """Return what a form shows of stored fields, or of those of a file."""
    return {shape.name: _written(shape, written.get(shape.name)) for shape in shapes}


def _written(shape: FieldShape, value: Any) -> Any:
    if shape.control is Control.PARTS:
        given = value if isinstance(value, Mapping) else {}
        return {each.name: _written(each, given.get(each.name)) for each in shape.parts}
    if shape.control is Control.ROWS:
        rows = value if isinstance(value, list) else []
        return [
            {each.name: _written(each, row.get(each.name)) for each in shape.parts} for row in rows
        ]
    if shape.control is Control.LINES:
        return [str(each) for each in value] if isinstance(value, list) else []
    if isinstance(value, bool):
        return "yes" if value else "no"
    return shape.default if value is None or value == "" else str(value)


def empty_values(shapes: Iterable[FieldShape]) -> Values:
    """Return what an empty form shows: the defaults."""
    return written_values(shapes, {})


def is_empty(value: Any) -> bool:
    """Tell whether nothing was typed here, nor in anything that lies within."""
    if isinstance(value, Mapping):
        return all(is_empty(each) for each in value.values())
    if isinstance(value, list):
        return all(is_empty(each) for each in value)
    return not str(value).strip()
