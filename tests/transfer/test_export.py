import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from ethreader.base.db import begin_write_transaction, db
from ethreader.demo.service import FOLDER, load_demo
from ethreader.events.models import Event
from ethreader.events.queries import event_by_slug
from ethreader.transfer.exporting import export_files
from ethreader.transfer.front_matter import join, split
from tests.conftest import ZONE
from tests.content_files import ORGANISATION, SPEAKER, dump, event_file, take_in, take_in_all
from tests.times import utcnow

EVERYTHING = {
    "pages/about.md": """---
kind: page
title: About us
summary: Who we are.
language: en
place: header
position: 1
---

We **help**.
""",
    "pages/ueber-uns.md": """---
kind: page
title: Über uns
language: de
translation_of: about
place: header
position: 0
---

Wir **helfen**.
""",
    "site/en.md": """---
kind: site
language: en
name: Safe House
tagline: 'We help: always'
accent: '#0d5454'
footer_text: A charity.
links:
  - label: Donate
    url: https://example.org/donate
---

Be kind.
""",
    "organisations/safe-house.md": """---
kind: organisation
name: 'Safe House: a home'
description: Somewhere to sleep
url: https://example.org/house
---
""",
    "speakers/vera.md": """---
kind: speaker
name: Вера Петровић
headline: Head of the house
language: mk
links:
  - label: Her house
    url: https://example.org/vera
---

Прича о раду.
""",
    "events/conference.md": """---
kind: event
name: Conference
language: en
starts: 2026-02-02
ends: 2026-02-04
time_zone: Europe/Vienna
status: planned
attendance: in-person
comments: held
---
""",
    "events/meeting.md": """---
kind: event
name: Meeting
headline: '“Meeting”: a headline'
summary: What it is about.
language: de
published: 2026-01-01
starts: 2026-02-03T00:00
ends: 2026-02-04T01:30
time_zone: America/Argentina/Buenos_Aires
status: rescheduled
status_note: The room was taken.
previously:
  - 2026-01-03T18:00
  - 2026-01-10
attendance: both
place:
  name: Hall
  address: Street 1
  locality: Niš
  country: RS
online: https://example.org/join
part_of: conference
organisations:
  - organisation: safe-house
    role: host
    note: for the tenth time
  - organisation: safe-house
    role: funder
speakers:
  - speaker: vera
    role: Speaker
    affiliation: Safe House
    topic: A home
comments: closed
---

# A heading

A text – with “quotes”, `code` and a line
that goes on.

---

The end.
""",
}

NAMES = [
    *("no", "null", "~", "2022", "1e3", "0x1F", "22:30", "2026-02-03", "true", "=", "<<"),
    *(": a", "a: b", "# a", "a # b", "- a", "? a", "[a]", "{a}", "!a", "&a", "*a", "|", ">"),
    *("%a", "@a", "`a`", "'a'", '"a"', "a'b\"c", "a\\nb", "---", "...", " a ", "a:"),
    *("Андреа", "İstanbul", "ﬁ", "👩🏽", "𝔘", "é", "“a” – ’b’", "x" * 300),
]


