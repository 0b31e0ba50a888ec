"""Delivering: what is due is opened, checked once more, sent and marked as sent.

A kill at any moment loses nothing: a mail that was sent but not yet marked is sent again under
the same Message-ID, and the links of both copies work.
"""

import logging
from datetime import datetime, timedelta
from email.message import EmailMessage

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from ethreader.base.clock import Clock
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.settings import Settings
from ethreader.contacts.emails import EmailRefused
from ethreader.contacts.keyring import KeyRing, opened
from ethreader.contacts.models import VaultKey
from ethreader.contacts.vault import ContactDetails
from ethreader.mail.composing import compose
from ethreader.mail.kinds import kind_named, kinds_before_confirmation
from ethreader.mail.landing import FolderSender, landing_folder
from ethreader.mail.models import MailState, OutboxMail
from ethreader.mail.queries import held_mail, mails_due
from ethreader.mail.quota import DailyQuota
from ethreader.mail.sending import NotSent, Sender, ServerUnavailable, SmtpSender
from ethreader.web.logging import REDACTING_FILTER

log = logging.getLogger(__name__)
log.addFilter(REDACTING_FILTER)

REST = timedelta(seconds=30)  # After a trouble of the server, which is no mail's own.
QUOTA_PAUSE = timedelta(hours=6)  # Until an email that had its mails of the day gets one more.
BATCH = 20
FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(hours=6)
ATTEMPTS = 12


class Worker:
    """Opens sealed emails with the private keys, and sends the mails."""

    def __init__(self, settings: Settings, keys: KeyRing, *, clock: Clock) -> None:
        self._settings = settings
        self.keys = keys
        self._quota = DailyQuota(keys.folder)
        self._rests_until: datetime | None = None
        self._trouble = ""  # What was last logged of the server, until a mail leaves.
        self._lost_keys: set[int] = set()  # Of which it is on record that they open nothing.
        self._sender: Sender = (
            SmtpSender(settings.smtp_url)
            if settings.smtp_url
            else FolderSender(landing_folder(settings), clock)
        )

    def work(self, *, now: datetime) -> int:
        """Send what is due now and return how many mails left."""
        if self._rests_until is not None and now < self._rests_until:
            return 0
        db.session.rollback()
        unconfirmed = kinds_before_confirmation()
        due = [each.id for each in mails_due(now, before_confirmation=unconfirmed, limit=BATCH)]
        sent = 0
        try:
            for mail_id in due:
                sent += self._deliver_one(mail_id, now=now)
        except ServerUnavailable as problem:
            self._rest(problem, now=now)
        db.session.remove()
        return sent

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
        try:
            has_left = self._deliver(mail_id, now=now)
        except (OperationalError, InterfaceError, PoolTimeout, ServerUnavailable):
            raise
        except EmailRefused as problem:
            return self._not_sent(mail_id, NotSent(str(problem), is_final=True), now=now)
        except Exception:
            log.exception("Mail %s failed.", mail_id)
            return self._not_sent(mail_id, NotSent("it failed here", is_final=False), now=now)
        if has_left:
            self._trouble = ""
        return has_left

    def _deliver(self, mail_id: int, *, now: datetime) -> bool:
        begin_write_transaction()
        mail = held_mail(mail_id)
        if mail is None:
            return False
        details = opened(mail.contact, self.keys)
        if details is None:
            return self._set_unreadable(mail_id, mail.contact.key)
        if not kind_named(mail.kind).is_still_true(mail):
            return self._close(mail_id, MailState.DROPPED)
        if not self._quota.is_left(details.email, now=now):
            return self._postpone(mail_id, due_at=now + QUOTA_PAUSE)
        self._quota.use(details.email, now=now)
        message = self._composed(mail, details, now=now)
        # The links work before the mail leaves, and no transaction waits for a server.
        db.session.commit()
        try:
            self._sender.send(message)
        except ServerUnavailable:
            self._quota.give_back(details.email, now=now)
            raise
        except NotSent as problem:
            return self._not_sent(mail_id, problem, now=now)
        self._close(mail_id, MailState.SENT)
        return True

    def _set_unreadable(self, mail_id: int, key: VaultKey) -> bool:
        """Set a mail aside; say once of each key that it is not here, and what becomes of mails."""
        if key.id not in self._lost_keys:
            log.warning(
                "An email address sealed with the key of %s cannot be opened. Mails to such ones "
                "are kept as unreadable, and leave if the key comes back.",
                key.month,
            )
        self._lost_keys.add(key.id)
        return self._close(mail_id, MailState.UNREADABLE)

    def _composed(
        self, mail: OutboxMail, details: ContactDetails, *, now: datetime
    ) -> EmailMessage:
        settings, kind = self._settings, kind_named(mail.kind)
        links = kind.make_links(mail, settings.mail_url, now)
        to, message_id = details.email, mail.message_id
        return compose(kind, links, to=to, message_id=message_id, settings=settings)

    def _close(self, mail_id: int, state: MailState) -> bool:
        begin_write_transaction()
        mail = db.session.get(OutboxMail, mail_id)
        if mail is not None:
            mail.state = state
            mail.attempts += state is MailState.SENT
        db.session.commit()
        return False

    def _postpone(self, mail_id: int, *, due_at: datetime) -> bool:
        begin_write_transaction()
        mail = db.session.get(OutboxMail, mail_id)
        if mail is not None:
            mail.due_at = due_at
        db.session.commit()
        return False

    def _not_sent(self, mail_id: int, problem: NotSent, *, now: datetime) -> bool:
        begin_write_transaction()
        mail = db.session.get(OutboxMail, mail_id)
        if mail is not None:
            mail.attempts += 1
            mail.due_at = now + min(FIRST_RETRY * 2 ** (mail.attempts - 1), LONGEST_RETRY)
            if problem.is_final or mail.attempts >= ATTEMPTS:
                mail.state = MailState.GIVEN_UP
                log.warning("Mail %s was given up: %s.", mail.id, problem)
        db.session.commit()
        return False
