"""How many mails one email has had today, so that nobody is flooded by somebody else's clicks.

Kept beside the private keys, as keyed digests whose key dies with the day.
"""

import hmac
import json
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

PER_DAY = 5


class DailyQuota:
    """The day's counts, in a file of the mail process."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "sent-today.json"

    def is_left(self, email: str, *, now: datetime) -> bool:
        """Tell whether one more mail may go to `email` today."""
        day = self._today(now)
        had = int(day["counts"].get(self._digest(email, day["key"]), 0))
        return had < PER_DAY

    def use(self, email: str, *, now: datetime) -> None:
        """Count one mail, before it is sent: a crash may count one too many, never one too few."""
        self._count(email, 1, now=now)

    def give_back(self, email: str, *, now: datetime) -> None:
        """Take one mail off the count, which has surely not been sent."""
        self._count(email, -1, now=now)

    def _count(self, email: str, more: int, *, now: datetime) -> None:
        day = self._today(now)
        digest = self._digest(email, day["key"])
        day["counts"][digest] = day["counts"].get(digest, 0) + more
        draft = self._path.with_suffix(".part")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(day), encoding="ascii")
        draft.replace(self._path)

    def _today(self, now: datetime) -> dict[str, Any]:
        day = f"{now:%Y-%m-%d}"
        try:
            known = json.loads(self._path.read_text(encoding="ascii"))
        except (OSError, ValueError):
            known = {}
        if known.get("day") == day:
            return dict(known)
        return {"day": day, "key": secrets.token_hex(32), "counts": {}}

    @staticmethod
    def _digest(email: str, key: str) -> str:
        return hmac.new(bytes.fromhex(key), email.casefold().encode(), "sha256").hexdigest()
