"""Restoring SQLite's file: a new one takes the name of the old one, and no log is left beside it.

A log that lies beside a database is taken for its own: an old one would undo what was restored,
or tear it. So the old database is first closed by folding its log into it.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import URL, make_url

from ethreader.ops.backups.aside import ASIDE
from ethreader.ops.backups.errors import BackupFailed
from ethreader.ops.backups.folders import flush
from ethreader.ops.backups.manifest import Manifest
from ethreader.ops.backups.places import Place, close_own, working_in
from ethreader.ops.backups.sqlite_copy import contents_of, make_plain

DATABASE = "database.sqlite3"
UNFINISHED = ".restoring-"
LOGS = ("-wal", "-shm", "-journal")


class SqlitePlace(Place):
    """A file, and a new one in its folder."""

    @property
    def _file(self) -> Path:
        """Where it lies, behind a link: its logs lie there, and the texts of readers."""
        return Path(str(make_url(self.settings.database_url).database)).resolve()

    @property
    def _new(self) -> Path:
        return self._file.with_name(f"{UNFINISHED}{self.stamp}.sqlite3")

    def clear_leftovers(self) -> None:
        """Delete what a restore that was killed has left: texts of readers are in it."""
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        for each in self._file.parent.glob(f"{UNFINISHED}*"):
            each.unlink()

    def refuse_if_open(self) -> None:
        """Fold the log into the database, which nobody can while somebody has it open.

        A database that is damaged has a log of its own no more than a good one.
        """
        close_own()
        if not self._file.exists():
            return
        try:
            with closing(sqlite3.connect(self._file, timeout=2)) as connection:
                make_plain(connection)
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode not in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                return
            message = (
                f"Another program has {self._file} open. End it first: the site, the mail "
                "process, a command, or a tool such as sqlite3."
            )
            raise BackupFailed(message) from None
        except sqlite3.DatabaseError:  # Damaged: it is set aside as it is, with its log.
            return

    @contextmanager
    def made_ready(self, backup: Path, manifest: Manifest) -> Iterator[None]:
        """Work in a copy of the backup; what is in it at the end is sound, and one plain file."""
        new = self._new
        new.touch(mode=0o600, exist_ok=False)
        shutil.copyfile(backup / DATABASE, new)
        _require(new, manifest)
        with working_in(URL.create("sqlite", database=str(new))):
            yield
        with closing(sqlite3.connect(new)) as connection:
            make_plain(connection)
        contents_of(new)
        flush(new)

    def put_in_place(self) -> str | None:
        """Give the new file the name of the old one, of which a second name is kept first."""
        self.refuse_if_open()
        aside = self._set_aside()
        self._new.chmod(self._file.parent.stat().st_mode & 0o660)
        self._new.replace(self._file)
        flush(self._file.parent)
        return str(aside) if aside else None

    def _set_aside(self) -> Path | None:
        """Keep what is there; only of a damaged database there is a log left to be moved."""
        there = [path for path in (self._file, *self._logs()) if path.exists()]
        if not there:
            return None
        aside = _new_folder(self._file.with_name(f"{ASIDE}{self.stamp}"))
        for path in there:
            if path == self._file:
                os.link(path, aside / path.name)
            else:
                path.rename(aside / path.name)
        flush(aside)
        flush(aside.parent)
        return aside

    def _logs(self) -> list[Path]:
        return [self._file.with_name(f"{self._file.name}{ending}") for ending in LOGS]


def _require(new: Path, manifest: Manifest) -> None:
    found = contents_of(new)
    if (found.schema, found.rows) != (manifest.schema_revision, manifest.rows):
        message = "The backup does not hold what it says: it is damaged. Take another one."
        raise BackupFailed(message)


def _new_folder(path: Path) -> Path:
    names = (path, *(path.with_name(f"{path.name}-{number}") for number in range(2, 1000)))
    for each in names:
        with suppress(FileExistsError):
            each.mkdir(mode=0o700)
            return each
    raise FileExistsError(path)
