"""Odd emails, names and texts through the mail process, past every trouble.

Nothing is lost, nothing is doubled, and each mail keeps the rules of the wire.
"""

import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import NullPool, create_engine, select, text

from ethreader.base.db import db
from ethreader.base.locks import DatabaseBusy
from ethreader.contacts.emails import normalise_email
from ethreader.events.models import Event
from ethreader.mail.models import MailState, OutboxMail
from ethreader.ops.mail_process import MailProcess
from tests.browser.server import PATIENCE, Site
from tests.comments.forms import COMMENTS, filled_in
from tests.conftest import EVENT_FILE, make_app, make_event
from tests.mail.inbox import Inbox
from tests.mail.odd_input import REFUSED, good_emails, words
from tests.mail.processes import mail_process_with
from tests.mail.raw_mails import read_raw
from tests.mail.servers import serving
from tests.postgres import PostgresUrl
from tests.times import utcnow
from tests.visitors import HTMX, with_visitors

pytestmark = pytest.mark.long

EMAILS = 180
STEP = timedelta(minutes=1)
PLENTY = "100000"  # Mails an hour.


class Moody(Inbox):
    """Takes a mail in the end, after each of the troubles that real servers make."""

    def __init__(self, *, trouble: str) -> None:
        super().__init__()
        self.trouble = trouble
        self.tries: Counter[str] = Counter()

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        self.tries[address] += 1
        if self.trouble == "greylisting" and self.tries[address] == 1:
            return "451 4.7.1 come again"
        if self.trouble == "relaying" and self.tries[address] == 1:
            return "554 5.7.1 relay access denied"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        [to] = envelope.rcpt_tos
        if self.trouble == "breaking" and self.tries[to] == 1:
            session.peer = None
            server.transport.abort()  # In the midst of a mail.
            return "421 gone"
        if self.trouble == "closing" and self.tries[to] == 1:
            return "421 4.3.2 closing"
        return await super().handle_DATA(server, session, envelope)


