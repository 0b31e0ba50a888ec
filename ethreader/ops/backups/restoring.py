"""Restoring a backup: made ready beside the database, and put in its place in one step.

What the database must not bring back goes before anybody sees it: what was erased since, sessions
and passwords of moderators, mails that wait. A kill at any moment leaves the database as it was,
or the restored one.
"""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tarfile import TarError

from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.settings import Settings
from ethreader.ops import migrations
from ethreader.ops.backups.errors import BackupFailed
from ethreader.ops.backups.files_archive import unpack_files
from ethreader.ops.backups.folders import backups_in
from ethreader.ops.backups.manifest import FILE as MANIFEST
from ethreader.ops.backups.manifest import Manifest, read_manifest
from ethreader.ops.backups.places import Place
from ethreader.ops.backups.postgres_place import PostgresPlace
from ethreader.ops.backups.sqlite_place import SqlitePlace
from ethreader.ops.erasures import replay_erasures
from ethreader.ops.in_use import alone
from ethreader.ops.migrations.errors import CannotUpgrade
from ethreader.pictures.kept_files import Shelf
from ethreader.retention import ledger
from ethreader.retention.service import forget_after_restore

KINDS: dict[str, type[Place]] = {"sqlite": SqlitePlace, "postgresql": PostgresPlace}


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What was restored, and where what was there before is now; nowhere if there was nothing."""

    manifest: Manifest
    aside: str | None
    is_ledger_behind: bool  # It does not name what the backup names: it may have been lost.


def checked(backup: Path, settings: Settings) -> Manifest:
    """Return what a backup says of itself, once it is as it was written and can be used here.

    Raises `BackupFailed`.
    """
    if not (backup / MANIFEST).exists() and (known := backups_in(backup)):
        message = f"Say which of the backups in {backup} ({len(known)}). The newest is {known[-1]}"
        raise BackupFailed(message)
    manifest = read_manifest(backup)
    kind = make_url(settings.database_url).get_backend_name()
    if manifest.database != kind:
        message = (
            f"{backup} is of another kind of database ({manifest.database}, and this site uses "
            f"{kind}): set ETHREADER_DATABASE_URL to one of that kind."
        )
        raise BackupFailed(message)
    try:
        migrations.require_known(manifest.schema_revision)
    except CannotUpgrade as problem:
        message = f"{backup} cannot be restored: {problem}."
        raise BackupFailed(message) from None
    manifest.require_files(backup)
    return manifest


def restore(backup: Path, settings: Settings, *, now: datetime) -> Restored:
    """Put a backup in the place of the database, and keep what was there beside it.

    Raises `BackupFailed`; the database is then as it was.
    """
    manifest = checked(backup, settings)
    place = KINDS[manifest.database](settings, stamp=f"{now.astimezone(UTC):%Y%m%d-%H%M%S}")
    try:
        with alone(settings.instance):
            place.clear_leftovers()
            place.refuse_if_open()
            is_behind = _join_ledgers(backup, settings)
            with place.leaving_nothing():
                with place.made_ready(backup, manifest):
                    _make_ready(settings, now=now)
                    unpack_files(backup, Shelf(settings.instance))
                aside = place.put_in_place()
            return Restored(manifest=manifest, aside=aside, is_ledger_behind=is_behind)
    except (OSError, CannotUpgrade, DBAPIError, sqlite3.Error, TarError) as problem:
        cause = problem.orig if isinstance(problem, DBAPIError) else problem
        reason = getattr(cause, "strerror", None) or str(cause)
        message = f"The backup could not be restored ({reason}). The database is as it was."
        raise BackupFailed(message) from None


def _join_ledgers(backup: Path, settings: Settings) -> bool:
    """Let the ledger name what any backup beside this one names.

    Return whether it does not name what this one does. Raises `OSError`: without the ledger,
    what was deleted would be back.
    """
    ledger.adopt(settings.ledger, settings.instance)
    known = set(ledger.read(settings.ledger).entries)
    own = set(ledger.read(backup).entries)
    named = [entry for each in (backup, *backups_in(backup.parent)) for entry in _entries(each)]
    if new := [entry for entry in dict.fromkeys(named) if entry not in known]:
        ledger.record(settings.ledger, *new)
    return not own <= known


def _entries(backup: Path) -> tuple[ledger.Entry, ...]:
    try:
        return ledger.read(backup).entries
    except OSError:  # Another backup than this one: it may be somebody else's, or damaged.
        return ()


def _make_ready(settings: Settings, *, now: datetime) -> None:
    """Bring what was restored up to date, and forget what it must not bring back; commits."""
    migrations.upgrade()
    replay_erasures(settings, now=now)
    begin_write_transaction()
    forget_after_restore(now)
    db.session.commit()
