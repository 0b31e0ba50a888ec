"""Mails that tell moderators how much waits: by choice, after a confirmation, and only numbers."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from ethreader.accounts.choices import ModeratorRole
from ethreader.accounts.people_service import remove_moderator
from ethreader.accounts.queries import moderator_by_name
from ethreader.accounts.role_service import change_role
from ethreader.accounts.service import add_moderator
from ethreader.alerts.choices import Pace
from ethreader.alerts.digest_service import is_time
from ethreader.alerts.models import Digest
from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import Comment, State
from ethreader.contacts.keyring import opened
from ethreader.contacts.models import Contact
from ethreader.events.models import Event
from ethreader.mail.models import OutboxMail
from ethreader.messages.models import MessageSender
from ethreader.messages.service import send_message
from ethreader.ops.mail_process import MailProcess
from ethreader.retention.service import forget_after_restore
from tests.alerts.receiver import SECRET, Receiver, receiving
from tests.conftest import EVENT_FILE, ZONE, make_app, make_comment, make_event
from tests.mail.inbox import Inbox
from tests.mail.processes import mail_process_with
from tests.moderation.deciding import token_of
from tests.times import utcnow
from tests.visitors import signed_in_as
from tests.words import new_word

EMAIL = "volunteer@mail.example"
PAGE = "/moderation/emails"
HOUR = timedelta(hours=1)
NOW = utcnow().replace(minute=30, second=0, microsecond=0) + HOUR


def press(moderator_client: FlaskClient, **fields: str) -> int:
    """Send the form of the page; return the status."""
    data = {"csrf_token": token_of(moderator_client), **fields}
    return moderator_client.post(PAGE, data=data).status_code


def wait(*, urgency: int = 0, **given: Any) -> Comment:
    """Let a comment wait under the one event."""
    db.session.rollback()
    event = db.session.scalars(select(Event)).one()
    comment = make_comment(event, state=State.PENDING, **{"body": new_word(), **given})
    begin_write_transaction()
    db.session.get_one(Comment, comment.id).urgency = urgency
    db.session.commit()
    return comment


def work(mail_process: MailProcess, *, now: datetime) -> None:
    """Do of the mail process's work what digests need."""
    mail_process.alerts.watch(now)
    mail_process.alerts.queue_digests(now)
    mail_process.worker.work(now=now)


def left() -> list[int]:
    """Count the moderators' emails, their wishes, and the mails to them."""
    db.session.rollback()
    emails = select(func.count()).where(Contact.moderator_id.is_not(None))
    counts = [emails, *(select(func.count()).select_from(each) for each in (Digest, OutboxMail))]
    return [db.session.scalar(each) or 0 for each in counts]


@pytest.fixture
def told(
    moderator_client: FlaskClient, event: Event, mail_process: MailProcess, inbox: Inbox
) -> Inbox:
    """The mailbox of a moderator who has confirmed it; the time is `NOW`, and something waits."""
    wait(name="Mira", body="Private words.")
    assert press(moderator_client, pace="hourly", email=EMAIL) == 303
    work(mail_process, now=NOW)
    assert [mail["To"] for mail in inbox.mails] == [EMAIL]
    assert moderator_client.post(inbox.link("mail/confirm")).status_code == 200
    return inbox


def test_nothing_but_the_request_is_sent_before_it_is_confirmed(
    *, moderator_client: FlaskClient, event: Event, mail_process: MailProcess, inbox: Inbox
) -> None:
    wait()
    press(moderator_client, pace="hourly", email=EMAIL)
    for hours in range(3):
        mail_process.round(now=NOW + hours * HOUR)

    [mail] = inbox.mails
    assert "Someone asked for updates to be sent to this address." in mail.get_content()


def test_digest_tells_numbers_and_a_link_and_nothing_of_comments(
    *, told: Inbox, event: Event, mail_process: MailProcess
) -> None:
    wait(urgency=1)
    danger = wait(urgency=2)
    public_id = danger.public_id
    begin_write_transaction()
    send_message(danger.id, MessageSender.AUTHOR, "Please call.", now=NOW)
    db.session.commit()

    work(mail_process, now=NOW + timedelta(minutes=1))

    asked, digest = told.mails
    text = digest.get_content()
    assert re.findall(r"([A-Z][a-z ]+): (\d+)", text) == [
        *(("Waiting", "2"), ("To be read soon", "1"), ("Set apart", "1")),
        *(("Reported", "0"), ("Messages", "1")),
    ]
    assert [line for line in text.splitlines() if line.startswith("http")] == [
        "http://127.0.0.1:8000/moderation/",
        digest["List-Unsubscribe"].strip("<>"),
    ]
    assert [digest[name] for name in ("From", "Subject")] == [
        asked[name] for name in ("From", "Subject")
    ]
    for secret in ("Mira", "Private", "Winter", "Ana", "omment", public_id):
        assert secret not in digest.as_string()


