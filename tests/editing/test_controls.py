"""Form fields are made of the one list of fields: nothing is said twice, nothing is left out."""

import pytest

from ethreader.editing.all_kinds import KINDS
from ethreader.editing.controls import Control, FieldShape
from ethreader.editing.kinds import DeskKind
from ethreader.editing.typed import PREFIX, empty_values, posted_values

ALL = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


@ALL
def test_every_field_is_in_one_group_with_words(kind: DeskKind) -> None:
    grouped = [name for group in kind.groups for name in group.fields]
    fields = {info.alias or name for name, info in kind.fields.model_fields.items()}

    assert sorted(grouped) == sorted(set(grouped)) == sorted(kind.shapes)
    assert set(kind.shapes) == fields


def test_limits_choices_and_defaults_come_from_the_fields() -> None:
    event = KINDS["events"].shapes
    roles = next(part for part in event["organisations"].parts if part.name == "role")

    assert (event["name"].limit, event["name"].is_required) == (300, True)
    assert (event["status"].control, event["status"].default) == (Control.CHOICE, "planned")
    assert [value for value, _ in roles.choices] == [
        *("host", "co-host", "supporter", "funder", "participant")
    ]
    assert [part.name for part in event["place"].parts] == [
        "name",
        "address",
        "locality",
        "country",
    ]
    assert event["comments_close_after"].control is Control.NUMBER
    assert event["previously"].control is Control.LINES


def names_of(shape: FieldShape, name: str) -> list[str]:
    if shape.control is Control.ROWS:
        return [each for part in shape.parts for each in names_of(part, f"{name}.1.{part.name}")]
    if shape.control is Control.PARTS:
        return [each for part in shape.parts for each in names_of(part, f"{name}.{part.name}")]
    return [name]


@ALL
def test_whatever_is_posted_comes_back_as_it_was(kind: DeskKind) -> None:
    names = [n for shape in kind.shapes.values() for n in names_of(shape, PREFIX + shape.name)]
    posted = {name: f"{name}\r\n\x00\tЖ" for name in names} | {"f.unknown": "x", "f.": "x"}

    values = posted_values(kind.shapes.values(), posted)

    assert set(values) == set(kind.shapes)
    named = next(each for each in ("name", "title", "headline") if each in values)
    assert values[named] == f"f.{named}\n\tЖ"
    assert (
        posted_values(kind.shapes.values(), {}).keys() == empty_values(kind.shapes.values()).keys()
    )
