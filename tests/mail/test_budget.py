"""The mails that may leave within an hour: news first, and the operator is told."""

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from ethreader.base.clock import truncate_to_day
from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.mails import REPLY
from ethreader.contacts.queries import all_contacts
from ethreader.contacts.service import confirm_contact
from ethreader.events.models import Event
from ethreader.mail import outbox
from ethreader.mail.budget import HourlyBudget
from ethreader.mail.kinds import CONFIRM, MailKind
from ethreader.mail.models import MailState, OutboxMail
from ethreader.mail.schedule import mails_to_deliver
from ethreader.mail.service import notify_author, retry_unreadable
from ethreader.messages.mails import MESSAGE
from ethreader.ops.mail_process import MailProcess
from tests.conftest import ZONE
from tests.mail.inbox import Inbox
from tests.mail.processes import mail_process_with
from tests.mail.strangers import ask_as
from tests.mail.wishes import LATER, ask_for_news, decide, told_by
from tests.times import utcnow

HOUR = timedelta(hours=1)
WARNING = (
    "More mails are due than ETHREADER_MAIL_HOURLY lets out (8 an hour). Requests to confirm wait, "
    "and are dropped after 24 hours: see `flask mail status`."
)


@pytest.fixture
def mail_process(app: Flask, tmp_path: Path, inbox: Inbox) -> MailProcess:
    """A mail process that lets out eight mails an hour, six of them requests."""
    process = mail_process_with(tmp_path, ETHREADER_SMTP_URL=inbox.url, ETHREADER_MAIL_HOURLY="8")
    process.keep_keys(utcnow())
    return process


def flood(count: int, *, name: str) -> None:
    for number in range(count):
        ask_as(f"{name}{number}@gmail.com")


def test_requests_wait_news_leave_and_the_operator_is_told_once(
    *,
    app: Flask,
    client: FlaskClient,
    event: Event,
    moderator_client: FlaskClient,
    mail_process: MailProcess,
    inbox: Inbox,
    caplog: pytest.LogCaptureFixture,
) -> None:
    public_id = ask_for_news(client)
    now = utcnow()
    mail_process.worker.work(now=now)
    client.post(inbox.link("mail/confirm"))
    decide(moderator_client, public_id, "publish")
    flood(9, name="reader")

    for _ in range(3):
        mail_process.worker.work(now=now + LATER)
    in_first_hour = [("/mail/confirm/" in each.get_content()) for each in inbox.mails]
    mail_process.worker.work(now=now + LATER + HOUR)

    # The one before, the news, and four requests more; then those that waited.
    assert in_first_hour == [True, False, *[True] * 4]
    assert len(inbox.mails) == 6 + 5
    assert caplog.messages == [WARNING]


def status(app: Flask) -> list[str]:
    """Return how many mails wait and how many were dropped."""
    said = app.test_cli_runner().invoke(args=["mail", "status"])
    return [line.split(", of")[0] for line in said.output.splitlines()[0::3]]


def full_for(hours: int, *, until: datetime) -> HourlyBudget:
    """Return a budget of eight that was used up in each of the last hours."""
    budget = HourlyBudget(8)
    for hour in range(hours, -1, -1):
        for _ in range(8):
            budget.use(CONFIRM, now=until - hour * HOUR)
    return budget


@pytest.mark.parametrize(("hours", "dropped"), [(23, 0), (24, 3)])
def test_requests_that_the_budget_held_up_for_a_day_are_dropped_and_counted(
    app: Flask, event: Event, mail_process: MailProcess, *, hours: int, dropped: int
) -> None:
    flood(3, name="reader")
    later = utcnow() + timedelta(hours=25)

    leave = mails_to_deliver(full_for(hours, until=later), zone=ZONE, now=later)

    assert leave == []
    assert status(app) == [
        f"waiting: {3 - dropped}",
        f"dropped, beyond ETHREADER_MAIL_HOURLY: {dropped}",
    ]


def test_requests_whose_key_was_missing_have_their_turn_yet(
    app: Flask, event: Event, mail_process: MailProcess
) -> None:
    flood(3, name="reader")
    [*mails] = db.session.scalars(select(OutboxMail.id))
    for mail_id in mails:
        outbox.set_unreadable(mail_id)
    later = utcnow() + timedelta(hours=25)
    begin_write_transaction()
    retry_unreadable(now=later)
    db.session.commit()

    mails_to_deliver(full_for(24, until=later), zone=ZONE, now=later)

    assert status(app) == ["waiting: 3", "dropped, beyond ETHREADER_MAIL_HOURLY: 0"]


@pytest.mark.parametrize("trouble", ["no mail process", "no server"])
def test_what_waited_while_nobody_sent_leaves_at_its_pace(
    *, app: Flask, event: Event, mail_process: MailProcess, inbox: Inbox, trouble: str
) -> None:
    now = utcnow()
    ask_as("before@gmail.com")
    mail_process.worker.work(now=now)
    flood(8, name="reader")
    if trouble == "no server":
        inbox.refuse_all_with = "451 not now"
        for hour in (1, 25):
            mail_process.worker.work(now=now + hour * HOUR)
        inbox.refuse_all_with = ""

    for hour in (26, 27):
        mail_process.worker.work(now=now + hour * HOUR)

    assert len(inbox.mails) == 1 + 8
    assert status(app) == ["waiting: 0", "dropped, beyond ETHREADER_MAIL_HOURLY: 0"]


