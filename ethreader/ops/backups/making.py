"""Making a backup: whole and checked, or not at all."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import make_url

from ethreader.base.db import db
from ethreader.base.settings import Settings
from ethreader.ops.backups.errors import BackupFailed
from ethreader.ops.backups.files_archive import pack_files
from ethreader.ops.backups.folders import finish, only_backup, unfinished
from ethreader.ops.backups.manifest import Manifest, sum_of
from ethreader.ops.backups.sqlite_copy import Contents, contents_of, copy_database
from ethreader.pictures.kept_files import Shelf
from ethreader.retention import ledger

DATABASE = "database.sqlite3"
NOT_IN_IT = [
    "secret_key: readers reload a form that they have open",
    "mail keys: emails that are sealed in it stay shut without them",
    ".env and other values of settings: keep them elsewhere",
    "mails that landed in the instance folder",
    "your content files and house rules",
]


def make_backup(settings: Settings, folder: Path, *, now: datetime) -> Path:
    """Make a backup of the database in a folder; return where it is.

    It bears its name once it is checked and on the disk. Raises `BackupFailed`.
    """
    try:
        with only_backup(folder), unfinished(folder) as path:
            contents = _copy(settings, path)
            pack_files(Shelf(settings.instance), path)
            missing = [*NOT_IN_IT, *_copy_ledger(settings, path)]
            _manifest(settings, path, contents, missing=missing, now=now).write(path)
            return finish(path, now=now.astimezone(UTC))
    except OSError as problem:
        reason = problem.strerror or str(problem)
        message = f"The backup could not be written to {folder} ({reason}). Nothing was kept of it."
        raise BackupFailed(message) from None


def _copy(settings: Settings, path: Path) -> Contents:
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite":
        # With its driver, which most sites do not need.
        from ethreader.ops.backups.postgres_copy import dump_tables  # noqa: PLC0415

        return dump_tables(db.engine, path)
    copy_database(Path(str(url.database)), path / DATABASE)
    return contents_of(path / DATABASE)


def _copy_ledger(settings: Settings, path: Path) -> list[str]:
    """Let the backup know what was erased so far: should the ledger be lost, it helps older ones.

    A ledger that cannot be read keeps nobody from having a backup; that it is missing is returned.
    """
    try:
        entries = ledger.read(settings.ledger).entries
    except OSError:
        return ["the ledger of erasures, which could not be read"]
    if entries:
        ledger.record(path, *entries)
    return []


def _manifest(
    settings: Settings, path: Path, contents: Contents, *, missing: list[str], now: datetime
) -> Manifest:
    return Manifest(
        made_at=now.astimezone(UTC).replace(microsecond=0),
        database=make_url(settings.database_url).get_backend_name(),
        schema_revision=contents.schema,
        rows=contents.rows,
        columns=contents.columns,
        files={each.name: sum_of(each) for each in sorted(path.iterdir())},
        settings=sorted(settings.given),
        not_in_it=missing,
    )
