"""What the mail process does again and again: it is the one holder of private keys.

Beside a site, which keeps house itself, this is all of it, and it imports nothing that makes a
page. What is done are chores, each with failures of its own.
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
from ethreader.ops.chores import ALWAYS, EACH_MINUTE, HOURLY, Chore
from ethreader.ops.fork import call_process
from ethreader.ops.in_use import use_until_the_end
from ethreader.ops.wiping import Wiping
from ethreader.retention.wiping import is_due

WATCHED = timedelta(seconds=5)  # How often somebody looks whether something new waits.
PAUSE = 1.0  # Seconds between two looks at what is due.
MAIL = "mail process"


class LeanMailProcess:
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
        self.chores = (Chore("wiping", Wiping().work, every=ALWAYS, of=MAIL), *self.mail_chores())

    def mail_chores(self) -> tuple[Chore, ...]:
        """Return what is done of mails, and of what moderators are told."""
        return (
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
            is_due().set()  # A process that was killed may have left something.
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
        for chore in self.chores:
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


def work_until_stopped(process: LeanMailProcess, settings: Settings, *, rest: float = 0.0) -> None:
    """Be the mail process until stopped, or until its parent ends; needs the site's context."""
    call_process(MAIL)
    if not settings.smtp_url:
        click.echo(
            "No ETHREADER_SMTP_URL is set: mails land in the instance folder, sealed. "
            "`flask mail read` shows them, with the emails they go to."
        )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: process.stop())
    process.run(rest=rest)


def run_beside_site(app: Flask, *, parent: int) -> None:
    """Be the mail process of a site, the `parent`, that has replayed erasures and keeps house."""
    settings: Settings = app.extensions["settings"]
    try:
        with app.app_context(), told_in_one_sentence():
            db.engine.dispose(close=False)  # What was open belongs to the parent.
            use_until_the_end(settings.instance)
            process = LeanMailProcess(settings, clock=app.extensions["clock"], parent=parent)
            work_until_stopped(process, settings, rest=PAUSE)  # The first readers come first.
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
