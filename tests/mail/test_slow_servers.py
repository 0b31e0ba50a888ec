"""A server that takes its time gets each mail once, and holds up nothing else for long."""

import time
from contextlib import nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from ethreader.base.clock import Clock
from ethreader.events.models import Event
from ethreader.mail.conversation import Patience
from ethreader.mail.sending import NotSent, ServerUnavailable
from ethreader.ops.mail_process import MailProcess
from tests.mail.inbox import Inbox
from tests.mail.raw_servers import END, Endless, Slow, raw_server, send
from tests.mail.wishes import ask_for_news
from tests.once import make_settings
from tests.times import utcnow

LONG = 0.4  # Longer than a short patience.
FOREVER = 60.0
SHORT = Patience(start=0.1, mail=0.1, end=0.1)


def test_as_long_is_waited_as_servers_may_take() -> None:
    assert Patience() == Patience(start=300, mail=600, end=5, in_all=3600)  # RFC 5321, 4.5.3.2


@pytest.mark.parametrize(
    ("before", "patience"),
    [
        ("greeting", Patience(start=FOREVER, mail=0.1, end=0.1)),
        ("EHLO", Patience(start=FOREVER, mail=0.1, end=0.1)),
        ("RCPT", Patience(start=0.1, mail=FOREVER, end=0.1)),
        (END, Patience(start=0.1, mail=FOREVER, end=0.1)),
    ],
)
def test_a_reply_that_takes_its_time_is_waited_for(before: str, patience: Patience) -> None:
    with raw_server(Slow, before=before, seconds=LONG) as url:
        send(url, patience)


def test_a_mail_that_was_taken_is_known_to_have_left_without_a_goodbye() -> None:
    with raw_server(Slow, before="QUIT", seconds=FOREVER) as url:
        began = time.monotonic()
        send(url, Patience(start=FOREVER, mail=FOREVER, end=0.1))

    assert time.monotonic() - began < FOREVER / 2


def test_a_server_that_never_replies_is_given_up_in_the_end() -> None:
    with (
        raw_server(Slow, before="greeting", seconds=FOREVER) as url,
        pytest.raises(ServerUnavailable),
    ):
        send(url, SHORT)
    with (
        raw_server(Slow, before=END, seconds=FOREVER) as url,
        pytest.raises(NotSent) as problem,
    ):
        send(url, SHORT)

    assert not problem.value.is_final


LINES = {"piece": b"220-hello\r\n"}
NO_END = {"piece": b"x" * 999}
DRIPS = {"piece": b"2", "pause": 0.02}


@pytest.mark.parametrize(
    ("before", "says", "patience", "failure"),
    [
        pytest.param("greeting", LINES, {}, ServerUnavailable, id="greeting: lines"),
        pytest.param("greeting", NO_END, {}, ServerUnavailable, id="greeting: a line"),
        pytest.param("greeting", DRIPS, {"start": 0.1}, ServerUnavailable, id="greeting: drips"),
        pytest.param("greeting", DRIPS, {"in_all": 0.1}, ServerUnavailable, id="in all"),
        pytest.param("EHLO", LINES, {}, ServerUnavailable, id="EHLO: lines"),
        pytest.param("RCPT", LINES, {}, NotSent, id="RCPT: lines"),
        pytest.param("RCPT", DRIPS, {"mail": 0.1}, NotSent, id="RCPT: drips"),
        pytest.param(END, LINES, {}, NotSent, id="the end: lines"),
        pytest.param(END, NO_END, {}, NotSent, id="the end: a line"),
        pytest.param("QUIT", LINES, {}, None, id="QUIT: lines"),
        pytest.param("QUIT", DRIPS, {"end": 0.1}, None, id="QUIT: drips"),
    ],
)
def test_a_server_that_never_comes_to_an_end_is_left(
    before: str, says: dict[str, Any], patience: dict[str, float], failure: type[Exception] | None
) -> None:
    waits = Patience(**{"start": FOREVER, "mail": FOREVER, "end": FOREVER, **patience})
    began = time.monotonic()
    with (
        raw_server(Endless, before=before, **says) as url,
        nullcontext() if failure is None else pytest.raises(failure) as caught,
    ):
        send(url, waits)

    assert time.monotonic() - began < FOREVER / 2
    assert caught is None or not getattr(caught.value, "is_final", False)


class Watch(Clock):
    """A clock that goes on by a minute and more for each mail that a server takes."""

    def __init__(self, inbox: Inbox) -> None:
        self.inbox = inbox

    def now(self) -> datetime:
        return utcnow() + len(self.inbox.mails) * timedelta(seconds=61)


def test_other_chores_do_not_wait_until_a_slow_server_has_taken_all_mails(
    client: FlaskClient, event: Event, mail_process: MailProcess, tmp_path: Path, inbox: Inbox
) -> None:
    given = make_settings(tmp_path / "instance", ETHREADER_SMTP_URL=inbox.url)
    process = MailProcess(given, clock=Watch(inbox))
    for name in ("ana", "mira", "vesna"):
        ask_for_news(client, email=f"{name}@mail.example", body=f"By {name}.")

    taken = []
    for _ in range(3):
        process.round(now=utcnow())
        taken.append(len(inbox.recipients))

    assert taken == [1, 2, 3]
