"""The webhook's call from its beginning to its end: one at a time, and one in a while.

What begins to wait while one is on its way, or too soon after the last, is told by the next. The
message of a call is made once: each try sends the same, under the same id.
"""

import logging
import secrets
from datetime import datetime, timedelta

from ethreader.alerts.hook_headers import body_of
from ethreader.alerts.models import WebhookCall
from ethreader.alerts.queries import counts, marks, webhook_call
from ethreader.base.db import db

FIRST_RETRY = timedelta(seconds=10)
LONGEST_RETRY = timedelta(hours=2)
GIVEN_UP_AFTER = timedelta(days=1)
log = logging.getLogger(__name__)


def is_call_due(now: datetime) -> bool:
    """Tell whether a try is due, or a call that can begin."""
    call = webhook_call()
    if call is not None and now < call.due_at:
        return False
    is_on_its_way = call is not None and not call.is_done
    return is_on_its_way or any(mark.is_to_call for mark in marks().values())


def begin_try(now: datetime) -> WebhookCall:
    """Return the call to be tried now, a new one unless one is on its way, and count the try.

    So a process that dies of it waits longer each time.
    """
    call = webhook_call()
    if call is None or call.is_done:
        call = _begin(call, now=now)
    call.attempts += 1
    call.due_at = now + min(FIRST_RETRY * 2 ** (call.attempts - 1), LONGEST_RETRY)
    db.session.flush()
    return call


def end_try(call: WebhookCall, *, pause: timedelta, now: datetime) -> None:
    """Have done with a call that was taken; the next can begin after `pause`."""
    call.is_done = True
    call.due_at = now + pause
    db.session.flush()


def note_failure(call: WebhookCall, why: str, *, pause: timedelta, now: datetime) -> None:
    """Say that a call failed, the first time and when it is given up."""
    if now - call.begun_at >= GIVEN_UP_AFTER:
        log.warning("The webhook was given up after a day of tries: %s.", why)
        end_try(call, pause=pause, now=now)
    elif call.attempts == 1:
        log.warning("The webhook was not taken: %s. It is tried again for a day.", why)


def _begin(last: WebhookCall | None, *, now: datetime) -> WebhookCall:
    news = [mark for mark in marks().values() if mark.is_to_call]
    body = body_of((mark.kind for mark in news), counts=counts(), now=now)
    for mark in news:
        mark.is_to_call = False
    if last is not None:
        db.session.delete(last)
    call = WebhookCall(
        message_id=f"msg_{secrets.token_hex(16)}", body=body, attempts=0, begun_at=now, due_at=now
    )
    db.session.add(call)
    return call
