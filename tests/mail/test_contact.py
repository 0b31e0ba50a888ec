"""An address's whole life: sealed, confirmed, told, stopped, destroyed."""

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from ethreader.base.clock import truncate_to_day
from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.waiting_queries import waiting_comments
from ethreader.contacts.keyring import opened
from ethreader.contacts.models import Contact
from ethreader.contacts.queries import all_contacts, all_keys
from ethreader.contacts.vault import SEALED_BOX_SIZE
from ethreader.events.models import Event
from ethreader.mail.models import MailState, OutboxMail
from ethreader.mail.worker import Worker
from ethreader.ops.mail_process import MailProcess
from tests.comments.forms import COMMENTS, filled_in, without_link
from tests.conftest import ZONE, make_comment
from tests.mail.inbox import Inbox
from tests.mail.wishes import ADDRESS, LATER, ask_for_news, confirmed, decide
from tests.pages import page_of, texts
from tests.times import utcnow
from tests.visitors import HTMX


def moments_of_mail() -> list[datetime]:
    """Return when mails were enqueued and due, and contacts confirmed, as stored."""
    mails = db.session.scalars(select(OutboxMail)).all()
    confirmed = db.session.scalars(select(Contact.confirmed_at))
    return [
        *(moment for mail in mails for moment in (mail.created_at, mail.due_at)),
        *(moment for moment in confirmed if moment is not None),
    ]


def test_without_the_wish_nothing_is_kept(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox
) -> None:
    client.post(COMMENTS, data=filled_in(client, email=ADDRESS), headers=HTMX)

    worker.work(now=utcnow())

    assert list(all_contacts()) == []
    assert inbox.mails == []


def test_a_contact_is_a_box_of_one_size_that_the_worker_opens(
    client: FlaskClient, event: Event, worker: Worker
) -> None:
    ask_for_news(client)

    [contact] = all_contacts()
    contents = opened(contact, worker.keys)
    assert len(contact.sealed_box) == SEALED_BOX_SIZE
    assert contents is not None
    assert contents.email == ADDRESS
    assert ADDRESS not in repr(contents)


def test_a_box_does_not_open_for_another_comment(
    client: FlaskClient, worker: Worker, event: Event
) -> None:
    ask_for_news(client)
    begin_write_transaction()
    [contact] = all_contacts()
    assert opened(contact, worker.keys) is not None
    contact.comment_id = make_comment(event, body="Another.").id

    assert opened(contact, worker.keys) is None


def test_the_address_is_in_no_byte_of_the_instance_but_for_the_mail_keys(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox, tmp_path: Path
) -> None:
    ask_for_news(client)
    worker.work(now=utcnow())

    assert inbox.mails[-1]["To"] == ADDRESS
    files = [path for path in (tmp_path / "instance").rglob("*") if path.is_file()]
    hits = [path.name for path in files if b"vesna.marked" in path.read_bytes()]
    assert (len(files) > 3, hits) == (True, [])


@pytest.mark.parametrize("notify", ["", "y"], ids=["without the wish", "with the wish"])
def test_the_answer_is_the_same_whatever_is_known_of_the_address(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox, notify: str
) -> None:
    confirmed(client, worker, inbox)
    form = filled_in(client, notify=notify)
    addresses = [ADDRESS, "b@unknown.example"]

    responses = [
        client.post(COMMENTS, data={**form, "email": address, "body": f"No. {n}."}, headers=HTMX)
        for n, address in enumerate(addresses)
    ]

    assert without_link(responses[0]) == without_link(responses[1])


def test_the_first_mail_asks_and_tells_nothing(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox
) -> None:
    ask_for_news(client, body="A secret text.")

    worker.work(now=utcnow())

    [mail] = inbox.mails
    text = mail.get_content()
    assert (mail["Subject"], mail["From"]) == ("A message for you", "Notices <notices@localhost>")
    assert [mail.get_content_type(), mail.is_multipart()] == ["text/plain", False]
    assert "/mail/confirm/" in text
    assert [word for word in ("secret", "Winter", "comment", "ASTRA") if word in text] == []


def test_opening_the_link_confirms_nothing_and_the_button_does(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox
) -> None:
    ask_for_news(client)
    worker.work(now=utcnow())
    path = inbox.link("mail/confirm")

    assert "Yes, email me" in client.get(path).text
    before = db.session.scalar(select(Contact.confirmed_at))
    client.post(path)
    db.session.rollback()

    assert before is None
    assert db.session.scalar(select(Contact.confirmed_at)) is not None


def test_what_a_button_did_is_the_title_and_takes_the_focus(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox
) -> None:
    ask_for_news(client)
    worker.work(now=utcnow())
    confirm, never = inbox.link("mail/confirm"), inbox.link("mail/never")

    for path, said in (
        (confirm, "Thank you"),
        ("/mail/stop/none", "Your address has been deleted"),
        (never, "We will never email you again"),
    ):
        page = page_of(client.post(path))
        assert texts(page, ".//title") == [said]
        assert texts(page, ".//h1[@autofocus]") == [said]


def test_nothing_but_the_question_is_sent_before_the_answer(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox, moderator_client: FlaskClient
) -> None:
    public_id = ask_for_news(client)
    decide(moderator_client, public_id, "publish")

    worker.work(now=utcnow() + LATER)

    assert ["/mail/confirm/" in mail.get_content() for mail in inbox.mails] == [True]


