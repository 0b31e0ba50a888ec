"""The mail process by itself, which also keeps what is held to its time.

Where the sweep fails, mails leave, and where no mail leaves, what has been kept long enough goes.
"""

from datetime import datetime

from flask import Flask

from ethreader.base.clock import Clock
from ethreader.base.settings import Settings
from ethreader.ops.housekeeping import Housekeeping
from ethreader.ops.lean_mail_process import MAIL, LeanMailProcess, work_until_stopped


class MailProcess(LeanMailProcess):
    """Keeps house, and does what is due of mails."""

    def __init__(self, settings: Settings, *, clock: Clock, parent: int = 0) -> None:
        super().__init__(settings, clock=clock, parent=parent)
        self._housekeeping = Housekeeping(settings, of=MAIL)
        # First: a key ends with its contacts.
        self.chores = (*self._housekeeping.chores, *self.mail_chores())

    def round(self, *, now: datetime) -> None:
        """Do what is due, once what was erased is erased from a database that was restored."""
        self._housekeeping.replay.run_if_due(now)
        if self._housekeeping.replay.was_done:
            super().round(now=now)


def run(app: Flask, *, parent: int = 0) -> None:
    """Be the mail process until stopped, or until its `parent` ends; needs the site's context."""
    settings: Settings = app.extensions["settings"]
    process = MailProcess(settings, clock=app.extensions["clock"], parent=parent)
    work_until_stopped(process, settings)
