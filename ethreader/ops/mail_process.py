"""The mail process: the one holder of private keys, which also keeps what is held to its time.

What it does again and again are chores, each with failures of its own: where the sweep fails,
mails leave, and where no mail leaves, what has been kept long enough goes.
"""

import os
import signal
import sys
import threading
from datetime import datetime, timedelta

import click
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from ethreader.alerts.worker import AlertWorker
from ethreader.base.clock import Clock
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.settings import Settings
from ethreader.contacts.key_place import key_folder, keys_place
from ethreader.contacts.keyring import KeyRing, only_one
from ethreader.contacts.queries import has_current_key
from ethreader.contacts.renewal_service import renew_contacts
from ethreader.mail.models import Delivery
from ethreader.mail.service import record_layout, retry_unreadable
from ethreader.mail.worker import Worker
from ethreader.ops.boundary import told_in_one_sentence
from ethreader.ops.chores import ALWAYS, Chore
from ethreader.ops.fork import call_process
from ethreader.ops.housekeeping import EACH_MINUTE, HOURLY, Housekeeping
from ethreader.ops.in_use import use_until_the_end

WATCHED = timedelta(seconds=5)  # How often somebody looks whether something new waits.
PAUSE = 1.0  # Seconds between two looks at what is due.
MAIL = "mail process"


class MailProcess:
    """What the process holds, and its chores."""

    def __init__(self, settings: Settings, *, clock: Clock, parent: int = 0) -> None:
        self._settings = settings
        self._clock = clock
        # Who it was before this process began: killed meanwhile, it would never be missed.
        self._parent = parent or os.getppid()
        self._stopped = threading.Event()
        self.keys = KeyRing(key_folder(settings))
        self.keys.make_folder()
        self.worker = Worker(settings, self.keys, clock=clock, is_over=self.is_over)
        self.alerts = AlertWorker(settings, clock=clock)
        self._housekeeping = Housekeeping(settings, of=MAIL)
        self._chores = (
            *self._housekeeping.chores,  # First: a key ends with its contacts.
            Chore("saying how it runs", self._record_layout, every=HOURLY, of=MAIL),
            Chore("keeping keys to their times", self.keep_keys, every=HOURLY, of=MAIL),
            Chore("forgetting whom was asked", self.worker.keep_to_time, every=HOURLY, of=MAIL),
            Chore("watching what waits", self.alerts.watch, every=WATCHED, of=MAIL),
            Chore("queueing digests", self.alerts.queue_digests, every=EACH_MINUTE, of=MAIL),
            Chore("sending mails", self._send, every=ALWAYS, of=MAIL),
            Chore("calling the webhook", self.alerts.call, every=ALWAYS, of=MAIL),
        )

    def run(self, *, rest: float = 0.0) -> None:
        """Work until stopped, or until the parent process ends; one process at a time.

        It begins after the `rest`, in seconds, unless the site waits for a first key.
        """
        with only_one(self.keys.folder):
            if rest and self._is_key_there():
                self._stopped.wait(rest)
            while not self.is_over():
                self.round(now=self._clock.now())
                self._stopped.wait(PAUSE)

    def stop(self) -> None:
        """End as soon as the mail that is on its way has left, so that none leaves twice."""
        self._stopped.set()

    def is_over(self) -> bool:
        """Tell whether it has been stopped, or has lost its parent."""
        return self._stopped.is_set() or os.getppid() != self._parent

    def round(self, *, now: datetime) -> None:
        """Do what is due."""
        self._housekeeping.replay.run_if_due(now)
        if self._housekeeping.replay.was_done:
            for chore in self._chores:
                chore.run_if_due(now)

    def _is_key_there(self) -> bool:
        try:
            return has_current_key(self._clock.now())
        except SQLAlchemyError:  # A chore tells of it, and tries again.
            return False
        finally:
            db.session.rollback()

    def keep_keys(self, now: datetime) -> None:
        """Make the keys that are needed soon, and destroy those whose time is over."""
        self.keys.look_after(days=self._settings.contact_days, now=now)
        begin_write_transaction()
        retry_unreadable(now=now)
        renew_contacts(self.keys, now=now)
        db.session.commit()

    def _record_layout(self, _now: datetime) -> None:
        delivery = Delivery.SMTP if self._settings.smtp_url else Delivery.FOLDER
        begin_write_transaction()
        record_layout(keys=keys_place(self._settings), delivery=delivery)
        db.session.commit()

    def _send(self, now: datetime) -> None:
        self.worker.work(now=now)


def run(app: Flask, *, parent: int = 0, rest: float = 0.0) -> None:
    """Be the mail process until stopped, or until its `parent` ends; needs the site's context."""
    call_process(MAIL)
    settings: Settings = app.extensions["settings"]
    if not settings.smtp_url:
        click.echo(
            "No ETHREADER_SMTP_URL is set: mails land in the instance folder, sealed. "
            "`flask mail read` shows them, with the emails they go to."
        )
    process = MailProcess(settings, clock=app.extensions["clock"], parent=parent)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: process.stop())
    process.run(rest=rest)


def run_beside_site(app: Flask, *, parent: int) -> None:
    """Be the mail process in a process that was forked from the site's, the `parent`."""
    try:
        with app.app_context(), told_in_one_sentence():
            db.engine.dispose(close=False)  # What was open belongs to the parent.
            use_until_the_end(app.extensions["settings"].instance)
            run(app, parent=parent, rest=PAUSE)  # The site's first readers come first.
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
