"""Whether what was typed can be published: all mistakes at once, each at its place in the form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ethreader.base.field_problems import MISSING, FieldProblem
from ethreader.base.fields import Fields
from ethreader.base.invisible import clean_line
from ethreader.editing.controls import Control, FieldShape
from ethreader.editing.typed import is_empty
from ethreader.i18n.texts import Text, gettext
from ethreader.publishing.draft_models import Values
from ethreader.transfer.value_reading import validated

AnyFields = TypeVar("AnyFields", bound=Fields)


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """What is wrong at one place of the form, like `links.2.url`."""

    place: str
    label: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Checked(Generic[AnyFields]):
    """The fields, if nothing is wrong with them; else what is wrong."""

    fields: AnyFields | None
    mistakes: Sequence[Mistake]


def check_values(
    kind: type[AnyFields], shapes: Iterable[FieldShape], values: Values
) -> Checked[AnyFields]:
    """Read what was typed into the fields; what is empty was not typed."""
    by_name = {shape.name: shape for shape in shapes}
    given = {
        name: _given(by_name[name], value) for name, value in values.items() if name in by_name
    }
    fields, problems = validated(kind, {name: each for name, each in given.items() if each != ""})
    mistakes = [mistake_at(by_name, values, problem) for problem in problems]
    return Checked(fields=None if mistakes else fields, mistakes=mistakes)


def _given(shape: FieldShape, value: Any) -> Any:
    """Return a value as a file would give it: without what is empty."""
    if is_empty(value):
        return [] if shape.control in {Control.ROWS, Control.LINES} else ""
    if shape.control is Control.ROWS:
        return [_parts(shape, row) for row in value if not is_empty(row)]
    if shape.control is Control.PARTS:
        return _parts(shape, value)
    if shape.control is Control.LINES:
        return [each.strip() for each in value if not is_empty(each)]
    if shape.control in {Control.MARKDOWN, Control.PROSE}:
        return value.strip("\n").rstrip()
    return (clean_line(value) or "").strip()


def _parts(shape: FieldShape, value: Mapping[str, Any]) -> dict[str, Any]:
    given = {each.name: _given(each, value.get(each.name, "")) for each in shape.parts}
    return {name: each for name, each in given.items() if each != ""}


def mistake_at(shapes: Mapping[str, FieldShape], values: Values, problem: FieldProblem) -> Mistake:
    """Return a problem at its place in the form: rows are counted there with the empty ones."""
    name, *rest = problem.field.split(".")
    shape = shapes.get(name)
    if shape is None:
        return Mistake(place="", label=name, sentence=_sentence(problem.reason))
    place, label = [name], str(shape.words.label)
    if rest and shape.control is Control.ROWS:
        row = _row_typed(values.get(name, []), int(rest[0]))
        place.append(str(row))
        label = f"{label}, {row}"
        rest = rest[1:]
    for part in shape.parts:
        if rest and part.name == rest[0]:
            place.append(part.name)
            label = f"{label}: {part.words.label}"
    if len(place) == 2 and shape.control is Control.ROWS and shape.parts:
        place.append(shape.parts[0].name)
    return Mistake(place=".".join(place), label=label, sentence=_sentence(problem.reason))


def mistake_there(shapes: Mapping[str, FieldShape], place: str, sentence: Text) -> Mistake:
    """Return what is to be said of a place of the form."""
    name, *rest = place.split(".")
    shape = shapes[name]
    label = str(shape.words.label)
    for part in shape.parts:
        if rest and part.name == rest[-1]:
            label = f"{label}, {rest[0]}: {part.words.label}"
    return Mistake(place=place, label=label, sentence=str(sentence))


def _row_typed(rows: Sequence[Any], number: int) -> int:
    typed = [row for row, value in enumerate(rows, start=1) if not is_empty(value)]
    return typed[number - 1] if 0 < number <= len(typed) else number


def _sentence(reason: str) -> str:
    if reason == MISSING:
        return gettext("Fill this in.")
    return f"{reason[:1].upper()}{reason[1:]}."