def files_below(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_bytes().decode()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def export(folder: Path) -> dict[str, str]:
    list(export_files(folder))
    return files_below(folder)


def test_content_goes_out_as_it_came_in(app: Flask, tmp_path: Path) -> None:
    take_in_all(tmp_path / "content", EVERYTHING)

    assert export(tmp_path / "out") == EVERYTHING


def test_import_of_an_export_changes_nothing(app: Flask, tmp_path: Path) -> None:
    take_in_all(tmp_path / "content", EVERYTHING)
    before = dump()
    out = export(tmp_path / "out")

    refusals = take_in([tmp_path / "out"])

    assert refusals == []
    assert {name: len(rows) for name, rows in before.items()} == {
        "organisation": 1,
        "speaker": 1,
        "event": 2,
        "involvement": 2,
        "appearance": 1,
        "event_text": 0,
        "speaker_text": 0,
        "site_page": 2,
        "site": 1,
    }
    assert dump() == before
    assert export(tmp_path / "again") == out


def test_export_says_what_a_short_file_left_out(app: Flask, tmp_path: Path) -> None:
    short = {"safe-house.md": ORGANISATION, "vera.md": SPEAKER, "meeting.md": event_file()}
    take_in_all(tmp_path / "content", short)

    out = export(tmp_path / "out")

    assert out == {
        "organisations/safe-house.md": ORGANISATION,
        "speakers/vera.md": SPEAKER.replace("name: Vera\n", "name: Vera\nlanguage: en\n"),
        "events/meeting.md": event_file().replace(
            "starts: 2026-02-03\n",
            "language: en\nstarts: 2026-02-03\ntime_zone: Europe/Belgrade\n"
            "status: planned\nattendance: in-person\ncomments: held\n",
        ),
    }


def test_export_writes_over_older_files_and_leaves_no_drafts(app: Flask, tmp_path: Path) -> None:
    take_in_all(tmp_path / "content", {"meeting.md": event_file()})
    export(tmp_path / "out")
    take_in_all(tmp_path / "content", {"meeting.md": event_file(body="Another text.")})

    out = export(tmp_path / "out")

    assert list(out) == ["events/meeting.md"]
    assert out["events/meeting.md"].endswith("---\n\nAnother text.\n")


@pytest.mark.parametrize("name", NAMES)
def test_front_matter_gives_every_name_back(name: str) -> None:
    text = join({"kind": "event", "name": name}, "A text.")

    read = split(text)
    assert (read.fields, read.body, read.findings) == (
        {"kind": "event", "name": name},
        "A text.",
        [],
    )


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("", id="no text"),
        pytest.param("---", id="a line like the end of front matter"),
        pytest.param("a\n---\nb", id="such a line in the middle"),
        pytest.param("    code\n\n\n\nafter four lines", id="an indented first line"),
        pytest.param("a  ", id="blanks at the end"),
        pytest.param("a\u2028b\u0085c\x0cd", id="line ends of other systems"),
    ],
)
def test_text_comes_back_as_it_was(app: Flask, tmp_path: Path, body: str) -> None:
    take_in_all(tmp_path / "content", {"meeting.md": event_file(body=body)})
    before = dump()
    export(tmp_path / "out")

    refusals = take_in([tmp_path / "out"])

    event = event_by_slug("meeting")
    assert refusals == []
    assert event is not None
    assert event.body == body
    assert dump() == before


def test_demo_files_come_back_byte_for_byte(app: Flask, tmp_path: Path) -> None:
    now = utcnow()
    begin_write_transaction()
    load_demo(default_zone=ZONE, now=now)
    db.session.commit()
    resolved = {
        name: text.replace("NEXT_YEAR", str(now.year + 1)).replace("THIS_YEAR", str(now.year))
        for name, text in files_below(FOLDER / "content").items()
    }

    list(export_files(tmp_path / "out"))

    # The demo's pictures are drawn when it is loaded.
    for path in (tmp_path / "out").rglob("*.webp"):
        path.unlink()
    drawn = re.compile(r"^(?:picture|portrait):\n(?:  .*\n)+", re.MULTILINE)
    out = {name: drawn.sub("", text) for name, text in files_below(tmp_path / "out").items()}
    # What a machine made is made anew.
    out = {name: text for name, text in out.items() if "\nmade_by_machine: " not in text}
    assert len(resolved) == 34
    assert out == resolved


def test_command_writes_all_files_and_counts_them(app: Flask, tmp_path: Path) -> None:
    take_in_all(tmp_path / "content", EVERYTHING)
    folder = tmp_path / "out"

    result = app.test_cli_runner().invoke(args=["content", "export", str(folder)])

    assert (result.exit_code, result.output) == (0, f"7 files written below {folder}.\n")
    assert files_below(folder) == EVERYTHING


def test_command_says_what_cannot_be_written(app: Flask, tmp_path: Path) -> None:
    take_in_all(tmp_path / "content", {"meeting.md": event_file()})
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "events").write_text("a file where a folder should be", encoding="utf-8")

    result = app.test_cli_runner().invoke(args=["content", "export", str(folder)])

    assert (result.exit_code, result.output) == (
        1,
        f"Error: {folder / 'events'} cannot be written (File exists).\n",
    )


def test_day_of_a_site_whose_zone_no_file_can_name_comes_back(app: Flask, tmp_path: Path) -> None:
    take_in_all(tmp_path / "content", {"meeting.md": event_file()})
    db.session.execute(update(Event).values(time_zone="Etc/UTC"))
    db.session.commit()

    out = export(tmp_path / "out")

    assert "time_zone" not in out["events/meeting.md"]
    assert take_in([tmp_path / "out"]) == []
