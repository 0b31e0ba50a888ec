"""Form fields made of the one list of fields: what `Fields` say, with words for an editor.

Limits, choices and whether something is required come from the class; a label and a hint are
given for each field by `Words`. A field's `name` is the one that content files use.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin

from annotated_types import MaxLen
from pydantic.fields import FieldInfo

from ethreader.base.fields import Fields
from ethreader.base.labels import LabelledEnum
from ethreader.i18n.texts import Text, lazy_gettext


class Control(StrEnum):
    """How something is typed or chosen; the last part of its template’s name."""

    LINE = "line"
    PROSE = "prose"  # Several lines of plain text.
    MARKDOWN = "markdown"
    CHOICE = "choice"
    NUMBER = "number"
    MOMENT = "moment"  # A day, with an hour or without.
    ZONE = "zone"  # A time zone, chosen by typing.
    REFERENCE = "reference"  # Something else by its name, chosen by typing.
    COUNTRY = "country"
    LINES = "lines"  # A list of single values, one a line.
    PARTS = "parts"  # Several fields that belong together, such as those of a place.
    ROWS = "rows"  # Several times the same fields.
    FIXED = "fixed"  # Comes back as it was; nobody types it.
    FILE = "file"


YES_OR_NO = {"no": lazy_gettext("No"), "yes": lazy_gettext("Yes")}


@dataclass(frozen=True, kw_only=True)
class Words:
    """What an editor reads of a field. `choices` are for values that have no label themselves."""

    label: Text
    hint: Text = ""
    control: Control | None = None  # Where the type does not say it.
    is_made: bool = False  # Of other fields, where it is left empty.
    row: Text = ""  # What one row is called, on the button that adds one.
    choices: Mapping[str, Text] | None = None
    shown_by: str = ""  # The template, where it is not the control's.


@dataclass(frozen=True, kw_only=True)
class FieldShape:
    """One form field, or several that belong together or come again."""

    name: str
    words: Words
    control: Control
    limit: int | None = None
    is_required: bool = False
    default: str = ""
    choices: Sequence[tuple[str, Text]] = ()
    parts: Sequence["FieldShape"] = ()

    @property
    def template(self) -> str:
        """The name of the template that shows it by itself."""
        return f"editing/_{self.words.shown_by or self.control.value}.html"


def shapes_of(kind: type[Fields], words: Mapping[str, Words]) -> dict[str, FieldShape]:
    """Return the form fields of a class by their names: those for which there are words.

    Words of parts and rows are named like `place.country` and `links.url`.
    """
    return {shape.name: shape for shape in _shapes(kind, words)}


def _shapes(
    kind: type[Fields], words: Mapping[str, Words], within: str = ""
) -> Iterator[FieldShape]:
    for name, annotation, info in _members(kind):
        if said := words.get(f"{within}{name}"):
            yield _shape(name, annotation, info, words=words, said=said, place=f"{within}{name}.")


def _members(kind: type[Fields]) -> Iterator[tuple[str, Any, FieldInfo]]:
    for name, info in kind.model_fields.items():
        yield info.alias or name, info.annotation, info


def _shape(
    name: str,
    annotation: Any,
    info: FieldInfo,
    *,
    words: Mapping[str, Words],
    said: Words,
    place: str,
) -> FieldShape:
    inner = _item_of(annotation)
    parts = tuple(_shapes(inner, words, place)) if _has_parts(inner) else ()
    choices = _choices(inner, said)
    return FieldShape(
        name=name,
        words=said,
        control=said.control or _control(annotation, parts=parts, choices=choices),
        limit=next((each.max_length for each in info.metadata if isinstance(each, MaxLen)), None),
        is_required=info.is_required() and not said.is_made,
        default=_default(info),
        choices=choices,
        parts=parts,
    )


def _item_of(annotation: Any) -> Any:
    """Return the type of a value, or of one item where it is a list; without its “or nothing”."""
    while True:
        if get_origin(annotation) in {Union, UnionType}:
            annotation = next(each for each in get_args(annotation) if each is not type(None))
        elif get_origin(annotation) is list or hasattr(annotation, "__metadata__"):
            annotation = get_args(annotation)[0]
        else:
            return annotation


def _has_parts(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Fields)


def _control(annotation: Any, *, parts: Sequence[Any], choices: Sequence[Any]) -> Control:
    is_list = get_origin(annotation) is list
    if is_list:
        return Control.ROWS if parts else Control.LINES
    if parts:
        return Control.PARTS
    if choices:
        return Control.CHOICE
    return Control.NUMBER if _item_of(annotation) is int else Control.LINE


def _choices(kind: Any, said: Words) -> tuple[tuple[str, Text], ...]:
    if said.choices is not None:
        return tuple(said.choices.items())
    if isinstance(kind, type) and issubclass(kind, LabelledEnum):
        return tuple((each.value, each.label) for each in kind)
    return ()


def _default(info: FieldInfo) -> str:
    default = info.get_default(call_default_factory=False)
    if isinstance(default, bool):
        return "yes" if default else "no"
    if isinstance(default, Enum):
        return str(default.value)
    return default if isinstance(default, str) else ""
