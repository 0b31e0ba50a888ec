"""What is held is kept to its time, with a mail process or without one.

The site and the mail process both keep house. They take turns by a row of the
database, so that what is due by the hour is done once, whoever comes first.
"""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Flask

from ethreader.base.clock import Clock
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.settings import Settings
from ethreader.comments.chain_queries import has_unchained
from ethreader.comments.chain_service import chain_some
from ethreader.contacts.emails import prepare_emails
from ethreader.contacts.stopping import end_what_was_stopped
from ethreader.events.service import renew_moments
from ethreader.ops.chores import ALWAYS, EACH_MINUTE, HOURLY, ONCE, Chore
from ethreader.ops.erasures import replay_erasures
from ethreader.ops.rendering import Rendering
from ethreader.ops.teaching import teach
from ethreader.ops.wiping import Wiping
from ethreader.publishing.service import publish_due
from ethreader.retention.content_service import take_out_expired
from ethreader.retention.service import prepare_sweep, sweep
from ethreader.retention.turns import SWEEP, take_turn
from ethreader.retention.wiping import is_due, wipe
from ethreader.screening.registry import refresh_what_checks_know
from ethreader.screening.service import prepare

PAUSE = 1.0  # Seconds between two rounds of the site.
KNOWN_FOR = timedelta(seconds=5)  # What checks of new comments compare them with.


class Housekeeping:
    """Replaying erasures, the sweep, wiping what either has left in files, and rendering."""

    def __init__(self, settings: Settings, *, of: str) -> None:
        self.settings = settings
        self.wipe = Wiping().work
        # Before anything of what a restored database brought back is mailed.
        self.replay = Chore("replaying erasures", self._replay, every=ONCE, of=of)
        self.chores = (
            Chore("ending what was stopped", self.end_what_was_stopped, every=ALWAYS, of=of),
            Chore("the sweep", self.sweep, every=EACH_MINUTE, of=of),
            Chore("publishing what is due", self.publish_due, every=EACH_MINUTE, of=of),
            Chore("taking out whose consent is over", self.take_out, every=EACH_MINUTE, of=of),
            Chore("wiping", self.wipe, every=ALWAYS, of=of),
            Chore("renewing the moments of events", self.renew_moments, every=ONCE, of=of),
            Chore("beginning to train the filter", teach, every=HOURLY, of=of),
            Chore("chaining the moderation log", self.chain_log, every=ALWAYS, of=of),
            Chore("rendering texts anew", Rendering().work, every=ALWAYS, of=of),
        )

    def round(self, *, now: datetime) -> None:
        """Do what is due."""
        for chore in (self.replay, *self.chores):
            chore.run_if_due(now)

    def sweep(self, now: datetime) -> None:
        """Delete what has been kept long enough, unless somebody did within the hour."""
        prepare_sweep(now)
        begin_write_transaction()
        is_mine = take_turn(SWEEP, every=HOURLY, now=now)
        swept = sweep(zone=self.settings.time_zone, now=now) if is_mine else {}
        db.session.commit()
        if any(swept.values()):
            wipe()

    def end_what_was_stopped(self, now: datetime) -> None:
        """Forget the emails whose mail was stopped by a button."""
        end_what_was_stopped(ledger_folder=self.settings.ledger, now=now)

    def publish_due(self, now: datetime) -> None:
        """Publish what is scheduled until now."""
        begin_write_transaction()
        publish_due(zone=self.settings.time_zone, now=now)
        db.session.commit()

    def take_out(self, now: datetime) -> None:
        """Take out for good whoever consented until yesterday, or longer ago."""
        begin_write_transaction()
        today = now.astimezone(self.settings.time_zone).date()
        if take_out_expired(today, ledger_folder=self.settings.ledger, now=now):
            db.session.commit()
            wipe()
        db.session.rollback()

    def chain_log(self, now: datetime) -> None:
        """Chain what was added to the moderation log since the last round."""
        while has_unchained():
            begin_write_transaction()
            chain_some(zone=self.settings.time_zone, now=now)
            db.session.commit()
        db.session.rollback()

    def renew_moments(self, _now: datetime) -> None:
        """Follow the rules of time zones as this process knows them; they are read at its start."""
        begin_write_transaction()
        renew_moments()
        db.session.commit()

    def _replay(self, now: datetime) -> None:
        is_due().set()  # A process that was killed may have left something.
        replay_erasures(self.settings, now=now)


def _refresh(_now: datetime) -> None:
    prepare()
    prepare_emails()
    refresh_what_checks_know()
    db.session.rollback()


def keep_house(app: Flask, *, pause: float = PAUSE) -> Callable[[], None]:
    """Keep house in a thread of the site; return what ends it."""
    over = threading.Event()
    clock: Clock = app.extensions["clock"]
    housekeeping = Housekeeping(app.extensions["settings"], of="site")
    knowing = Chore("refreshing what checks know", _refresh, every=KNOWN_FOR, of="site")

    def work() -> None:
        while not over.wait(pause):
            try:
                with app.app_context():
                    housekeeping.round(now=clock.now())
                    knowing.run_if_due(clock.now())
            except Exception:
                app.logger.exception("The site’s housekeeping failed; it goes on.")

    thread = threading.Thread(target=work, daemon=True, name="housekeeping")

    def end() -> None:
        over.set()
        thread.join()

    thread.start()
    return end
