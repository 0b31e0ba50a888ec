"""Backups as folders: each whole, or under a name that is no backup's."""

import fcntl
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ethreader.ops.backups.errors import BackupFailed
from ethreader.ops.backups.manifest import read_manifest

NAME = re.compile(r"ethreader-\d{8}-\d{6}Z(?:-\d+)?")
UNFINISHED = ".unfinished-"
LOCK = ".backup.lock"


@contextmanager
def only_backup(folder: Path) -> Iterator[None]:
    """Make the folder, and keep a second backup out of it; clear away what a kill has left."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(folder / LOCK, os.O_RDONLY | os.O_CREAT | os.O_NONBLOCK, 0o600)
    try:
        _lock(descriptor, folder)
        for each in folder.glob(f"{UNFINISHED}*"):
            _clear(each)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, folder: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        message = f"Another backup is being made in {folder} at this moment."
        raise BackupFailed(message) from None


@contextmanager
def unfinished(folder: Path) -> Iterator[Path]:
    """Make a folder for a backup that is not one yet; it goes unless it got its name."""
    path = folder / f"{UNFINISHED}{secrets.token_hex(4)}"
    path.mkdir(mode=0o700)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def finish(path: Path, *, now: datetime) -> Path:
    """Give a backup its name, once all that is in it is on the disk; return where it is."""
    for each in path.iterdir():
        each.chmod(0o600)
        flush(each)
    flush(path)
    name = f"ethreader-{now:%Y%m%d-%H%M%S}Z"
    names = (path.with_name(each) for each in (name, *(f"{name}-{n}" for n in range(2, 1000))))
    final = next(each for each in names if not each.exists())
    path.rename(final)
    flush(path.parent)
    return final


def flush(path: Path) -> None:
    """Let a file, or the names in a folder, survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def backups_in(folder: Path) -> list[Path]:
    """Return the backups in a folder, the oldest first; anything else there is not ours."""
    if not folder.is_dir():
        return []
    named = (each for each in folder.iterdir() if _named(each) and each.is_dir())
    return sorted(named, key=lambda each: each.name)


def too_old(folder: Path, *, days: int, now: datetime) -> list[Path]:
    """Return the backups that are older than so many days, but never the newest one."""
    limit = now - timedelta(days=days)
    return [each for each in backups_in(folder)[:-1] if _moment(each) < limit]


def delete_backup(path: Path) -> None:
    """Delete a backup; one that is half deleted is none by its name.

    One that lies elsewhere, behind a link, is deleted there: what readers were promised counts.
    """
    real = path.resolve()
    going = real.with_name(f"{UNFINISHED}{secrets.token_hex(4)}")
    real.rename(going)
    shutil.rmtree(going)
    if path.is_symlink():
        path.unlink()


def _clear(path: Path) -> None:
    """Delete what has the name of a backup that is not finished, and nothing behind a link."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _moment(backup: Path) -> datetime:
    """Return when a backup was made: as it says itself, or else its name."""
    try:
        return read_manifest(backup).made_at
    except BackupFailed:
        return _named(backup) or datetime.max.replace(tzinfo=UTC)


def _named(backup: Path) -> datetime | None:
    """Return the moment in a backup's name; nothing where it is no backup's."""
    if NAME.fullmatch(backup.name):
        with suppress(ValueError):  # Digits that are no day, or no hour.
            return datetime.strptime(f"{backup.name[10:25]}+0000", "%Y%m%d-%H%M%S%z")
    return None