def test_the_author_is_told_of_the_decision_and_of_an_answer(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox, moderator_client: FlaskClient
) -> None:
    public_id = confirmed(client, worker, inbox)
    decide(moderator_client, public_id, "publish")
    worker.work(now=utcnow() + LATER)
    reply = filled_in(client, body="An answer.", parent_id=public_id)
    client.post(COMMENTS, data=reply, headers=HTMX)
    db.session.rollback()
    reply_id = waiting_comments(limit=50)[-1].public_id
    worker.work(now=utcnow() + LATER)
    told_of_the_decision = len(inbox.mails)

    decide(moderator_client, reply_id, "publish")
    worker.work(now=utcnow() + LATER)

    assert told_of_the_decision == 1
    assert len(inbox.mails) == 2
    assert "Someone has replied to you" in inbox.mails[-1].get_content()
    assert inbox.mails[-1]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_decision_taken_back_at_once_is_never_told(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox, moderator_client: FlaskClient
) -> None:
    public_id = confirmed(client, worker, inbox)
    decide(moderator_client, public_id, "reject")
    page = moderator_client.get("/moderation/decided").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    moderator_client.post(
        f"/moderation/comments/{public_id}/undo",
        data={"csrf_token": token, "version": 2, "seen_report": 0},
    )

    worker.work(now=utcnow() + LATER)

    assert inbox.mails == []


def test_after_one_click_nothing_is_sent_and_nothing_is_kept(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox, moderator_client: FlaskClient
) -> None:
    public_id = confirmed(client, worker, inbox)
    decide(moderator_client, public_id, "publish")
    worker.work(now=utcnow() + LATER)
    path = str(inbox.mails[-1]["List-Unsubscribe"]).strip("<>").partition(":8000")[2]

    client.get(path)
    kept_after_a_look = len(all_contacts())
    db.session.rollback()
    client.post(path, data={"List-Unsubscribe": "One-Click"})
    db.session.rollback()
    inbox.mails.clear()
    worker.work(now=utcnow() + LATER)

    assert (kept_after_a_look, len(all_contacts()), inbox.mails) == (1, 0, [])


def test_after_a_day_mails_and_confirmations_keep_their_days_only(
    client: FlaskClient, event: Event, mail_process: MailProcess, worker: Worker, inbox: Inbox
) -> None:
    confirmed(client, worker, inbox)
    exact = moments_of_mail()

    mail_process.round(now=utcnow() + timedelta(hours=1))
    after_an_hour = moments_of_mail()
    mail_process.round(now=utcnow() + timedelta(days=1))

    db.session.rollback()
    [contact] = all_contacts()
    assert after_an_hour == exact
    assert moments_of_mail() == [truncate_to_day(moment, ZONE) for moment in exact]
    assert contact.expires_at.time() == time(0)


def test_a_mail_that_is_refused_for_good_is_given_up_visibly(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox
) -> None:
    ask_for_news(client)
    inbox.refuse_with = "550 no such mailbox"

    worker.work(now=utcnow())

    assert db.session.scalar(select(OutboxMail.state)) is MailState.GIVEN_UP


def test_a_mail_that_is_refused_for_now_is_tried_again_later(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox
) -> None:
    ask_for_news(client)
    inbox.refuse_with = "451 busy"
    worker.work(now=utcnow())
    inbox.refuse_with = ""

    at_once = worker.work(now=utcnow())
    later = worker.work(now=utcnow() + timedelta(minutes=1))

    assert (at_once, later, len(inbox.mails)) == (0, 1, 1)


def test_at_its_time_a_key_is_destroyed_and_its_boxes_stay_shut(
    client: FlaskClient, event: Event, mail_process: MailProcess, tmp_path: Path
) -> None:
    ask_for_news(client)
    [contact] = all_contacts()
    [key_file] = (tmp_path / "instance" / "mail-keys").glob(f"{contact.key.month}-*.key")
    private = key_file.read_bytes()
    backup = bytes(contact.sealed_box)
    assert (key_file.stat().st_mode & 0o777, len(backup)) == (0o600, SEALED_BOX_SIZE)

    mail_process.round(now=contact.key.destroy_at)

    files = [path for path in (tmp_path / "instance").rglob("*") if path.is_file()]
    assert [path.name for path in files if private in path.read_bytes()] == []
    assert all_keys()[0].destroyed_at is not None
    assert list(all_contacts()) == []


def test_an_unconfirmed_contact_goes_within_a_week(
    client: FlaskClient, event: Event, mail_process: MailProcess
) -> None:
    ask_for_news(client)
    kept = len(all_contacts())

    mail_process.round(now=utcnow() + timedelta(days=7, minutes=1))

    assert (kept, len(all_contacts())) == (1, 0)


def test_a_withdrawn_comment_takes_its_contact_and_its_mails_along(
    client: FlaskClient, event: Event, worker: Worker, inbox: Inbox
) -> None:
    form = filled_in(client, email=ADDRESS, notify="y")
    receipt = client.post(COMMENTS, data=form, headers=HTMX).text
    token = receipt.split("/mine/")[1].split('"')[0]

    client.post(f"/mine/{token}/withdraw")
    db.session.rollback()
    worker.work(now=utcnow())

    assert (list(all_contacts()), inbox.mails) == ([], [])
    assert waiting_comments(limit=1) == []
