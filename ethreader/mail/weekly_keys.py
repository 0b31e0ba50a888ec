"""Keys of the mail process that live for some weeks: what was hashed with one dies with it.

One file a week. Older files are destroyed, and whatever stands beside them under their name.
"""

import secrets
from datetime import datetime, timedelta
from pathlib import Path

from ethreader.base.reading import read_file
from ethreader.contacts.secret_files import shred, write_secret

WEEK = timedelta(days=7)
WEEKS_BACK = 6  # What is asked about reaches back that far at least, and a week more at most.


class WeeklyKeys:
    """A folder of keys, named by the weeks of the ISO calendar."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def key(self, week: str) -> bytes:
        """Return the key of a week; it is made when it is first asked for."""
        path = self._folder / f"{week}.key"
        if not path.exists():
            write_secret(path, secrets.token_bytes(32))
        return read_file(path, limit=1000)

    def beside(self, week: str) -> Path:
        """Return where that is kept which is hashed with a week's key."""
        return self._folder / f"{week}.hashes"

    def keep_to_time(self, now: datetime) -> None:
        """Destroy the keys whose weeks are over, and what was hashed with them."""
        kept = set(weeks_back(now))
        for path in (*self._folder.glob("????-W??.key"), *self._folder.glob("????-W??.hashes")):
            if path.stem not in kept and path.stem < week_of(now):
                shred(path)


def week_of(moment: datetime) -> str:
    """Return the name of a moment's week."""
    return f"{moment:%G-W%V}"


def weeks_back(now: datetime) -> list[str]:
    """Return the names of this week and of those before it that still count."""
    return [week_of(now - number * WEEK) for number in range(WEEKS_BACK + 1)]