def test_nothing_new_is_no_mail_and_something_new_is_one_at_the_next_full_hour(
    *, told: Inbox, event: Event, mail_process: MailProcess
) -> None:
    counts = []
    for minutes in (1, 60, 120, 180):
        work(mail_process, now=NOW + timedelta(minutes=minutes))
        counts.append(len(told.mails))
    wait()
    wait()
    for minutes in (200, 209, 210, 215, 300):
        work(mail_process, now=NOW + timedelta(minutes=minutes))
        counts.append(len(told.mails))

    assert counts == [2, 2, 2, 2, 3, 3, 3, 3, 3]


def test_what_is_decided_before_the_hour_is_not_told(
    *, told: Inbox, event: Event, mail_process: MailProcess
) -> None:
    begin_write_transaction()
    for each in db.session.scalars(select(Comment)):
        each.state = State.SPAM
    db.session.commit()

    work(mail_process, now=NOW + HOUR)

    assert len(told.mails) == 1


def unsubscribed(client: FlaskClient, told: Inbox) -> None:
    header = told.mails[-1]["List-Unsubscribe"].strip("<>")
    data = {"List-Unsubscribe": "One-Click"}
    assert client.post(f"/{header.split('/', 3)[3]}", data=data).status_code == 200


def never(client: FlaskClient, _told: Inbox) -> None:
    press(client, pace="never")


def never_at_all(client: FlaskClient, told: Inbox) -> None:
    assert client.post(told.link("mail/never", number=0)).status_code == 200


def by_command(client: FlaskClient, _told: Inbox) -> None:
    done = client.application.test_cli_runner().invoke(args=["moderator", "emails", "Ana", "never"])
    assert done.exit_code == 0, done.output


def on_request(client: FlaskClient, _told: Inbox) -> None:
    runner = client.application.test_cli_runner()
    told = runner.invoke(args=["privacy", "report"], input=f"{EMAIL}\n").output
    done = runner.invoke(args=["privacy", "erase"], input=f"{EMAIL}\n")
    assert "mails to the moderator Ana (hourly), email kept until they stop" in told
    assert done.exit_code == 0, done.output


def removed(_client: FlaskClient, _told: Inbox) -> None:
    remove_moderator("Ana", now=utcnow())


def editor(_client: FlaskClient, _told: Inbox) -> None:
    ana = moderator_by_name("Ana")
    assert ana is not None
    change_role(ana, ModeratorRole.EDITOR, now=utcnow())


def restored(_client: FlaskClient, _told: Inbox) -> None:
    forget_after_restore(utcnow())


@pytest.mark.parametrize(
    "end",
    [unsubscribed, never, never_at_all, by_command, on_request, removed, editor, restored],
)
def test_email_and_wish_go_and_no_mail_comes(
    *, moderator_client: FlaskClient, told: Inbox, mail_process: MailProcess, end: Any
) -> None:
    work(mail_process, now=NOW + timedelta(minutes=1))
    assert left()[:2] == [1, 1]
    begin_write_transaction()
    add_moderator("Zora", now=utcnow(), role=ModeratorRole.ADMIN)
    db.session.commit()

    if end in {removed, editor, restored}:
        begin_write_transaction()
    end(moderator_client, told)
    db.session.commit()
    work(mail_process, now=NOW + 2 * HOUR)

    assert left() == [0, 0, 0]
    assert len(told.mails) == 2


def test_email_is_sealed_and_shown_to_nobody(
    *, app: Flask, moderator_client: FlaskClient, told: Inbox, tmp_path: Path
) -> None:
    begin_write_transaction()
    add_moderator("Zora", now=utcnow(), role=ModeratorRole.ADMIN)
    db.session.commit()
    zora = signed_in_as(app, "Zora")
    pages = [moderator_client.get(path).text for path in (PAGE, "/moderation/account")]
    pages += [zora.get(f"/moderation/people{path}").text for path in ("", "/1")]

    db.session.remove()
    files = [path.read_bytes() for path in (tmp_path / "instance").glob("*.sqlite3*")]

    assert files
    assert "is confirmed" in pages[0]
    for page in (*pages, *map(repr, files)):
        assert "volunteer" not in page
        assert "mail.example" not in page


def test_box_of_a_moderator_opens_for_no_comment_and_is_renewed_each_month(
    *, told: Inbox, mail_process: MailProcess, event: Event
) -> None:
    work(mail_process, now=NOW + timedelta(minutes=1))
    contact = db.session.scalars(select(Contact)).one()
    before, later = contact.key_id, NOW + timedelta(days=200)
    for days in range(0, 201, 20):
        mail_process.keep_keys(NOW + timedelta(days=days))
    db.session.rollback()

    contact = db.session.scalars(select(Contact)).one()
    details = opened(contact, mail_process.keys)
    assert details is not None
    assert (details.email, details.sealed_for >> 63) == (EMAIL, 1)
    assert contact.key_id != before
    assert contact.key.month == f"{later:%Y-%m}"
    assert contact.expires_at > later
    wait()
    work(mail_process, now=later + 2 * HOUR)
    assert len(told.mails) == 3


