"""Where a backup is restored to: what the two databases have in common."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import cast

from sqlalchemy import URL, Engine, create_engine

from ethreader.base.db import db
from ethreader.base.settings import Settings
from ethreader.ops.backups.manifest import Manifest


class Place(ABC):
    """The site's database, and a place beside it in which a backup is made ready."""

    def __init__(self, settings: Settings, *, stamp: str) -> None:
        self.settings = settings
        self.stamp = stamp

    @contextmanager
    def leaving_nothing(self) -> Iterator[None]:
        """Delete what was made ready where it does not come into its place: readers wrote it."""
        try:
            yield
        except BaseException:
            self.clear_leftovers()
            raise

    @abstractmethod
    def clear_leftovers(self) -> None:
        """Delete what a restore that was killed has left."""

    @abstractmethod
    def refuse_if_open(self) -> None:
        """Raise `BackupFailed` where anybody has the database open."""

    @abstractmethod
    def made_ready(self, backup: Path, manifest: Manifest) -> AbstractContextManager[None]:
        """Fill the place beside the database, and be in it; raises `BackupFailed`."""

    @abstractmethod
    def put_in_place(self) -> str | None:
        """Put what was made ready where the database is, in one step.

        Return where what was there is now. Raises `BackupFailed`.
        """


def close_own() -> None:
    """Close the connections of this process."""
    db.session.remove()
    db.engine.dispose()


@contextmanager
def working_in(url: URL) -> Iterator[Engine]:
    """Let `db` lead to another database meanwhile; all connections are closed before and after."""
    engines = cast("dict[str | None, Engine]", db.engines)
    own = db.engine
    close_own()
    engines[None] = create_engine(url, hide_parameters=True)
    try:
        yield db.engine
    finally:
        close_own()
        engines[None] = own
