"""docs/content.md says what the definition of the fields says."""

import re
from enum import StrEnum

import pytest

from ethreader.base.fields import Fields
from ethreader.events.choices import Role
from ethreader.events.fields import (
    AppearanceFields,
    EventFields,
    InvolvementFields,
    OrganisationFields,
)
from ethreader.site_pages.fields import SiteFields, SitePageFields
from ethreader.site_pages.models import Place
from ethreader.speakers.fields import SpeakerFields
from tests.conftest import ROOT


def documented() -> dict[str, tuple[str, str]]:
    """Return the table of an event's fields: which default, and what it says."""
    text = (ROOT / "docs" / "content.md").read_text(encoding="utf-8")
    return {
        name: (default.strip(), what)
        for name, default, what in re.findall(
            r"^\| `(\w+)` \|([^|]*)\| (.*) \|$", text, re.MULTILINE
        )
    }


def test_documentation_has_every_field_of_an_event_in_order() -> None:
    names = [field.alias or name for name, field in EventFields.model_fields.items()]

    assert ["slug", *list(documented())[1:], "body"] == names
    assert next(iter(documented())) == "kind"


def test_documentation_tells_what_is_required_and_what_stands_for_nothing() -> None:
    told = {name: default for name, (default, _) in documented().items() if default}

    assert told == {
        "kind": "required",
        "time_zone": "with hours",
        "comments_close_after": "never",
        **{
            field.alias or name: "required" if field.is_required() else f"`{field.default}`"
            for name, field in EventFields.model_fields.items()
            if name != "slug" and (field.is_required() or isinstance(field.default, str))
            if field.default
        },
    }


@pytest.mark.parametrize(
    ("field", "choices"),
    [
        ("organisations", Role),
        *(
            (field.alias or name, field.annotation)
            for name, field in EventFields.model_fields.items()
            if isinstance(field.annotation, type) and issubclass(field.annotation, StrEnum)
        ),
    ],
)
def test_documentation_has_every_choice(field: str, choices: type[StrEnum]) -> None:
    _, what = documented()[field]

    assert [each.value for each in choices if f"`{each.value}`" not in what] == []


@pytest.mark.parametrize(
    ("field", "definition"),
    [
        ("organisations", InvolvementFields),
        ("speakers", AppearanceFields),
    ],
)
def test_documentation_has_the_fields_of_every_list(field: str, definition: type[Fields]) -> None:
    _, what = documented()[field]

    assert [name for name in definition.model_fields if f"`{name}`" not in what] == []


@pytest.mark.parametrize(
    ("kind", "definition", "more"),
    [
        ("Speaker", SpeakerFields, {"label", "url"}),
        ("Organisation", OrganisationFields, set()),
        ("Page", SitePageFields, set(Place)),
        ("Site", SiteFields, {"label", "url"}),
    ],
)
def test_documentation_has_the_fields_of_the_others(
    kind: str, definition: type[Fields], more: set[str]
) -> None:
    text = (ROOT / "docs" / "content.md").read_text(encoding="utf-8")
    section = text.partition(f"## {kind}\n")[2].partition("\n## ")[0]
    named = {field.alias or name for name, field in definition.model_fields.items()}
    fields = {*named, *more}

    assert {name for name in fields if f"`{name}`" not in section} <= {"slug", "body"}
