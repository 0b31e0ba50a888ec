"""Content files for tests: written, imported, and the database as values to compare."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import select

from ethreader.base.db import Base, begin_write_transaction, db
from ethreader.transfer.importing import Fate, import_files
from ethreader.web.routes import route_of
from tests.conftest import ZONE

ORGANISATION = "---\nkind: organisation\nname: Safe House\n---\n"
SPEAKER = "---\nkind: speaker\nname: Vera\n---\n\nShe speaks.\n"
CONTENT = (
    *("organisation", "speaker", "event", "involvement", "appearance", "event_text"),
    *("speaker_text", "site_page", "site"),
)


def event_file(*lines: str, body: str = "A text.") -> str:
    """Return the file of an event of one day, with more front matter and another text."""
    head = "\n".join(["kind: event", "name: Meeting", "starts: 2026-02-03", *lines])
    return f"---\n{head}\n---\n\n{body}\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files by their paths below `folder`, which is returned."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def take_in(places: Iterable[Path]) -> list[str]:
    """Import files as the command does, and return the refusals."""
    begin_write_transaction()
    refusals = []
    for outcome in import_files(places, default_zone=ZONE, route_of=route_of):
        if outcome.fate is Fate.IMPORTED:
            db.session.commit()
            begin_write_transaction()
        else:
            refusals += [each.told_of(outcome.path) for each in outcome.findings]
    db.session.commit()
    return refusals


def take_in_all(folder: Path, files: dict[str, str]) -> None:
    """Import files of which none may be refused."""
    assert take_in([write(folder, files)]) == []


def dump() -> dict[str, list[tuple[Any, ...]]]:
    """Return all content as values; rows that an import replaces count without their ids."""
    tables = [Base.metadata.tables[name] for name in CONTENT]
    return {
        table.name: [
            tuple(row)
            for row in db.session.execute(
                select(*(c for c in table.c if c.name != "id")).order_by(*table.primary_key)
            )
        ]
        for table in tables
    }