def used(budget: HourlyBudget, *kinds: MailKind) -> list[int]:
    """Count mails at one moment; return what is left for news and for requests."""
    now = utcnow()
    for kind in kinds:
        budget.use(kind, now=now)
    return [budget.left_for_news(now=now), budget.left_for_requests(now=now, news=0)]


def test_what_was_not_sent_is_given_back_as_the_last_one() -> None:
    budget, now = HourlyBudget(8), utcnow()
    budget.use(REPLY, now=now - timedelta(minutes=59))
    budget.use(REPLY, now=now)

    budget.give_back()

    assert budget.left_for_news(now=now) == 8 - 1 - 1  # One is kept for requests.
    assert budget.left_for_news(now=now + timedelta(minutes=1)) == 8 - 1


def test_news_never_take_the_share_of_requests() -> None:
    of_twenty = {
        "nothing left": used(HourlyBudget(20)),
        "all news": used(HourlyBudget(20), *[REPLY] * 18),
        "half a share": used(HourlyBudget(20), *[REPLY] * 18, CONFIRM),
        "whole share": used(HourlyBudget(20), *[REPLY] * 18, CONFIRM, CONFIRM),
        "many requests": used(HourlyBudget(20), *[CONFIRM] * 15),
    }

    assert of_twenty == {
        "nothing left": [18, 15],
        "all news": [0, 2],
        "half a share": [0, 1],
        "whole share": [0, 0],
        "many requests": [5, 0],
    }
    assert used(HourlyBudget(4), *[REPLY] * 3) == [0, 1]


def test_requests_leave_though_news_would_take_the_whole_hour(
    *, app: Flask, client: FlaskClient, event: Event, mail_process: MailProcess, inbox: Inbox
) -> None:
    numbers = [ask_as(f"author{number}@gmail.com") for number in range(12)]
    begin_write_transaction()
    for contact in all_contacts():
        confirm_contact(contact, days=90, now=utcnow())
    for number in numbers:
        notify_author(number, MESSAGE, about_id=None, now=utcnow())
    db.session.commit()
    flood(2, name="reader")

    for _ in range(4):  # In the first ones go requests that are answered already.
        mail_process.worker.work(now=utcnow())

    assert Counter(map(told_by, inbox.mails)) == {"message": 7, "confirm": 1}


def test_status_says_where_mails_stand_and_names_nobody(
    app: Flask, event: Event, mail_process: MailProcess, inbox: Inbox
) -> None:
    ask_as("sent@gmail.com")
    mail_process.worker.work(now=utcnow())
    ask_as("refused@gmail.com")
    inbox.refuse_with = "550 no such mailbox"
    mail_process.worker.work(now=utcnow())
    ask_as("later@gmail.com")
    inbox.refuse_with = "451 busy"
    mail_process.worker.work(now=utcnow())
    ask_as("waiting@gmail.com")

    said = app.test_cli_runner().invoke(args=["mail", "status"])

    assert said.output == (
        "waiting: 2, of which set aside after a failure: 1\n"
        "sent today: 1\n"
        "given up: 1, without the key to open them: 0\n"
        "dropped, beyond ETHREADER_MAIL_HOURLY: 0\n"
    )


def put_in_states(*states: tuple[MailState, int]) -> None:
    """Have a mail for each state and number of tries, done with today or due now."""
    for number, (state, attempts) in enumerate(states):
        ask_as(f"author{number}@gmail.com")
        mail = db.session.scalars(select(OutboxMail).order_by(OutboxMail.id.desc())).first()
        assert mail is not None
        mail.state, mail.attempts = state, attempts
        mail.due_at = truncate_to_day(utcnow(), ZONE)
        db.session.commit()


OF_EACH_STATE = (
    *[(MailState.WAITING, 0)] * 2,
    (MailState.WAITING, 1),
    *[(MailState.WAITING, 2)] * 2,
    *[(MailState.SENT, 1)] * 4,
    *[(MailState.GIVEN_UP, 5)] * 3,
    *[(MailState.UNREADABLE, 0)] * 5,
    *[(MailState.OVER_BUDGET, 0)] * 2,
    (MailState.DROPPED, 1),
)


def test_each_state_is_counted_by_itself(
    app: Flask, event: Event, mail_process: MailProcess
) -> None:
    put_in_states(*OF_EACH_STATE)
    earlier = db.session.scalars(select(OutboxMail).where(OutboxMail.state == MailState.SENT))
    earlier.all()[0].due_at -= timedelta(days=1)
    db.session.commit()

    said = app.test_cli_runner().invoke(args=["mail", "status"])

    assert said.output == (
        "waiting: 5, of which set aside after a failure: 3\n"
        "sent today: 3\n"
        "given up: 3, without the key to open them: 5\n"
        "dropped, beyond ETHREADER_MAIL_HOURLY: 2\n"
    )


def test_moderators_see_what_did_not_leave_at_the_second_try(
    event: Event, mail_process: MailProcess, moderator_client: FlaskClient
) -> None:
    put_in_states(*OF_EACH_STATE)

    queue = moderator_client.get("/moderation/").text

    assert "Several emails could not be sent." in " ".join(queue.split())


def test_a_mail_that_is_not_sent_uses_up_nothing(
    app: Flask, event: Event, mail_process: MailProcess, inbox: Inbox
) -> None:
    for number in range(10):
        ask_as(f"victim+{number}@gmail.com")
    flood(5, name="reader")

    for _ in range(3):
        mail_process.worker.work(now=utcnow())

    assert len(inbox.mails) == 6
