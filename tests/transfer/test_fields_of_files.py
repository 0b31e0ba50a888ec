"""An editor's fields are defined once: every one goes from file to table and back."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.fields import Fields
from ethreader.events.fields import EventFields, OrganisationFields
from ethreader.pictures.models import Picture
from ethreader.pictures.queries import picture_by_name
from ethreader.speakers.fields import SpeakerFields
from ethreader.transfer.exporting import export_files
from ethreader.transfer.front_matter import join, split
from ethreader.transfer.value_reading import validated
from tests.content_files import ORGANISATION, SPEAKER, event_file, take_in_all

NAME = f"{'0' * 31}1"
PICTURE = f"{NAME}.webp"
# What a file may say, another value than the default for each field.
SAID: dict[str, dict[str, Any]] = {
    "organisation": {
        "name": "Safe House",
        "description": "Somewhere to sleep",
        "url": "https://example.org/house",
    },
    "speaker": {
        "name": "Vera",
        "headline": "Head of the house",
        "language": "sr-Cyrl",
        "links": [{"label": "Her house", "url": "https://example.org/vera"}],
        "portrait": {"file": PICTURE, "alt": "Vera at her desk", "credit": "Safe House"},
        "consent_purpose": "Her story, for this site",
        "consent_given_on": "2026-01-02",
        "consent_expires_on": "2099-01-01",
        "is_pseudonym": "yes",
        "body": "Her work.",
    },
    "event": {
        "name": "Meeting",
        "headline": "A headline",
        "summary": "What it is about.",
        "language": "de",
        "published": "2026-01-01",
        "starts": "2026-02-03T09:30",
        "ends": "2026-02-04T11:00",
        "time_zone": "Europe/Vienna",
        "status": "rescheduled",
        "status_note": "The room was taken.",
        "previously": ["2026-01-03T18:00", "2026-01-10"],
        "attendance": "both",
        "place": {"name": "Hall", "address": "Street 1", "locality": "Niš", "country": "RS"},
        "online": "https://example.org/join",
        "registration": "https://example.org/sign-up",
        "part_of": "conference",
        "organisations": [{"organisation": "house", "role": "host", "note": "once more"}],
        "speakers": [
            {"speaker": "vera", "role": "Chair", "affiliation": "House", "topic": "A home"}
        ],
        "comments": "open",
        "comments_close_after": "60",
        "picture": {"file": PICTURE, "alt": "A hall", "credit": "Safe House"},
        "body": "A text.",
    },
}
DEFINITIONS: dict[str, type[Fields]] = {
    "organisation": OrganisationFields,
    "speaker": SpeakerFields,
    "event": EventFields,
}
OTHERS = {"conference.md": event_file(), "house.md": ORGANISATION, "vera.md": SPEAKER}
# What has to change with it, where a field cannot stay away alone.
DAY_ONLY = {"starts": "2026-02-03", "ends": "2026-02-04"}
WITHOUT: dict[str, dict[str, Any]] = {"time_zone": DAY_ONLY, "status": {"previously": []}}
APART = {"no_portrait"}  # Whoever wants none has none.
OPTIONAL = [
    (kind, field.alias or name)
    for kind, definition in DEFINITIONS.items()
    for name, field in definition.model_fields.items()
    if not field.is_required() and name not in APART
]


def names_in_files(definition: type[Fields]) -> list[str]:
    """Return the fields of a definition by the names that editors know."""
    names = [field.alias or name for name, field in definition.model_fields.items()]
    return [name for name in names if name not in APART]


def file_of(kind: str, said: dict[str, Any]) -> str:
    front_matter = {name: value for name, value in said.items() if name != "body"}
    return join({"kind": kind, **front_matter}, said.get("body", ""))


def through_the_table(folder: Path, kind: str, said: dict[str, Any]) -> dict[str, Any]:
    """Import a file that says all this, and return what its export says."""
    if picture_by_name(NAME) is None:
        begin_write_transaction()
        known = {"alt": "", "credit": "", "width": 1, "height": 1, "digest": ""}
        db.session.add(Picture(name=NAME, **known))
        db.session.commit()
    others = {} if kind in {"organisation", "speaker"} else OTHERS
    take_in_all(folder / "in", {**others, "it.md": file_of(kind, said)})
    list(export_files(folder / "out"))
    text = (folder / "out" / f"{kind}s" / "it.md").read_text(encoding="utf-8")
    read = split(text)
    assert read.fields.pop("kind") == kind
    return {**read.fields, "body": read.body} if read.body else read.fields


@pytest.mark.parametrize("kind", SAID)
def test_every_field_of_the_definition_is_tried_here(kind: str) -> None:
    assert ["slug", *SAID[kind]] == names_in_files(DEFINITIONS[kind])


@pytest.mark.parametrize("kind", SAID)
def test_every_field_goes_from_file_to_table_and_back(
    app: Flask, tmp_path: Path, kind: str
) -> None:
    assert through_the_table(tmp_path, kind, SAID[kind]) == SAID[kind]


@pytest.mark.parametrize(("kind", "field"), OPTIONAL)
def test_field_that_a_file_leaves_out_is_empty_afterwards(
    app: Flask, tmp_path: Path, kind: str, field: str
) -> None:
    before = through_the_table(tmp_path, kind, SAID[kind])
    less = SAID[kind] | WITHOUT.get(field, {})
    del less[field]

    after = through_the_table(tmp_path, kind, less)

    assert after.get(field, "") != before[field]
    assert {name: after.get(name, []) for name in less} == less


def test_wish_for_no_portrait_goes_from_file_to_table_and_back(app: Flask, tmp_path: Path) -> None:
    said = {**SAID["speaker"], "no_portrait": "yes"}
    del said["portrait"]

    assert through_the_table(tmp_path, "speaker", said) == said


def test_portrait_of_somebody_who_wants_none_is_refused() -> None:
    portrait = {"file": PICTURE, "alt": "Vera"}

    _, problems = validated(
        SpeakerFields, {"slug": "vera", "name": "Vera", "portrait": portrait, "no_portrait": "yes"}
    )

    assert [each.field for each in problems] == ["portrait"]
