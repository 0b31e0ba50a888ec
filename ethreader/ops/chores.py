"""What a process does again and again, beside its real work."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from ethreader.base.db import db
from ethreader.base.settings import WrongSetting
from ethreader.web.logging import REDACTING_FILTER

log = logging.getLogger(__name__)
log.addFilter(REDACTING_FILTER)

REST = timedelta(seconds=30)  # After a failure.
ONCE = timedelta.max
ALWAYS = timedelta()
HOURLY = timedelta(hours=1)
EACH_MINUTE = timedelta(minutes=1)


class Chore:
    """Something that is due again after a while; its failures are logged and end nothing else."""

    def __init__(
        self, name: str, work: Callable[[datetime], None], *, every: timedelta, of: str
    ) -> None:
        self._name = name
        self._work = work
        self._every = every
        self._of = of
        self._rests_until: datetime | None = None
        self._done_at: datetime | None = None

    @property
    def was_done(self) -> bool:
        """Whether it has succeeded."""
        return self._done_at is not None

    def run_if_due(self, now: datetime) -> None:
        """Do it if it is due; raises `WrongSetting`, which only the operator can mend."""
        if not self._is_due(now):
            return
        try:
            self._work(now)
        except WrongSetting:
            raise
        except Exception:
            log.exception("The %s failed at this: %s.", self._of, self._name)
            db.session.remove()
            self._rests_until = now + REST
        else:
            self._done_at = now

    def _is_due(self, now: datetime) -> bool:
        is_resting = self._rests_until is not None and now < self._rests_until
        return not is_resting and (self._done_at is None or now - self._done_at >= self._every)
