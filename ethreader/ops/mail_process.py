"""The mail process: the one holder of private keys, which also keeps what is held to its time.

What it does again and again are chores, each with failures of its own: where the sweep fails,
mails leave, and where no mail leaves, what has been kept long enough goes.
"""

import logging
import os
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from ethreader.base.clock import Clock
from ethreader.base.db import begin_write_transaction, db, truncate_wal
from ethreader.base.settings import Settings, WrongSetting
from ethreader.contacts.key_place import key_folder, keys_place
from ethreader.contacts.keyring import KeyRing, only_one
from ethreader.mail.models import Delivery
from ethreader.mail.service import record_layout, retry_unreadable
from ethreader.mail.worker import Worker
from ethreader.ops.erasures import replay_erasures
from ethreader.retention.service import sweep
from ethreader.web.logging import REDACTING_FILTER

log = logging.getLogger(__name__)
log.addFilter(REDACTING_FILTER)

PAUSE = 1.0  # Seconds between two looks at what is due.
REST = timedelta(seconds=30)  # After a failure.
HOURLY = timedelta(hours=1)
ONCE = timedelta.max
ALWAYS = timedelta()


class Chore:
    """Something that is due again after a while; its failures are logged and end nothing else."""

    def __init__(self, name: str, work: Callable[[datetime], None], *, every: timedelta) -> None:
        self._name = name
        self._work = work
        self._every = every
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
            log.exception("The mail process failed at this: %s.", self._name)
            db.session.remove()
            self._rests_until = now + REST
        else:
            self._done_at = now

    def _is_due(self, now: datetime) -> bool:
        is_resting = self._rests_until is not None and now < self._rests_until
        return not is_resting and (self._done_at is None or now - self._done_at >= self._every)


class MailProcess:
    """What the process holds, and its chores."""

    def __init__(self, settings: Settings, *, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self.keys = KeyRing(key_folder(settings))
        self.worker = Worker(settings, self.keys, clock=clock)
        # Before anything of what a restored database brought back is mailed.
        self._replay = Chore("replaying erasures", self._replay_erasures, every=ONCE)
        self._chores = (
            Chore("the sweep", self.sweep, every=HOURLY),  # First: a key ends with its contacts.
            Chore("saying how it runs", self._record_layout, every=HOURLY),
            Chore("keeping keys to their times", self.keep_keys, every=HOURLY),
            Chore("sending mails", self._send, every=ALWAYS),
        )

    def run(self) -> None:
        """Work until stopped, or until the parent process ends; one process at a time."""
        parent = os.getppid()
        with only_one(self.keys.folder):
            while os.getppid() == parent:
                self.round(now=self._clock.now())
                time.sleep(PAUSE)

    def round(self, *, now: datetime) -> None:
        """Do what is due."""
        self._replay.run_if_due(now)
        if self._replay.was_done:
            for chore in self._chores:
                chore.run_if_due(now)

    def keep_keys(self, now: datetime) -> None:
        """Make the keys that are needed soon, and destroy those whose time is over."""
        self.keys.look_after(days=self._settings.contact_days, now=now)
        begin_write_transaction()
        retry_unreadable()
        db.session.commit()

    def sweep(self, now: datetime) -> None:
        """Delete what has been kept long enough."""
        begin_write_transaction()
        sweep(zone=self._settings.time_zone, now=now)
        db.session.commit()
        truncate_wal()

    def _record_layout(self, _now: datetime) -> None:
        delivery = Delivery.SMTP if self._settings.smtp_url else Delivery.FOLDER
        begin_write_transaction()
        record_layout(keys=keys_place(self._settings), delivery=delivery)
        db.session.commit()

    def _replay_erasures(self, now: datetime) -> None:
        replay_erasures(self._settings, now=now)

    def _send(self, now: datetime) -> None:
        self.worker.work(now=now)
