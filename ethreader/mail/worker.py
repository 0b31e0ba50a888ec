"""Delivering: what is due is opened, checked once more, sent and marked as sent.

A kill at any moment loses nothing: a mail that was sent but not yet marked is sent again under
the same Message-ID, and the links of both copies work. That a try was made is stored before it,
so that a process that dies of a mail does not send it for ever.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from ethreader.base.clock import Clock
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.settings import Settings
from ethreader.contacts.emails import EmailRefused
from ethreader.contacts.keyring import KeyRing, opened
from ethreader.contacts.secret_files import shred
from ethreader.contacts.stopping import end_what_was_stopped
from ethreader.contacts.vault import ContactDetails
from ethreader.mail import outbox
from ethreader.mail.budget import HourlyBudget
from ethreader.mail.composing import make_message
from ethreader.mail.kinds import MailKind, kind_named
from ethreader.mail.landing import sender_for
from ethreader.mail.lost_keys import LostKeys
from ethreader.mail.mailbox_names import MAILBOXES
from ethreader.mail.models import MailState, OutboxMail
from ethreader.mail.own_replies import is_own_reply
from ethreader.mail.queries import attempts_of, held_mail
from ethreader.mail.refusals import take_refusals
from ethreader.mail.restraint import Recipient, Restraint, Verdict
from ethreader.mail.schedule import mails_to_deliver
from ethreader.mail.sending import NotSent, ServerUnavailable
from ethreader.mail.weekly_keys import WeeklyKeys
from ethreader.web.logging import REDACTING_FILTER

log = logging.getLogger(__name__)
log.addFilter(REDACTING_FILTER)

REST = timedelta(seconds=30)  # After a trouble of the server, which is no mail's own.
ROUND = timedelta(minutes=1)  # Then what else the process does has its turn.
QUOTA_PAUSE = timedelta(hours=6)  # Until a mailbox that had its mails of the day gets one more.


class Worker:
    """Opens sealed emails with the private keys, and sends the mails."""

    def __init__(
        self, settings: Settings, keys: KeyRing, *, clock: Clock, is_over: Callable[[], bool]
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._is_over = is_over
        self._zone = settings.time_zone
        self.keys = keys
        shred(keys.folder / "sent-today.json")  # An earlier version kept the day's counts there.
        self._weeks = WeeklyKeys(keys.folder / MAILBOXES)
        self._restraint = Restraint(keys.folder / MAILBOXES, self._weeks)
        self._budget = HourlyBudget(settings.mail_hourly)
        self._rests_until: datetime | None = None
        self._trouble = ""  # What was last logged of the server, until a mail leaves.
        self._lost_keys = LostKeys()
        # What left while the database could not be told so: it is told later, once it can be.
        self._unmarked: set[tuple[str, int]] = set()
        self._sender = sender_for(settings, clock)

    def work(self, *, now: datetime) -> int:
        """Send what is due now and return how many mails left."""
        db.session.rollback()
        self._obey_wishes(now=now)
        if self._rests_until is not None and now < self._rests_until:
            db.session.remove()
            return 0
        sent, end = 0, self._clock.now() + ROUND
        try:
            for mail_id in mails_to_deliver(self._budget, zone=self._zone, now=now):
                if self._is_over() or self._clock.now() > end:
                    break
                self._obey_wishes(now=now)  # They may have come while the mail before left.
                sent += self._deliver_one(mail_id, now=now)
        except ServerUnavailable as problem:
            self._rest(problem, now=now)
        db.session.remove()
        return sent

    def keep_to_time(self, now: datetime) -> None:
        """Destroy what is known of the mailboxes that were asked, once its time is over."""
        self._weeks.keep_to_time(now)

    def _obey_wishes(self, *, now: datetime) -> None:
        """Carry out the wishes for no more mail, before any leaves."""
        take_refusals(self._restraint)
        end_what_was_stopped(ledger_folder=self._settings.ledger, now=now)

    def _rest(self, problem: ServerUnavailable, *, now: datetime) -> None:
        """Leave the server alone for a while; a trouble that lasts is logged once."""
        if str(problem) != self._trouble:
            log.warning("%s. It is tried again every %s s.", problem, REST.seconds)
        self._trouble = str(problem)
        self._rests_until = now + REST

    def _deliver_one(self, mail_id: int, *, now: datetime) -> bool:
        """Deliver a mail, and set it aside if anything goes wrong with it: the next one leaves.

        A trouble with the database or with the server is no mail's own, and is raised.
        """
        attempt = attempts_of(mail_id) + 1
        try:
            return self._deliver(mail_id, attempt=attempt, now=now)
        except ServerUnavailable:
            outbox.take_back(mail_id, attempt=attempt)
            raise
        except (OperationalError, InterfaceError, PoolTimeout):
            raise
        except NotSent as problem:
            failure = problem
        except EmailRefused as problem:
            failure = NotSent(str(problem), is_final=True)
        except Exception:
            log.exception("A mail failed.")
            failure = NotSent("it failed here", is_final=False)
        outbox.set_aside(mail_id, failure, attempt=attempt, zone=self._zone, now=now)
        return False

    def _deliver(self, mail_id: int, *, attempt: int, now: datetime) -> bool:
        begin_write_transaction()
        mail = held_mail(mail_id)
        if mail is None:
            return False
        name = (mail.contact.ledger_id, mail.id)
        if name in self._unmarked:
            return self._mark_sent(name, now=now)
        details = opened(mail.contact, self.keys)
        if details is None:
            return self._lost_keys.set_unreadable(mail)
        if not kind_named(mail.kind).is_still_true(mail):
            return self._close(mail_id, MailState.DROPPED, now=now)
        return self._tell(mail, details, attempt=attempt, now=now)

    def _tell(
        self, mail: OutboxMail, details: ContactDetails, *, attempt: int, now: datetime
    ) -> bool:
        name, kind = (mail.contact.ledger_id, mail.id), kind_named(mail.kind)
        to = self._restraint.recipient(details.email, mail.contact.ledger_id)
        verdict = self._restraint.verdict(to, kind, now=now)
        if is_own_reply(mail, details, self.keys):
            verdict = Verdict.HOLD_BACK
        if verdict is Verdict.POSTPONE:
            outbox.put_off(mail, due_at=now + QUOTA_PAUSE, zone=self._zone, now=now)
            return False
        message = self._composed(mail, details, to=to, now=now)
        outbox.begin_attempt(mail, attempt=attempt)
        # The links work before the mail leaves, and no transaction waits for a server.
        db.session.commit()
        if verdict is Verdict.SEND:
            self._send(message, to, kind, now=now)
            self._unmarked.add(name)
        self._mark_sent(name, now=now)
        return verdict is Verdict.SEND

    def _composed(
        self, mail: OutboxMail, details: ContactDetails, *, to: Recipient, now: datetime
    ) -> EmailMessage:
        return make_message(
            mail,
            details,
            refusal_token=self._restraint.refusal_token(to),
            keys=self._weeks,
            settings=self._settings,
            now=now,
        )

    def _send(self, message: EmailMessage, to: Recipient, kind: MailKind, *, now: datetime) -> None:
        self._restraint.count(to, kind, now=now)
        self._budget.use(kind, now=now)
        try:
            self._sender.send(message)
        except ServerUnavailable:
            self._restraint.give_back(to, kind, now=now)
            self._budget.give_back()
            raise
        self._trouble = ""

    def _mark_sent(self, name: tuple[str, int], *, now: datetime) -> bool:
        self._close(name[1], MailState.SENT, now=now)
        self._unmarked.discard(name)
        return False

    def _close(self, mail_id: int, state: MailState, *, now: datetime) -> bool:
        outbox.close(mail_id, state, zone=self._zone, now=now)
        return False
