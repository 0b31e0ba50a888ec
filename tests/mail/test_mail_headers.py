"""What a real mail server receives, byte for byte, read by rules of the wire alone."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from time_machine import Traveller

from ethreader.events.models import Event
from ethreader.mail.headers import sender_header, text_header
from ethreader.ops.mail_process import MailProcess
from tests.mail.inbox import Inbox
from tests.mail.processes import mail_process_with
from tests.mail.raw_mails import read_raw
from tests.mail.servers import AsciiOnly, serving
from tests.mail.wishes import ADDRESS, ask_for_news
from tests.times import utcnow

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
NAMES = [
    "Notices",
    "Обавештења Центра за заштиту жртава трговине људима и помоћ",
    "Nachrichten der Beratungsstelle für Betroffene von Menschenhandel in Belgrad und",
    "Обавештења" * 8,
    "Über, und „für“ alle (auch Sie)",
    'Dr. O"Neil \\ Söhne, GmbH',
    'O"Neil \\ Sons, Ltd. (Belgrade) <x@y.example>',
    "a@b.example",
    "=?utf-8?q?not_encoded?=",
    "_?= =_?é" * 10,
    "مرحبا بكم " * 8,
    "日本語の名前" * 13,
    "😀" * 80,
    "e\u0301" * 40,
    "A" * 80,
    "a  b " * 16,
    " é ",
]
HOSTS = [80, 200]  # Characters of `ETHREADER_MAIL_URL`.


def url_of(length: int) -> str:
    host = "n" * 50 + ".example"
    while len(host) < length - len("https://"):
        host = f"{'m' * min(60, length - len('https://') - len(host) - 1)}.{host}"
    return f"https://{host}"


def sent_with(process: MailProcess, inbox: Inbox) -> bytes:
    process.keep_keys(utcnow())
    process.worker.work(now=utcnow())
    [raw] = inbox.raw
    return raw


@pytest.mark.parametrize("length", HOSTS)
def test_a_link_that_stops_is_whole_however_long_it_is(
    *, client: FlaskClient, event: Event, inbox: Inbox, worker: object, tmp_path: Path, length: int
) -> None:
    ask_for_news(client)
    url = url_of(length)
    process = mail_process_with(tmp_path, ETHREADER_SMTP_URL=inbox.url, ETHREADER_MAIL_URL=url)

    raw = sent_with(process, inbox)

    assert len(url) == length
    fields = read_raw(raw).fields
    stop = re.fullmatch(rf"<({re.escape(url)}/mail/stop/[\w-]{{43}})>", fields["List-Unsubscribe"])
    assert stop is not None
    assert f"\r\nList-Unsubscribe: <{stop[1]}>\r\n".encode() in raw
    assert fields["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [url in line for line in read_raw(raw).text.split() if "/confirm/" in line] == [True]


def test_a_mail_carries_these_headers_and_no_other(
    client: FlaskClient, event: Event, worker: object, mail_process: MailProcess, inbox: Inbox
) -> None:
    ask_for_news(client)

    mail = read_raw(sent_with(mail_process, inbox))

    said = {name: value for name, value in mail.fields.items() if name not in RANDOM}
    assert said == {
        "From": "Notices <notices@localhost>",
        "To": ADDRESS,
        "Subject": "A message for you",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "MIME-Version": "1.0",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "8bit",
    }
    assert mail.fields.keys() - said.keys() == RANDOM
    assert re.fullmatch(r"<[0-9a-f]{32}@localhost>", mail.fields["Message-ID"])


RANDOM = {"Date", "Message-ID", "List-Unsubscribe"}


def test_a_date_tells_the_minute_and_no_zone(
    *, clock: Traveller, client: FlaskClient, event: Event, mail_process: MailProcess, inbox: Inbox
) -> None:
    ask_for_news(client)
    clock.move_to(datetime(2026, 2, 3, 23, 59, 58, tzinfo=UTC))

    mail = read_raw(sent_with(mail_process, inbox))

    assert mail.fields["Date"] == "Tue, 03 Feb 2026 23:59:00 +0000"


@pytest.mark.parametrize("given", ["", "nothing@keeps.example"], ids=["none", "its own"])
def test_reports_and_out_of_office_replies_go_to_no_mailbox_that_people_read(
    *, client: FlaskClient, event: Event, worker: object, inbox: Inbox, tmp_path: Path, given: str
) -> None:
    ask_for_news(client)
    settings = {"ETHREADER_MAIL_RETURN_PATH": given} if given else {}
    process = mail_process_with(tmp_path, ETHREADER_SMTP_URL=inbox.url, **settings)

    sent_with(process, inbox)

    assert inbox.senders == [given or "<>"]


def test_who_it_is_from_and_about_what_is_read_as_it_was_set(
    *, client: FlaskClient, event: Event, worker: object, inbox: Inbox, tmp_path: Path
) -> None:
    ask_for_news(client)
    given = {"ETHREADER_MAIL_NAME": NAMES[2], "ETHREADER_MAIL_SUBJECT": NAMES[1]}
    process = mail_process_with(tmp_path, ETHREADER_SMTP_URL=inbox.url, **given)

    mail = read_raw(sent_with(process, inbox))

    assert (mail.sender, mail.subject) == ((NAMES[2], "notices@localhost"), NAMES[1])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("email", ["n@a.example", f"{'n' * 60}@{'b' * 60}.example"])
def test_any_name_is_folded_and_read_as_it_was_set(name: str, email: str) -> None:
    lines = sender_header(name, email), text_header("Subject", name)

    raw = "".join(f"{each.name}: {each}\n" for each in lines).replace("\n", "\r\n")
    mail = read_raw(raw.encode("ascii") + b"\r\n")

    assert (mail.sender, mail.subject) == ((name.strip(), email), name.strip())


def test_a_server_that_takes_ascii_alone_gets_it(
    *, client: FlaskClient, event: Event, worker: object, tmp_path: Path
) -> None:
    ask_for_news(client)
    with serving(AsciiOnly()) as inbox:
        process = mail_process_with(tmp_path, ETHREADER_SMTP_URL=inbox.url)
        raw = sent_with(process, inbox)

    assert raw.isascii()
    assert "If it wasn’t you" in read_raw(raw).text