def test_another_email_takes_the_place_of_the_one_before_once_it_is_confirmed(
    *, moderator_client: FlaskClient, told: Inbox, mail_process: MailProcess, event: Event
) -> None:
    press(moderator_client, pace="daily", email="other@mail.example")
    wait()
    work(mail_process, now=NOW + 2 * HOUR)
    moderator_client.post(told.link("mail/confirm"))
    work(mail_process, now=NOW + 3 * HOUR)

    assert told.recipients == [EMAIL, *["other@mail.example"] * 2]
    assert left()[:2] == [1, 1]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"pace": "hourly", "email": ""}, "Enter your email address"),
        ({"pace": "hourly", "email": "nobody"}, "Enter an email address like"),
        ({"email": EMAIL}, "Choose how often"),
        ({"pace": "weekly", "email": EMAIL}, "Choose how often"),
    ],
)
def test_form_with_a_mistake_stores_nothing_and_comes_back(
    moderator_client: FlaskClient, mail_process: MailProcess, fields: dict[str, str], words: str
) -> None:
    data = {"csrf_token": token_of(moderator_client), **fields}

    response = moderator_client.post(PAGE, data=data)

    assert (response.status_code, left()) == (422, [0, 0, 0])
    assert words in response.text
    assert f'value="{fields.get("email", "")}"' in response.text


def test_seventh_email_of_a_day_is_refused(
    moderator_client: FlaskClient, mail_process: MailProcess
) -> None:
    statuses = [
        press(moderator_client, pace="daily", email=f"n{number}@mail{number}.example")
        for number in range(7)
    ]

    assert statuses == [*[303] * 6, 429]
    assert left()[:2] == [1, 1]


def test_without_a_mail_process_no_email_is_asked_for(moderator_client: FlaskClient) -> None:
    assert "can’t send emails at the moment" in moderator_client.get(PAGE).text
    assert press(moderator_client, pace="daily", email=EMAIL) == 409
    assert left() == [0, 0, 0]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


def test_mail_names_no_site_where_links_must_not_and_the_webhook_is_called(
    tmp_path: Path, inbox: Inbox, receiver: Receiver
) -> None:
    given = {
        "ETHREADER_SMTP_URL": inbox.url,
        "ETHREADER_BASE_URL": "http://events.localhost",
        "ETHREADER_MAIL_URL": "http://notes.localhost",
        "ETHREADER_MAIL_KEYS": str(tmp_path / "keys"),
        "ETHREADER_WEBHOOK_URL": receiver.url,
        "ETHREADER_WEBHOOK_SECRET": SECRET,
    }
    app = make_app(tmp_path / "instance", **given)
    with app.app_context():
        process = mail_process_with(tmp_path, **given)
        process.keep_keys(utcnow())
        begin_write_transaction()
        add_moderator("Ana", now=utcnow())
        db.session.commit()
        runner = app.test_cli_runner()
        args = ["moderator", "emails", "Ana", "hourly", "--language", "de"]
        done = runner.invoke(args=args, input=f"{EMAIL}\n")
        assert done.exit_code == 0, done.output
        process.round(now=NOW)
        path = inbox.link("mail/confirm")
        client = app.test_client()
        assert client.post(f"/de{path}", base_url="http://notes.localhost").status_code == 200
        make_event(tmp_path, "winter-meeting", EVENT_FILE)
        wait()
        process.round(now=NOW + HOUR)
        text = inbox.mails[-1].get_content()
        assert "Wartet: 1" in text
        assert re.findall(r"http://[^/]+", text) == ["http://notes.localhost"]
        assert [each["news"] for each in receiver.told] == [["waiting"]]
        db.session.remove()


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("pace", "told_at", "now", "is_due"),
    [
        pytest.param("hourly", "2026-07-01T10:00", "2026-07-01T10:59", False, id="not yet"),
        pytest.param("hourly", "2026-07-01T10:00", "2026-07-01T11:00", True, id="the next hour"),
        pytest.param("hourly", "2026-07-01T10:37", "2026-07-01T11:00", False, id="too soon"),
        pytest.param("hourly", "2026-07-01T10:37", "2026-07-01T12:00", True, id="a full hour"),
        pytest.param("daily", "2026-07-01T06:00", "2026-07-02T05:59", False, id="before morning"),
        pytest.param("daily", "2026-07-01T06:00", "2026-07-02T06:00", True, id="in the morning"),
        pytest.param("daily", "2026-07-01T10:00", "2026-07-02T06:00", True, id="told at noon"),
        pytest.param("daily", "2026-07-02T06:30", "2026-07-02T23:00", False, id="once a day"),
    ],
)
def test_time_of_a_digest(pace: str, told_at: str, now: str, *, is_due: bool) -> None:
    found = is_time(Pace(pace), moment(told_at), zone=ZONE, now=moment(now))

    assert found is is_due
