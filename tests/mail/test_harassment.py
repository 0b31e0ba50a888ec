"""How many mails a stranger can have sent to one mailbox that answers none: one in six weeks."""

from collections import Counter
from datetime import timedelta
from itertools import islice
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from time_machine import Traveller

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.mails import REPLIES_A_DAY, REPLY
from ethreader.comments.models import State
from ethreader.comments.queries import comment_by_id
from ethreader.contacts.mailboxes import mailbox_of
from ethreader.contacts.queries import all_contacts
from ethreader.contacts.service import confirm_contact
from ethreader.events.models import Event
from ethreader.mail.service import notify_author
from ethreader.messages.mails import MESSAGE
from ethreader.ops.mail_process import MailProcess
from tests.comments.states import put_in_state
from tests.conftest import make_comment
from tests.mail.inbox import Inbox
from tests.mail.processes import mail_process_with
from tests.mail.strangers import VICTIM, ask_as, spellings
from tests.mail.wishes import told_by
from tests.times import utcnow

pytestmark = pytest.mark.long

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def test_somebody_who_never_answers_is_asked_once_in_six_weeks(
    clock: Traveller, mail_process: MailProcess, inbox: Inbox, event: Event
) -> None:
    emails, start = spellings(VICTIM), utcnow()
    counts = {}
    for day in (0, 1, 6, 29, 41, 49, 50):
        clock.move_to(start + day * DAY)
        mail_process.keep_keys(utcnow())
        for email in islice(emails, 4):
            ask_as(email)
        for _ in range(4):
            mail_process.worker.work(now=utcnow())
            clock.shift(6 * HOUR - timedelta(minutes=1))
        counts[day] = len(inbox.mails)

    # One in the first hour, the first day and the first month; then one more.
    assert counts == {0: 1, 1: 1, 6: 1, 29: 1, 41: 1, 49: 2, 50: 2}
    assert {mailbox_of(str(mail["To"])) for mail in inbox.mails} == {mailbox_of(VICTIM)}


def test_no_words_of_a_stranger_are_shown_by_our_mail(
    mail_process: MailProcess, inbox: Inbox, event: Event
) -> None:
    typed = "vic.tim+i.know.where.you.live@gmail.com"
    ask_as(typed)
    mail_process.round(now=utcnow())

    assert inbox.recipients == [typed]
    assert str(inbox.mails[0]["To"]) == VICTIM
    assert b"i.know" not in inbox.raw[0]


def test_who_has_confirmed_sees_the_tag_by_which_mails_are_sorted(
    mail_process: MailProcess, inbox: Inbox, event: Event
) -> None:
    comment_id = ask_as("vic.tim+news@gmail.com")
    begin_write_transaction()
    [contact] = all_contacts()
    confirm_contact(contact, days=90, now=utcnow())
    notify_author(comment_id, MESSAGE, about_id=None, now=utcnow())
    db.session.commit()

    mail_process.worker.work(now=utcnow())

    assert [str(mail["To"]) for mail in inbox.mails] == ["vic.tim+news@gmail.com"]


def test_a_restart_forgets_nobody_who_was_asked(
    mail_process: MailProcess, inbox: Inbox, event: Event, tmp_path: Path
) -> None:
    for email in islice(spellings(VICTIM), 4):
        ask_as(email)
        process = mail_process_with(tmp_path, ETHREADER_SMTP_URL=inbox.url)
        process.round(now=utcnow())

    assert len(inbox.mails) == 1


def test_a_domain_that_one_person_may_read_is_asked_ten_times(
    mail_process: MailProcess, inbox: Inbox, event: Event
) -> None:
    for number in range(15):
        ask_as(f"anything{number}@sub{number}.victim.example")
    for number in range(15):
        ask_as(f"reader{number}@hotmail.com")

    for _ in range(3):
        mail_process.round(now=utcnow())

    domains = Counter(owner(str(mail["To"])) for mail in inbox.mails)
    assert domains == {"victim.example": 10, "hotmail.com": 15}


def owner(email: str) -> str:
    """Return whose domain it is."""
    return ".".join(email.split(".")[-2:]).rpartition("@")[2]


def test_who_confirms_is_asked_about_their_next_comment_and_then_not_for_long(
    mail_process: MailProcess, inbox: Inbox, event: Event, client: FlaskClient
) -> None:
    ask_as(VICTIM)
    mail_process.round(now=utcnow())
    assert client.post(inbox.link("mail/confirm")).status_code == 200

    for email in islice(spellings(VICTIM), 9):  # Theirs, or a stranger's: nobody can tell.
        ask_as(email)
        mail_process.round(now=utcnow())

    assert len(inbox.mails) == 2


def test_who_stops_after_confirming_is_left_alone(
    mail_process: MailProcess, inbox: Inbox, event: Event, client: FlaskClient
) -> None:
    ask_as(VICTIM)
    mail_process.round(now=utcnow())
    client.post(inbox.link("mail/confirm"))
    stop = str(inbox.mails[0]["List-Unsubscribe"]).strip("<>").partition(":8000")[2]
    assert client.post(stop, data={"List-Unsubscribe": "One-Click"}).status_code == 200

    ask_as(next(spellings(VICTIM)))
    mail_process.round(now=utcnow())

    assert len(inbox.mails) == 1


