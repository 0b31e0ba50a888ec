"""What an editor may say and what the tables hold are the same."""

from typing import Any

import pytest
from sqlalchemy import String, inspect

from ethreader.base.db import Base
from ethreader.base.fields import Fields
from ethreader.events.fields import (
    AppearanceFields,
    EventFields,
    InvolvementFields,
    OrganisationFields,
)
from ethreader.events.models import Appearance, Event, Involvement, Organisation
from ethreader.site_pages.fields import SiteFields, SitePageFields
from ethreader.site_pages.models import Site, SitePage
from ethreader.speakers.fields import SpeakerFields
from ethreader.speakers.models import Speaker

ROWS: dict[type[Fields], type[Base]] = {
    OrganisationFields: Organisation,
    SpeakerFields: Speaker,
    SitePageFields: SitePage,
    SiteFields: Site,
    EventFields: Event,
    InvolvementFields: Involvement,
    AppearanceFields: Appearance,
}
# The columns of the fields that are derived, and those of which no editor says anything.
DERIVED = {
    "starts": {"first_day", "starts_at", "begins"},
    "ends": {"last_day", "ends_at", "ends"},
    "part_of": {"parent_id"},
    "organisation": {"organisation_id"},
    "speaker": {"speaker_id"},
    "picture": {"picture_id", "picture_alt", "picture_credit"},
}
NO_COLUMN = {"organisations", "speakers"}  # They are rows of their own.
UNSAID = {
    *("id", "event_id", "position", "body_html", "comment_count", "publication_count"),
    *("uid", "sequence", "changed_at"),  # What calendars and feeds need.
    *("state", "publish_at"),  # What becomes of it is no field: `publishing` has the rules.
}


def columns_of(definition: type[Fields], model: type[Base]) -> set[str]:
    """Return the columns that a definition needs."""
    composites = inspect(model).composites
    needed = set()
    for name in set(definition.model_fields) - NO_COLUMN:
        if name in composites:
            needed |= {prop.key for prop in composites[name].props}
        else:
            needed |= DERIVED.get(name, {name}) if name in definition.derived else {name}
    return needed


def unmatched(definition: type[Fields], model: type[Base]) -> set[str]:
    """Return the fields without a column, and the columns without a field."""
    columns = set(model.__table__.columns.keys())
    unsaid = UNSAID - definition.model_fields.keys()  # Of a page, its position is said.
    return columns_of(definition, model) ^ (columns - unsaid)


@pytest.mark.parametrize("definition", ROWS)
def test_every_field_has_its_column_and_every_column_its_field(definition: type[Fields]) -> None:
    assert unmatched(definition, ROWS[definition]) == set()


def test_field_without_a_column_is_found() -> None:
    class WithAVenue(EventFields):
        venue: str = ""

    assert unmatched(WithAVenue, Event) == {"venue"}


def test_column_without_a_field_is_found() -> None:
    assert unmatched(OrganisationFields, Speaker) == {
        *("description", "url"),  # Fields of an organisation alone.
        *("headline", "language", "links", "body", "is_pseudonym"),  # Columns of a speaker alone.
        *("consent_purpose", "consent_given_on", "consent_expires_on", "no_portrait"),
        *("picture_id", "picture_alt", "picture_credit"),
    }


@pytest.mark.parametrize("definition", ROWS)
def test_limit_of_a_line_is_the_length_of_its_column(definition: type[Fields]) -> None:
    properties = definition.model_json_schema(by_alias=False)["properties"]
    columns = ROWS[definition].__table__.columns
    lengths = {
        name: column.type.length
        for name, column in columns.items()
        if name in properties and isinstance(column.type, String) and type(column.type) is String
    }

    assert {name: limit_of(properties[name]) for name in lengths} == lengths


def limit_of(schema: dict[str, Any]) -> int | None:
    limits: list[int] = [
        each["maxLength"] for each in (schema, *schema.get("anyOf", ())) if "maxLength" in each
    ]
    return limits[0] if limits else None


def test_limits_of_a_place_are_the_lengths_of_its_columns() -> None:
    properties = EventFields.model_json_schema()["$defs"]["PlaceFields"]["properties"]
    columns = [prop.columns[0] for prop in inspect(Event).composites["place"].props]

    assert {f"place_{name}": limit_of(schema) for name, schema in properties.items()} == {
        column.name: column.type.length for column in columns
    }
