"""One file's fault never ends the run, and files that lean on each other are told together."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from ethreader.base.db import begin_write_transaction, db
from ethreader.events.models import Event
from ethreader.transfer.findings import Weight
from ethreader.transfer.importing import Fate, import_files
from ethreader.web.routes import route_of
from tests.content_files import ORGANISATION, SPEAKER, event_file, take_in, write

LEANS = event_file(
    "part_of: nothing",
    "organisations:",
    "  - organisation: house",
    "    role: host",
    "  - organisation: nobody",
    "    role: friend",
    "speakers:",
    "  - speaker: vera",
    "    role: Chair",
)


def test_fault_that_nobody_foresaw_is_told_and_later_files_are_read(
    app: Flask, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # A zone without a name cannot be stored: the database refuses it, and no rule knows.
    with (Path("/usr/share/zoneinfo") / "UTC").open("rb") as file:
        nameless = ZoneInfo.from_file(file)
    folder = write(
        tmp_path,
        {"a.md": event_file(), "b.md": event_file("time_zone: Europe/Vienna")},
    )

    begin_write_transaction()
    outcomes = list(import_files([folder], default_zone=nameless, route_of=route_of))
    db.session.commit()

    assert [(each.path.name, each.fate) for each in outcomes] == [
        ("a.md", Fate.REFUSED),
        ("b.md", Fate.IMPORTED),
    ]
    assert outcomes[0].findings[0].told_of(outcomes[0].path) == (
        f"{folder / 'a.md'}: file: the site failed at this file (IntegrityError), "
        "which is its fault; report it."
    )
    assert "could not be imported" in caplog.text
    assert [each.slug for each in db.session.query(Event)] == ["b"]


def test_fault_that_nobody_foresaw_in_reading_is_told_and_later_files_are_read(
    app: Flask, tmp_path: Path
) -> None:
    folder = write(tmp_path, {"good.md": event_file()})

    said = take_in([Path("no\0name.md"), folder / "good.md"])

    assert said == [
        (
            "no[U+0000]name.md: file: the site failed at this file (ValueError), which is its "
            "fault; report it."
        )
    ]
    assert [each.slug for each in db.session.query(Event)] == ["good"]


def test_all_that_a_file_names_and_nobody_knows_is_told_at_once(app: Flask, tmp_path: Path) -> None:
    folder = write(
        tmp_path, {"house.md": ORGANISATION, "vera.md": f"{SPEAKER}<br>", "lean.md": LEANS}
    )

    said = [line.removeprefix(f"{folder}/").partition(";")[0] for line in take_in([folder])]

    assert said == [
        "lean.md:5: part_of: there is no event “nothing”",
        "lean.md:9: organisations.2.organisation: there is no organisation “nobody”",
        (
            "lean.md:10: organisations.2.role: "
            "choose 'host', 'co-host', 'supporter', 'funder' or 'participant'."
        ),
        (
            f"lean.md:12: speakers.1.speaker: the speaker “vera” is not here yet, as "
            f"{folder}/vera.md is refused"
        ),
        "vera.md:7: text: “<br>”: HTML is not read, readers would see the tag",
    ]


def test_link_to_a_page_that_comes_with_the_same_import_is_good(app: Flask, tmp_path: Path) -> None:
    links = "[a](/events/b/) [b](/de/events/b/) [c](/speakers/vera/) [d](/privacy) [e](/events/)"
    files = {"a.md": event_file(body=links), "b.md": event_file(), "vera.md": SPEAKER}

    begin_write_transaction()
    outcomes = list(
        import_files([write(tmp_path, files)], default_zone=ZoneInfo("UTC"), route_of=route_of)
    )
    db.session.rollback()

    assert [each.findings for each in outcomes] == [[], [], []]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/nowhere/", [(Weight.REFUSES, "“/nowhere/”: the site has no such page; correct")]),
        ("/events/later/", [(Weight.WARNS, "“/events/later/”: the site has no such page yet")]),
        ("/speakers/later/", [(Weight.WARNS, "“/speakers/later/”: the site has no such page yet")]),
        ("/events/a/", []),
        ("/events/", []),
        ("/privacy", []),
    ],
)
def test_link_to_a_page_that_is_not_there_is_told(
    app: Flask, tmp_path: Path, path: str, said: list[tuple[Weight, str]]
) -> None:
    folder = write(tmp_path, {"a.md": event_file(body=f"A [link]({path}).")})

    begin_write_transaction()
    [outcome] = import_files([folder], default_zone=ZoneInfo("UTC"), route_of=route_of)
    db.session.rollback()

    assert [
        (each.weight, each.sentence[: len(words)])
        for each, (_, words) in zip(outcome.findings, said, strict=True)
    ] == said


@pytest.mark.parametrize("count", [21, 5_000])
def test_many_unknown_fields_are_told_in_one_sentence(
    app: Flask, tmp_path: Path, count: int
) -> None:
    lines = [f"zzq{number}: x" for number in range(count)]

    said = take_in([write(tmp_path, {"a.md": event_file(*lines)})])

    assert len(said) == 21
    nor = f"nor are there {count - 21} more, such as “zzq21”"
    assert all("there is no such field" in each for each in said)
    assert (nor in said[-1]) is (count > 21)


def test_name_of_a_person_where_a_slug_belongs_gets_its_slug(app: Flask, tmp_path: Path) -> None:
    text = event_file("speakers:", "  - name: Marija Andjelković", "    role: Speaker")

    [name, slug] = take_in([write(tmp_path, {"a.md": text})])

    assert name.endswith(
        ":6: speakers.1.name: there is no such field; it is called “speaker” here."
    )
    assert slug.endswith("120 at most; for “Marija Andjelković” perhaps marija-andjelkovic.")
