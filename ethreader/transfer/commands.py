"""`flask content`: articles, speakers and organisations as files."""

from pathlib import Path

import click
from flask.cli import AppGroup

from ethreader.base.db import begin_write_transaction, db
from ethreader.transfer.exporting import export_files
from ethreader.transfer.importing import import_files
from ethreader.web.current import settings

content = AppGroup("content", help="Articles, speakers and organisations as files.")


@content.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
def import_content(paths: tuple[Path, ...]) -> None:
    """Import Markdown files, or all below a folder. Each is taken whole or not at all."""
    taken = refused = 0
    outcomes = import_files(paths, default_zone=settings().time_zone)
    begin_write_transaction()
    for outcome in outcomes:
        if outcome.refusal is None:
            db.session.commit()
            begin_write_transaction()
            taken += 1
        else:
            click.echo(f"Refused: {outcome.refusal}", err=True)
            refused += 1
    db.session.commit()
    click.echo(f"{taken} imported, {refused} refused.")
    if refused or not taken:
        raise SystemExit(1)


@content.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export_content(folder: Path) -> None:
    """Write all content as files that `import` takes back."""
    try:
        count = sum(1 for _ in export_files(folder))
    except OSError as problem:
        message = f"{problem.filename} cannot be written ({problem.strerror})."
        raise click.ClickException(message) from None
    click.echo(f"{count} files written below {folder}.")
