"""`flask backup` and `flask restore`: what an operator types, and what they are told."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from ethreader.base.settings import Settings
from ethreader.ops.backups.errors import BackupFailed
from ethreader.ops.backups.folders import delete_backup, too_old
from ethreader.ops.backups.making import make_backup
from ethreader.ops.backups.manifest import Manifest, read_manifest
from ethreader.ops.backups.restoring import Restored, checked, restore
from ethreader.ops.in_use import in_use
from ethreader.web.current import now, settings


class _Folder(click.Path):
    """A folder with a name: an unset variable of a shell would be the folder at hand."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return its path; refuse an empty name."""
        if value == "":
            self.fail("it is empty; name a folder.", param, ctx)
        return super().convert(value, param, ctx)


FOLDER = _Folder(path_type=Path, file_okay=False)


@contextmanager
def _in_one_sentence() -> Iterator[None]:
    try:
        yield
    except BackupFailed as problem:
        raise click.ClickException(str(problem)) from None


@click.command("backup")
@click.argument("folder", type=FOLDER)
@click.option(
    "--delete-old",
    is_flag=True,
    help="Then delete the backups in this folder that are older than ETHREADER_BACKUP_DAYS.",
)
@with_appcontext
def backup_command(folder: Path, *, delete_old: bool) -> None:
    """Make a backup of the database in a folder, while the site runs; checked before it counts."""
    if not settings().backup_days:
        message = (
            "ETHREADER_BACKUP_DAYS is 0, so the page about privacy tells readers that there are "
            "no backups. Set it to the number of days for which you keep them."
        )
        raise click.ClickException(message)
    folder = folder.absolute()
    with _in_one_sentence(), in_use(settings().instance):
        made = make_backup(settings(), folder, now=now())
    click.echo(f"The backup is whole and checked: {made}")
    _tell_of(read_manifest(made))
    old = too_old(folder, days=settings().backup_days, now=now())
    if delete_old:
        for each in old:
            delete_backup(each)
            click.echo(f"Deleted, being older than {settings().backup_days} days: {each}")
    elif old:
        click.echo(
            f"Note: {len(old)} backups there are older than the {settings().backup_days} days "
            "that the page about privacy names. Delete them, or use --delete-old.",
            err=True,
        )


@click.command("restore")
@click.argument("backup", metavar="FOLDER", type=FOLDER)
@click.option("--check", is_flag=True, help="Check the backup and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@with_appcontext
def restore_command(backup: Path, *, check: bool, yes: bool) -> None:
    """Put a backup in the place of the database; the site and its mail process must be stopped.

    What is there now is kept beside it. What was deleted since is deleted again.
    """
    backup = backup.absolute()
    with _in_one_sentence():
        manifest = checked(backup, settings())
        if check:
            click.echo(f"The backup is as it was written: {backup}")
            _tell_of(manifest)
            return
        if not yes:
            click.confirm(_question(manifest), abort=True)
        restored = restore(backup, settings(), now=now())
    _tell_what_was_done(restored, settings())


def _tell_of(manifest: Manifest) -> None:
    rows = ", ".join(f"{table} {count}" for table, count in manifest.rows.items() if count)
    click.echo(f"Of {manifest.day_and_time}, schema {manifest.schema_revision}.")
    click.echo(f"Rows: {rows or 'none'}.")
    click.echo("Not in it:")
    for each in manifest.not_in_it:
        click.echo(f"- {each}")


def _question(manifest: Manifest) -> str:
    return (
        f"Put the backup of {manifest.day_and_time} in the place of the database? "
        "What readers wrote since is then kept beside it only."
    )


def _tell_what_was_done(restored: Restored, given: Settings) -> None:
    click.echo(f"Restored: the backup of {restored.manifest.day_and_time}.")
    if restored.aside:
        click.echo(
            f"What was there before is in {restored.aside}. Remove it when all is "
            "well: what readers delete on the site stays in it."
        )
    if restored.is_ledger_behind:
        click.echo(
            f"Warning: the ledger of erasures in {given.ledger} did not name what the backup "
            "names. If it was lost, what was deleted after the newest backup may be back.",
            err=True,
        )
    click.echo(
        "Nobody is signed in, and no old password works. For each moderator: "
        "flask moderator link NAME"
    )
