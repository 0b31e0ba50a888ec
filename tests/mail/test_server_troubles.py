"""A trouble of the server or the database is no mail's fault: nothing is given up for it."""

import logging
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from flask.testing import FlaskClient
from sqlalchemy import delete, select, text

from ethreader.base.db import begin_write_transaction, db
from ethreader.contacts.queries import all_contacts
from ethreader.contacts.service import confirm_contact
from ethreader.events.models import Event
from ethreader.mail.models import MailState, OutboxMail
from ethreader.mail.outbox import ATTEMPTS
from ethreader.mail.sending import NotSent, SmtpSender
from ethreader.mail.service import notify_author
from ethreader.messages.mails import MESSAGE
from ethreader.ops.mail_process import MailProcess
from tests.browser.server import free_port
from tests.mail.inbox import Inbox
from tests.mail.processes import mail_process_with
from tests.mail.strangers import ask_as
from tests.mail.wishes import ADDRESS, ask_for_news
from tests.times import utcnow

pytestmark = pytest.mark.long

HOUR = timedelta(hours=1)


class Refusing(Inbox):
    """Refuses one command for good, until it is mended."""

    def __init__(self, command: str) -> None:
        super().__init__()
        self.command = command

    async def handle_EHLO(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return ["550 not you"] if self.command == "EHLO" else responses

    async def handle_HELO(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, hostname: str
    ) -> str:
        session.host_name = hostname
        return "550 not you" if self.command == "EHLO" else "250 hello"

    async def handle_MAIL(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.command == "MAIL":
            return "550 not from there"
        envelope.mail_from = address
        return "250 OK"

    def authenticate(
        self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        return AuthResult(success=self.command != "AUTH", handled=False)


@contextmanager
def refusing(command: str) -> Iterator[Refusing]:
    inbox = Refusing(command)
    inbox.port = free_port()
    controller = Controller(
        inbox,
        hostname="127.0.0.1",
        port=inbox.port,
        authenticator=inbox.authenticate,
        auth_require_tls=False,
    )
    controller.start()
    try:
        yield inbox
    finally:
        controller.stop()


class Closed(socketserver.StreamRequestHandler):
    """Greets with a refusal."""

    def handle(self) -> None:
        self.wfile.write(b"554 no service\r\n")


def rounds(process: MailProcess, count: int) -> None:
    """Work as the process does, an hour apart."""
    for number in range(count):
        process.round(now=utcnow() + number * HOUR)


def waiting() -> list[tuple[MailState, int]]:
    db.session.rollback()
    return [(mail.state, mail.attempts) for mail in db.session.scalars(select(OutboxMail))]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        pytest.param("AUTH", "SMTPAuthenticationError 535", id="the login is refused"),
        pytest.param(
            "MAIL",
            "SMTPSenderRefused 550 (it may want ETHREADER_MAIL_RETURN_PATH)",
            id="the sender is refused",
        ),
        pytest.param("EHLO", "SMTPHeloError 550", id="this machine is refused"),
    ],
)
def test_what_a_server_refuses_to_everybody_gives_no_mail_up(
    *,
    client: FlaskClient,
    event: Event,
    mail_process: MailProcess,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    command: str,
    said: str,
) -> None:
    with refusing(command) as server:
        url = f"smtp://user:secret@127.0.0.1:{server.port}"
        process = mail_process_with(tmp_path, ETHREADER_SMTP_URL=url)
        ask_for_news(client)
        rounds(process, ATTEMPTS + 2)
        meanwhile = waiting()
        server.command = ""
        process.round(now=utcnow() + (ATTEMPTS + 2) * HOUR)

    assert meanwhile == [(MailState.WAITING, 0)]
    assert server.recipients == [ADDRESS]
    ours = [each.getMessage() for each in caplog.records if each.name == "ethreader.mail.worker"]
    assert ours == [f"The mail server takes no mail: {said}. It is tried again every 30 s."]


def test_what_a_server_refused_to_everybody_uses_up_neither_budget_nor_quota(
    client: FlaskClient, event: Event, mail_process: MailProcess, tmp_path: Path
) -> None:
    with refusing("MAIL") as server:
        given = {"ETHREADER_SMTP_URL": server.url, "ETHREADER_MAIL_HOURLY": "8"}
        worker, now = mail_process_with(tmp_path, **given).worker, utcnow()
        ask_for_news(client)
        for number in range(10):
            worker.work(now=now + number * timedelta(seconds=31))
        server.command = ""
        worker.work(now=now + timedelta(minutes=6))

    assert server.recipients == [ADDRESS]


def test_a_trouble_is_told_anew_after_a_mail_has_left(
    event: Event, mail_process: MailProcess, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    for number, refusal in enumerate(("451 not now", "451 not now", "", "451 not now")):
        ask_as(f"reader{number}@gmail.com")
        inbox.refuse_all_with = refusal
        mail_process.worker.work(now=utcnow() + number * HOUR)

    told = [each.getMessage().partition(":")[0] for each in caplog.records]
    assert (len(inbox.mails), told) == (3, ["The mail server takes no mail"] * 2)


def test_a_server_in_trouble_is_left_alone_for_thirty_seconds(
    event: Event, mail_process: MailProcess, inbox: Inbox
) -> None:
    ask_as("reader@gmail.com")
    now, left = utcnow(), []
    inbox.refuse_all_with = "451 not now"
    mail_process.worker.work(now=now)
    inbox.refuse_all_with = ""

    for seconds in (29, 30):
        mail_process.worker.work(now=now + timedelta(seconds=seconds))
        left.append(len(inbox.mails))

    assert left == [0, 1]


def test_a_server_that_greets_with_a_refusal_gives_no_mail_up(
    client: FlaskClient, event: Event, mail_process: MailProcess, tmp_path: Path
) -> None:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Closed) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"smtp://127.0.0.1:{server.server_address[1]}"
        process = mail_process_with(tmp_path, ETHREADER_SMTP_URL=url)
        ask_for_news(client)
        rounds(process, ATTEMPTS + 2)
        server.shutdown()

    assert waiting() == [(MailState.WAITING, 0)]


class Breaking(Inbox):
    """Does something to the database while a mail is handed over."""

    def __init__(self, doing: Callable[[], None]) -> None:
        super().__init__()
        self.doing = doing

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.doing()
        return await super().handle_DATA(server, session, envelope)


def test_a_database_that_fails_meanwhile_gives_no_mail_up(
    *,
    client: FlaskClient,
    event: Event,
    mail_process: MailProcess,
    tmp_path: Path,
    inbox: Inbox,
    caplog: pytest.LogCaptureFixture,
) -> None:
    ask_for_news(client)
    ask_for_news(client, body="Another.", email="other@mail.example")
    engine = db.engine

    def break_it() -> None:
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE outbox_mail RENAME TO elsewhere"))

    breaking = Breaking(break_it)
    breaking.port = free_port()
    controller = Controller(breaking, hostname="127.0.0.1", port=breaking.port)
    controller.start()
    process = mail_process_with(tmp_path, ETHREADER_SMTP_URL=breaking.url)
    try:
        rounds(process, 3)
    finally:
        controller.stop()
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE elsewhere RENAME TO outbox_mail"))
    meanwhile = waiting()
    mail_process_with(tmp_path, ETHREADER_SMTP_URL=inbox.url).round(now=utcnow())

    # The first has left, and nobody could note that it has: that was a try.
    assert meanwhile == [(MailState.WAITING, 1), (MailState.WAITING, 0)]
    assert [len(breaking.mails), len(inbox.mails)] == [1, 2]
    assert {each.levelno for each in caplog.records} == {logging.ERROR}
    assert "sqlalchemy.exc.OperationalError" in caplog.text
    assert "no such table" not in caplog.text
    assert "A mail failed." not in caplog.text


def test_what_left_while_the_database_failed_is_noted_later_and_not_sent_again(
    client: FlaskClient, event: Event, mail_process: MailProcess, tmp_path: Path
) -> None:
    ask_for_news(client)
    engine = db.engine

    def rename(table: str, new: str) -> None:
        with engine.begin() as connection:
            connection.execute(text(f"ALTER TABLE {table} RENAME TO {new}"))

    breaking = Breaking(lambda: rename("outbox_mail", "elsewhere"))
    breaking.port = free_port()
    controller = Controller(breaking, hostname="127.0.0.1", port=breaking.port)
    controller.start()
    try:
        process = mail_process_with(tmp_path, ETHREADER_SMTP_URL=breaking.url)
        process.round(now=utcnow())
        rename("elsewhere", "outbox_mail")
        breaking.doing = lambda: None
        rounds(process, 3)
    finally:
        controller.stop()

    assert len(breaking.mails) == 1
    assert waiting() == [(MailState.SENT, 1)]


@pytest.mark.parametrize("other", ["of another author", "with another number"])
def test_only_the_mail_that_left_is_noted_as_sent(
    event: Event, mail_process: MailProcess, inbox: Inbox, *, other: str
) -> None:
    ask_as("reader@gmail.com")
    [mail] = db.session.scalars(select(OutboxMail))
    is_of_another = other == "of another author"
    mail_process.worker._unmarked = {
        ("x" if is_of_another else mail.contact.ledger_id, mail.id + (not is_of_another))
    }

    mail_process.worker.work(now=utcnow())

    assert len(inbox.mails) == 1


def test_a_mail_that_is_noted_as_sent_is_not_taken_for_one_that_gets_its_number_again(
    event: Event, mail_process: MailProcess, inbox: Inbox
) -> None:
    comment_id = ask_as("reader@gmail.com")
    begin_write_transaction()
    [contact] = all_contacts()
    confirm_contact(contact, days=90, now=utcnow())
    db.session.commit()
    numbers: list[int] = []
    for _ in range(2):
        begin_write_transaction()
        db.session.execute(delete(OutboxMail))
        notify_author(comment_id, MESSAGE, about_id=None, now=utcnow())
        db.session.commit()
        numbers += db.session.scalars(select(OutboxMail.id))
        mail_process.worker.work(now=utcnow())

    assert (numbers, len(inbox.mails)) == ([1, 1], 2)


@pytest.mark.parametrize(
    ("said", "is_final"),
    [
        pytest.param("550 no such mailbox", True, id="the mailbox"),
        pytest.param("550 5.1.1 <a@b.org>: Recipient address rejected", True, id="Postfix: nobody"),
        pytest.param("550 5.4.1 Recipient address rejected", True, id="Exchange: nobody"),
        pytest.param("552 5.2.2 mailbox full", True, id="the mailbox's size"),
        pytest.param("501 5.1.3 bad recipient", True, id="the recipient's spelling"),
        pytest.param("554 5.7.1 relay access denied", False, id="Postfix: a rule"),
        pytest.param("550 5.1.8 <n@b.org>: Domain not found", False, id="Postfix: the sender"),
        pytest.param("554 5.1.7 <>: Sender rejected", False, id="no sender, told late"),
        pytest.param("550 <box>: Helo command rejected", False, id="Postfix: this machine's name"),
        pytest.param("554 Client host [192.0.2.1] blocked", False, id="a list of machines"),
        pytest.param("550 5.4.5 Daily limit exceeded", False, id="Gmail: the day's limit"),
        pytest.param("550 Sending limit exceeded", False, id="a limit without a code"),
        pytest.param("554 Not accepted for policy reasons", False, id="Yahoo: a rule"),
        pytest.param("550 High probability of spam", False, id="taken for spam"),
        pytest.param("550 relay not permitted", False, id="Exim: a rule"),
        pytest.param("553 sorry, no such rcpthosts (#5.7.1)", False, id="qmail: a rule"),
        pytest.param("513 Relaying denied.", False, id="Courier: a rule"),
        pytest.param("503 This server requires authentication", False, id="MailEnable: no login"),
        pytest.param("550 Authentication is required for relay", False, id="hMailServer: no login"),
        pytest.param("521 this host takes no mail", False, id="a host without mail"),
        pytest.param("500 unknown command", False, id="a puzzled server"),
    ],
)
def test_only_what_is_said_of_one_recipient_is_final(
    inbox: Inbox, said: str, *, is_final: bool
) -> None:
    message = EmailMessage()
    message["Bcc"] = Address(addr_spec=ADDRESS)
    message.set_content("Hello\n", cte="8bit")
    inbox.refuse_with = said

    with pytest.raises(NotSent) as problem:
        SmtpSender(inbox.url, return_path="").send(message)

    assert problem.value.is_final is is_final
