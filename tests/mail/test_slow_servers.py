"""A server that takes its time gets each mail once, and holds up nothing else for long."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from ethreader.base.clock import Clock
from ethreader.events.models import Event
from ethreader.mail.sending import NotSent, Patience, ServerUnavailable, SmtpSender
from ethreader.ops.mail_process import MailProcess
from tests.mail.inbox import Inbox
from tests.mail.wishes import ask_for_news
from tests.once import make_settings
from tests.times import utcnow

LONG = 0.4  # Longer than a short patience.
FOREVER = 60.0
SHORT = Patience(start=0.1, mail=0.1, end=0.1)


class Slow(socketserver.StreamRequestHandler):
    """Waits before one of its replies."""

    before = ""
    seconds = LONG
    over = threading.Event()

    def reply(self, word: str, reply: bytes) -> None:
        if word == self.before:
            self.over.wait(self.seconds)
        with suppress(OSError):  # Nobody waited for it.
            self.wfile.write(reply + b"\r\n")

    def handle(self) -> None:
        self.reply("greeting", b"220 slow")
        while line := self.rfile.readline():
            word = line.split()[0].decode().upper()
            if word == "DATA":
                self.reply(word, b"354 go on")
                while self.rfile.readline() not in {b".\r\n", b""}:
                    pass
                word = "end of the mail"
            self.reply(word, b"250 OK")


@contextmanager
def slow(before: str, *, seconds: float = LONG) -> Iterator[str]:
    """Serve until the end of the block; return the server's URL."""
    over = threading.Event()
    kind = type("Kind", (Slow,), {"before": before, "seconds": seconds, "over": over})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), kind) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"smtp://127.0.0.1:{server.server_address[1]}"
        over.set()
        server.shutdown()


def send(url: str, patience: Patience) -> None:
    message = EmailMessage()
    message["To"] = "ana@example.org"
    message["Bcc"] = Address(addr_spec="ana@example.org")
    message.set_content("Hello\n", cte="8bit")
    SmtpSender(url, return_path="", patience=patience).send(message)


def test_as_long_is_waited_as_servers_may_take() -> None:
    assert Patience() == Patience(start=300, mail=600, end=5)  # RFC 5321, 4.5.3.2


@pytest.mark.parametrize(
    ("before", "patience"),
    [
        ("greeting", Patience(start=FOREVER, mail=0.1, end=0.1)),
        ("EHLO", Patience(start=FOREVER, mail=0.1, end=0.1)),
        ("RCPT", Patience(start=0.1, mail=FOREVER, end=0.1)),
        ("end of the mail", Patience(start=0.1, mail=FOREVER, end=0.1)),
    ],
)
def test_a_reply_that_takes_its_time_is_waited_for(before: str, patience: Patience) -> None:
    with slow(before) as url:
        send(url, patience)


def test_a_mail_that_was_taken_is_known_to_have_left_without_a_goodbye() -> None:
    with slow("QUIT", seconds=FOREVER) as url:
        began = time.monotonic()
        send(url, Patience(start=FOREVER, mail=FOREVER, end=0.1))

    assert time.monotonic() - began < FOREVER / 2


def test_a_server_that_never_replies_is_given_up_in_the_end() -> None:
    with slow("greeting", seconds=FOREVER) as url, pytest.raises(ServerUnavailable):
        send(url, SHORT)
    with slow("end of the mail", seconds=FOREVER) as url, pytest.raises(NotSent) as problem:
        send(url, SHORT)

    assert not problem.value.is_final


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
