"""Who works with this site's database at the moment: many at once, or a restore alone.

A lock of the kernel on a file of the instance folder: it ends with its process, however that ends.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ethreader.ops.backups.errors import BackupFailed
from ethreader.ops.readiness import DatabaseNotReady

FILE = "in-use.lock"


@contextmanager
def in_use(instance: Path) -> Iterator[None]:
    """Keep restores out; raise `DatabaseNotReady` while one is at work."""
    descriptor = use_until_the_end(instance)
    try:
        yield
    finally:
        os.close(descriptor)


def use_until_the_end(instance: Path) -> int:
    """Keep restores out as long as this process lives; raise `DatabaseNotReady` like `in_use`."""
    descriptor = _open(instance)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        message = "A backup is being restored at this moment. Try again when that is done."
        raise DatabaseNotReady(message) from None
    return descriptor


@contextmanager
def alone(instance: Path) -> Iterator[None]:
    """Keep everybody else out; raise `BackupFailed` where somebody is at work."""
    descriptor = _open(instance)
    try:
        _lock_alone(descriptor)
        yield
    finally:
        os.close(descriptor)


def _lock_alone(descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        message = (
            "The site, its mail process or a command is at work with this database. Stop them "
            "first: docs/backup.md says how."
        )
        raise BackupFailed(message) from None


def _open(instance: Path) -> int:
    """Open the file for whom the folder is for; the lock does not need the right to write."""
    path = instance / FILE
    is_new = not path.exists()
    # Without waiting for whoever would write to a pipe of that name.
    descriptor = os.open(path, os.O_RDONLY | os.O_CREAT | os.O_NONBLOCK, 0o600)
    if is_new:
        os.fchmod(descriptor, instance.stat().st_mode & 0o660)
    return descriptor
