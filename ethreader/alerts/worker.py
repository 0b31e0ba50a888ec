"""What the mail process does for moderators again and again, beside sending mails."""

from datetime import datetime, timedelta

from ethreader.alerts.digest_service import due_digests, queue_digest
from ethreader.alerts.hook_headers import headers_of
from ethreader.alerts.hook_sending import NotTaken, send
from ethreader.alerts.hook_service import begin_try, end_try, is_call_due, note_failure
from ethreader.alerts.models import WebhookCall
from ethreader.alerts.queries import is_anybody_mailed, seen_now, webhook_call
from ethreader.alerts.watch_service import has_changed, let_webhook_tell, take_note
from ethreader.base.clock import Clock
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.settings import Settings


class AlertWorker:
    """Sees what is new, has digests mailed, and calls the webhook."""

    def __init__(self, settings: Settings, *, clock: Clock) -> None:
        self._url = settings.webhook_url
        self._secret = settings.webhook_secret
        self._pause = timedelta(seconds=settings.webhook_seconds)
        self._zone = settings.time_zone
        self._clock = clock

    def watch(self, _now: datetime) -> None:
        """Look whether something new waits, for whoever wants to know."""
        if (self._url or is_anybody_mailed()) and has_changed(seen_now()):
            begin_write_transaction()
            news = take_note()
            if self._url:
                let_webhook_tell(news)
            db.session.commit()
        db.session.rollback()

    def queue_digests(self, now: datetime) -> None:
        """Queue the digests whose time has come."""
        if due_digests(zone=self._zone, now=now):
            begin_write_transaction()
            for digest in due_digests(zone=self._zone, now=now):
                queue_digest(digest, now=now)
            db.session.commit()
        db.session.rollback()

    def call(self, now: datetime) -> None:
        """Try the webhook's call that is due. No transaction waits for its receiver."""
        if not self._url or not is_call_due(now):
            db.session.rollback()
            return
        begin_write_transaction()
        call = begin_try(now)
        body, message_id = call.body, call.message_id
        db.session.commit()
        failure = self._try(body, message_id)
        begin_write_transaction()
        sent = webhook_call()
        if sent is not None and sent.message_id == message_id:
            self._note(sent, failure=failure, now=now)
        db.session.commit()

    def _try(self, body: str, message_id: str) -> str:
        """Send a message; return why it was not taken, if so."""
        moment = self._clock.now()  # Mails may have left since the round began.
        headers = headers_of(body, message_id=message_id, secret=self._secret, now=moment)
        try:
            send(self._url, body, headers=headers)
        except NotTaken as problem:
            return str(problem)
        return ""

    def _note(self, call: WebhookCall, *, failure: str, now: datetime) -> None:
        if failure:
            note_failure(call, failure, pause=self._pause, now=now)
        else:
            end_try(call, pause=self._pause, now=now)
