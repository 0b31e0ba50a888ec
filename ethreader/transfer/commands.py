"""`flask content`: articles, speakers and organisations as files."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
from flask.cli import AppGroup

from ethreader.base.content_state import ContentState
from ethreader.base.db import begin_write_transaction, db
from ethreader.transfer.exporting import PUBLISHED, export_files
from ethreader.transfer.findings import Weight
from ethreader.transfer.importing import Fate, Outcome, import_files
from ethreader.transfer.removal_commands import delete_content
from ethreader.transfer.state_commands import (
    list_content,
    publish_content,
    restore_content,
    withdraw_content,
)
from ethreader.transfer.translation_commands import drop_translation, list_translations
from ethreader.transfer.version_service import keep_imported
from ethreader.web.current import now, settings
from ethreader.web.routes import route_of

content = AppGroup("content", help="Articles, speakers and organisations as files.")
for each in (
    *(list_content, publish_content, withdraw_content, restore_content, delete_content),
    *(list_translations, drop_translation),
):
    content.add_command(each)
content.add_command(withdraw_content, "remove")

_BEFORE = {
    Weight.REFUSES: "Refused",
    Weight.WARNS: "Warning",
    Weight.LEAVES_OUT: "Left out",
}
_paths = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))


@content.command("import")
@_paths
def import_content(paths: tuple[Path, ...]) -> None:
    """Import Markdown files, or all below a folder. Each is taken whole or not at all."""
    outcomes = []
    coming = import_files(paths, default_zone=settings().time_zone, route_of=route_of)
    begin_write_transaction()
    for outcome in coming:
        if outcome.fate is Fate.IMPORTED and outcome.fields is not None:
            keep_imported(outcome.fields, now=now())
            db.session.commit()
            begin_write_transaction()
        outcomes.append(outcome)
    db.session.commit()
    _report(outcomes, done="imported")


@content.command("check")
@_paths
def check_content(paths: tuple[Path, ...]) -> None:
    """Say what `import` would say, and change nothing."""
    coming = import_files(paths, default_zone=settings().time_zone, route_of=route_of)
    begin_write_transaction()
    outcomes = list(coming)
    db.session.rollback()
    _report(outcomes, done="good")


@content.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--all", "is_all", is_flag=True, help="Also what is scheduled or withdrawn.")
def export_content(*, folder: Path, is_all: bool) -> None:
    """Write what is published as files that `import` takes back.

    With --all also what is not, marked as drafts: `import` leaves those out.
    """
    states = frozenset(ContentState) if is_all else PUBLISHED
    try:
        count = sum(1 for _ in export_files(folder, states=states))
    except OSError as problem:
        message = f"{problem.filename} cannot be written ({problem.strerror})."
        raise click.ClickException(message) from None
    click.echo(f"{count} files written below {folder}.")


def _report(outcomes: list[Outcome], *, done: str) -> None:
    """Say what became of the files, and end with 1 unless all that were meant are good."""
    for outcome in sorted(outcomes, key=lambda each: each.path):
        for line in _lines(outcome):
            # A file's name may be no text, which no terminal could show.
            click.echo(line.encode(errors="replace").decode(), err=True)
    fates = Counter(outcome.fate for outcome in outcomes)
    counts = [f"{fates[Fate.IMPORTED]} {done}", f"{fates[Fate.REFUSED]} refused"]
    if fates[Fate.LEFT_OUT]:
        counts.append(f"{fates[Fate.LEFT_OUT]} left out")
    click.echo(f"{', '.join(counts)}.")
    if not outcomes:
        click.echo("There is no file here whose name ends in “.md”.", err=True)
    if fates[Fate.REFUSED] or not fates[Fate.IMPORTED]:
        raise SystemExit(1)


def _lines(outcome: Outcome) -> Iterator[str]:
    for finding in outcome.findings:
        yield f"{_BEFORE[finding.weight]}: {finding.told_of(outcome.path)}"