def test_a_request_that_was_refused_at_first_is_tried_again(
    mail_process: MailProcess, inbox: Inbox, event: Event
) -> None:
    ask_as(VICTIM)
    inbox.refuse_with = "451 busy"
    mail_process.round(now=utcnow())
    inbox.refuse_with = ""

    mail_process.round(now=utcnow() + HOUR)

    assert len(inbox.mails) == 1


@pytest.mark.parametrize("days", [42, 50])
def test_what_is_known_of_who_was_asked_dies_with_its_key(
    *, mail_process: MailProcess, event: Event, tmp_path: Path, days: int
) -> None:
    folder = tmp_path / "instance" / "mail-keys" / "mailboxes"
    ask_as(VICTIM)
    mail_process.round(now=utcnow())
    [hashes] = folder.glob("*-W*.hashes")
    key = hashes.with_suffix(".key").read_bytes()

    mail_process.worker.keep_to_time(utcnow() + days * DAY)

    is_gone = days > 49
    assert (hashes.exists(), hashes.with_suffix(".key").exists()) == (not is_gone, not is_gone)
    left = b"".join(path.read_bytes() for path in folder.iterdir())
    assert (key in left) is not is_gone


def confirmed_yesterday(
    mail_process: MailProcess, inbox: Inbox, client: FlaskClient, clock: Traveller
) -> int:
    """Return a published comment whose author confirmed an email a day ago; the inbox is empty."""
    mail_process.keep_keys(utcnow())
    comment_id = ask_as(VICTIM)
    mail_process.worker.work(now=utcnow())
    client.post(inbox.link("mail/confirm"))
    clock.shift(DAY)
    inbox.mails.clear()
    publish(comment_id)
    return comment_id


def test_who_has_confirmed_gets_three_replies_a_day_and_one_more_of_a_flood(
    clock: Traveller, mail_process: MailProcess, inbox: Inbox, event: Event, client: FlaskClient
) -> None:
    comment_id = confirmed_yesterday(mail_process, inbox, client, clock)
    for number in range(14):
        reply_to(comment_id, f"Reply {number}.")

    counts = []
    for _ in range(16):
        mail_process.worker.work(now=utcnow())
        clock.shift(6 * HOUR)
        counts.append(len(inbox.mails))

    # Today's at once; of the others the latest alone, once the day is over.
    assert (counts[0], counts[-1]) == (REPLIES_A_DAY, REPLIES_A_DAY + 1)


def test_a_flood_of_replies_keeps_no_message_of_moderators_away(
    *, clock: Traveller, mail_process: MailProcess, inbox: Inbox, event: Event, client: FlaskClient
) -> None:
    comment_id = confirmed_yesterday(mail_process, inbox, client, clock)
    for number in range(6):
        reply_to(comment_id, f"Reply {number}.")
    mail_process.worker.work(now=utcnow())

    notify_author(comment_id, MESSAGE, about_id=None, now=utcnow())
    db.session.commit()
    mail_process.worker.work(now=utcnow())

    assert [told_by(mail) for mail in inbox.mails] == ["reply"] * REPLIES_A_DAY + ["message"]


def test_a_request_that_a_stranger_causes_keeps_no_news_away(
    *, clock: Traveller, mail_process: MailProcess, inbox: Inbox, event: Event, client: FlaskClient
) -> None:
    comment_id = confirmed_yesterday(mail_process, inbox, client, clock)
    ask_as(next(spellings(VICTIM)))
    mail_process.worker.work(now=utcnow())

    reply_to(comment_id, "A reply.")
    mail_process.worker.work(now=utcnow())

    assert [told_by(mail) for mail in inbox.mails] == ["confirm", "reply"]


def test_a_mailbox_is_noted_before_its_mail_leaves(
    mail_process: MailProcess, inbox: Inbox, event: Event, tmp_path: Path
) -> None:
    """Or a process that is killed meanwhile would ask it once more."""
    folder = tmp_path / "instance" / "mail-keys" / "mailboxes"
    noted: list[Path] = []
    inbox.before_answer = lambda: noted.extend(folder.glob("*.hashes"))
    ask_as(VICTIM)

    mail_process.round(now=utcnow())

    assert len(noted) == 1


def test_news_is_not_noted_as_a_request(
    *,
    clock: Traveller,
    mail_process: MailProcess,
    inbox: Inbox,
    event: Event,
    client: FlaskClient,
    tmp_path: Path,
) -> None:
    comment_id = confirmed_yesterday(mail_process, inbox, client, clock)
    [hashes] = (tmp_path / "instance" / "mail-keys" / "mailboxes").glob("*.hashes")
    before = hashes.read_text()

    reply_to(comment_id, "A reply.")
    mail_process.worker.work(now=utcnow())

    assert (len(inbox.mails), hashes.read_text()) == (1, before)


def publish(comment_id: int) -> None:
    comment = comment_by_id(comment_id)
    assert comment is not None
    put_in_state(comment, State.PUBLISHED)
    db.session.commit()


def reply_to(comment_id: int, body: str) -> None:
    """Have somebody reply, and the author of the comment told."""
    comment = comment_by_id(comment_id)
    assert comment is not None
    reply = make_comment(comment.event, body=body)
    notify_author(comment_id, REPLY, about_id=reply.id, now=utcnow())
    db.session.commit()