class Varying(Moody):
    """Speaks SMTPUTF8 in every other conversation, and has every tenth mail come again."""

    def __init__(self) -> None:
        super().__init__(trouble="")
        self.conversations = 0

    async def handle_EHLO(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.conversations += 1
        return [each for each in responses if self.conversations % 2 or "SMTPUTF8" not in each]

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        self.trouble = "" if len(self.tries) % 10 else "greylisting"
        return await super().handle_RCPT(server, session, envelope, address, options)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """A site that takes many comments from one machine."""
    app = make_app(tmp_path / "instance", ETHREADER_LIMITS="off")
    with app.app_context():
        yield with_visitors(app)
        db.session.remove()
        db.engine.dispose()


def process_for(folder: Path, inbox: Inbox, **given: str) -> MailProcess:
    process = mail_process_with(
        folder, ETHREADER_SMTP_URL=inbox.url, ETHREADER_MAIL_HOURLY=PLENTY, **given
    )
    process.keep_keys(utcnow())
    return process


def post(client: FlaskClient, number: int, email: str) -> int:
    form = filled_in(client, email=email, notify="y", **words(number))
    return client.post(COMMENTS, data=form, headers=HTMX).status_code


def states() -> Counter[MailState]:
    db.session.rollback()
    return Counter(db.session.scalars(select(OutboxMail.state)))


def work_until_all_left(process: MailProcess, *, now: datetime) -> datetime:
    """Work as the process does, a minute apart."""
    for _ in range(300):
        process.round(now=now)
        now += STEP
        if states()[MailState.WAITING] == 0:
            break
    return now


def assert_all_came_once(inbox: Inbox, emails: list[str]) -> None:
    assert Counter(inbox.recipients) == Counter(map(normalise_email, emails))
    assert states() == {MailState.SENT: len(emails)}
    for raw, to in zip(inbox.raw, inbox.recipients, strict=True):
        mail = read_raw(raw)
        assert mail.fields["To"] == to.replace("+news", "")
        assert mail.fields["List-Unsubscribe"].isascii()


def wait_until_all_were_tried(inbox: Moody, mail: "subprocess.Popen[bytes]", site: Site) -> None:
    """Wait for as long as mails come, and the process lives."""
    had, deadline = 0, time.monotonic() + PATIENCE
    while had < EMAILS:
        if len(inbox.tries) > had:
            had, deadline = len(inbox.tries), time.monotonic() + PATIENCE
        assert mail.poll() is None, site.log
        assert time.monotonic() < deadline, site.log
        time.sleep(0.05)


def test_any_email_name_and_text_comes_through_once_and_the_process_lives(
    *, client: FlaskClient, event: Event, tmp_path: Path
) -> None:
    emails = list(good_emails(EMAILS))
    with serving(Varying(), enable_SMTPUTF8=True) as inbox:
        process = process_for(tmp_path, inbox)
        given = {"ETHREADER_SMTP_URL": inbox.url, "ETHREADER_MAIL_HOURLY": PLENTY}
        site = Site(tmp_path / "instance", with_mail=False, **given)
        mail = site.start_mail()
        try:
            taken = [post(client, number, email) for number, email in enumerate(emails)]
            refused = [post(client, 1000 + number, email) for number, email in enumerate(REFUSED)]
            wait_until_all_were_tried(inbox, mail, site)
        finally:
            mail.terminate()
            mail.wait(timeout=PATIENCE)
        work_until_all_left(process, now=utcnow() + STEP)

    assert (set(taken), set(refused)) == ({201}, {422})
    assert (mail.returncode, site.log.count("Traceback")) == (0, 0)
    assert Counter(inbox.tries.values()) == {1: EMAILS - EMAILS // 10, 2: EMAILS // 10}
    assert_all_came_once(inbox, emails)


@pytest.mark.parametrize("trouble", ["greylisting", "relaying", "breaking", "closing"])
def test_a_trouble_loses_no_mail_and_doubles_none(
    *, client: FlaskClient, event: Event, tmp_path: Path, trouble: str
) -> None:
    emails = list(good_emails(8))
    with serving(Moody(trouble=trouble)) as inbox:
        process = process_for(tmp_path, inbox)
        for number, email in enumerate(emails):
            assert post(client, number, email) == 201
        work_until_all_left(process, now=utcnow())

    assert_all_came_once(inbox, emails)
    assert set(inbox.tries.values()) == {2}


def test_a_server_that_is_gone_for_hours_loses_no_mail(
    *, client: FlaskClient, event: Event, tmp_path: Path
) -> None:
    emails = list(good_emails(8))
    inbox = Inbox()
    with serving(inbox):
        process = process_for(tmp_path, inbox)
    for number, email in enumerate(emails):
        assert post(client, number, email) == 201
    now = utcnow()
    for _ in range(30):
        process.round(now=now)
        now += timedelta(hours=1)
    with serving(inbox):
        work_until_all_left(process, now=now)

    assert_all_came_once(inbox, emails)


def test_a_database_that_is_locked_for_a_while_loses_no_mail(
    *, client: FlaskClient, event: Event, tmp_path: Path
) -> None:
    emails = list(good_emails(8))
    path = tmp_path / "instance" / "ethreader.sqlite3"
    with serving(Inbox()) as inbox:
        process = process_for(tmp_path, inbox)
        for number, email in enumerate(emails):
            assert post(client, number, email) == 201
        now = utcnow()
        db.session.remove()
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(DatabaseBusy):
                process.worker.work(now=now)
            meanwhile = len(inbox.raw)
            other.execute("ROLLBACK")
        work_until_all_left(process, now=now + 2 * STEP)

    assert meanwhile == 0
    assert_all_came_once(inbox, emails)


def test_a_database_that_is_gone_while_a_mail_leaves_loses_none_and_doubles_none(
    *, event: Event, tmp_path: Path, postgres: PostgresUrl
) -> None:
    db.session.remove()
    url = postgres(is_migrated=True)
    folder = tmp_path / "other"
    app = make_app(folder / "instance", ETHREADER_LIMITS="off", ETHREADER_DATABASE_URL=url)
    emails = list(good_emails(4))
    with app.app_context(), serving(Inbox()) as inbox:
        make_event(tmp_path, "winter-meeting", EVENT_FILE)
        process = process_for(folder, inbox, ETHREADER_DATABASE_URL=url)
        for number, email in enumerate(emails):
            assert post(with_visitors(app).test_client(), number, email) == 201
        inbox.before_answer = lambda: end_connections(url)
        now = utcnow()
        for _ in range(6):
            process.round(now=now)
            now += STEP
        inbox.before_answer = lambda: None
        work_until_all_left(process, now=now)

        assert_all_came_once(inbox, emails)
        db.session.remove()
        db.engine.dispose()


def end_connections(url: str) -> None:
    """End all of a database's connections, as its restart does."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )


def test_a_process_that_is_stopped_ends_between_two_mails(
    *, client: FlaskClient, event: Event, tmp_path: Path
) -> None:
    emails = list(good_emails(4))
    with serving(Inbox()) as inbox:
        process = process_for(tmp_path, inbox)
        for number, email in enumerate(emails):
            assert post(client, number, email) == 201
        inbox.before_answer = process.stop  # As SIGTERM does, while a mail is on its way.
        process.round(now=utcnow())
        left = len(inbox.raw)
        work_until_all_left(process_for(tmp_path, inbox), now=utcnow())

    assert left == 1
    assert_all_came_once(inbox, emails)
