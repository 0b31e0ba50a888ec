"""“Never email me again”: no mail of any kind to any spelling, whoever types it, and no trace."""

from collections.abc import Callable
from datetime import timedelta
from itertools import islice
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from time_machine import Traveller

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.settings import WrongSetting
from ethreader.contacts.models import REFUSAL_TOKEN, Contact
from ethreader.contacts.queries import all_contacts, all_keys, contact_of, mail_refusals
from ethreader.events.models import Event
from ethreader.mail.models import OutboxMail
from ethreader.mail.service import notify_author
from ethreader.messages.mails import MESSAGE
from ethreader.ops.mail_process import MailProcess
from ethreader.retention.service import erase
from ethreader.web.current import settings
from tests.mail.inbox import Inbox
from tests.mail.processes import mail_process_with
from tests.mail.strangers import VICTIM, ask_as, spellings
from tests.mail.wishes import LATER, answer_to, ask_for_news, decide
from tests.times import utcnow


def folder_of(tmp_path: Path) -> Path:
    return tmp_path / "instance" / "mail-keys" / "mailboxes"


def refuse(client: FlaskClient, inbox: Inbox) -> None:
    """Press the button behind the newest mail's link."""
    assert "Yes, never again" in client.get(inbox.link("mail/never")).text
    assert client.post(inbox.link("mail/never")).status_code == 200
    db.session.rollback()


def test_no_spelling_is_mailed_again_by_whichever_way(
    *,
    client: FlaskClient,
    event: Event,
    mail_process: MailProcess,
    inbox: Inbox,
    moderator_client: FlaskClient,
    tmp_path: Path,
) -> None:
    # One comment of theirs is confirmed; then a stranger types their email.
    public_id = ask_for_news(client, email=VICTIM)
    mail_process.round(now=utcnow())
    client.post(inbox.link("mail/confirm"))
    ask_as(next(spellings(VICTIM)))
    mail_process.round(now=utcnow())
    refuse(client, inbox)

    decide(moderator_client, public_id, "publish")
    answer_to(client, moderator_client, public_id, "An answer.")
    for email in islice(spellings(VICTIM), 4):
        ask_as(email)
    process = mail_process_with(tmp_path, ETHREADER_SMTP_URL=inbox.url)
    for months in range(3):
        process.worker.work(now=utcnow() + LATER + months * timedelta(days=30))

    assert len(inbox.mails) == 2


def test_the_contact_ends_and_the_wish_goes_once_it_is_read(
    client: FlaskClient, event: Event, mail_process: MailProcess, inbox: Inbox, tmp_path: Path
) -> None:
    ask_as(VICTIM)
    mail_process.round(now=utcnow())

    refuse(client, inbox)
    [wish] = mail_refusals()
    size = len(wish.token)
    again = client.post(inbox.link("mail/never"))
    mail_process.round(now=utcnow())

    assert (list(all_contacts()), list(mail_refusals())) == ([], [])
    assert (size, again.status_code) == (REFUSAL_TOKEN, 200)
    assert len((folder_of(tmp_path) / "never.hashes").read_text().split()) == 1
    kept = b"".join(path.read_bytes() for path in folder_of(tmp_path).iterdir())
    assert (len(kept) > 0, b"vic" in kept.lower()) == (True, False)


def test_all_wishes_are_read_before_any_mail_leaves(
    client: FlaskClient, event: Event, mail_process: MailProcess, inbox: Inbox
) -> None:
    comment_id = ask_as(VICTIM)
    mail_process.worker.work(now=utcnow())
    client.post(inbox.link("mail/confirm"))
    for email in ("ana@gmail.com", next(spellings(VICTIM))):
        ask_as(email)
    mail_process.worker.work(now=utcnow())
    for number in (-2, -1):
        client.post(inbox.link("mail/never", number=number))
    db.session.rollback()

    begin_write_transaction()
    notify_author(comment_id, MESSAGE, about_id=None, now=utcnow())
    db.session.commit()
    mail_process.worker.work(now=utcnow())

    assert len(inbox.mails) == 3


def test_opening_the_link_refuses_nothing(
    client: FlaskClient, event: Event, mail_process: MailProcess, inbox: Inbox
) -> None:
    ask_as(VICTIM)
    mail_process.round(now=utcnow())

    client.get(inbox.link("mail/never"))

    db.session.rollback()
    assert (list(mail_refusals()), len(all_contacts())) == ([], 1)


def test_a_stranger_who_withdraws_the_comment_does_not_take_the_wish_away(
    client: FlaskClient, event: Event, mail_process: MailProcess, inbox: Inbox
) -> None:
    public_id = ask_for_news(client, email=VICTIM)
    mail_process.round(now=utcnow())
    refuse(client, inbox)
    ids = {"id": public_id}
    with db.engine.begin() as connection:
        connection.execute(
            text("UPDATE comment SET body = '', state = 'withdrawn' WHERE public_id = :id"), ids
        )

    mail_process.round(now=utcnow())
    ask_as(VICTIM)
    mail_process.round(now=utcnow() + timedelta(days=60))

    assert len(inbox.mails) == 1


def nothing(_comment_id: int) -> None:
    """The mail is read at once."""


def end_contact(comment_id: int) -> None:
    """Do what the button on the own page does."""
    contact = contact_of(comment_id)
    assert contact is not None
    begin_write_transaction()
    erase("contact", contact.ledger_id, ledger_folder=settings().ledger, now=utcnow())
    db.session.commit()


def destroy_keys(comment_id: int) -> None:
    """Let the month's key go, as it does when it seals nothing any more."""
    end_contact(comment_id)
    for path in (settings().mail_keys).glob("*.key"):
        path.unlink()
    for key in all_keys():
        key.destroyed_at = utcnow()
    db.session.commit()


@pytest.mark.parametrize("happens", [nothing, end_contact, destroy_keys])
def test_nobody_takes_the_wish_away_by_being_quicker(
    *,
    client: FlaskClient,
    clock: Traveller,
    event: Event,
    inbox: Inbox,
    tmp_path: Path,
    happens: Callable[[int], None],
) -> None:
    process = mail_process_with(tmp_path, ETHREADER_SMTP_URL=inbox.url)
    process.round(now=utcnow())
    comment_id = ask_as(VICTIM)
    process.round(now=utcnow())
    happens(comment_id)

    refuse(client, inbox)
    process.round(now=utcnow())
    clock.shift(timedelta(days=50))  # So that the next request would leave.
    process.round(now=utcnow())
    ask_as(VICTIM)
    process.round(now=utcnow())

    assert len(inbox.mails) == 1


def test_made_up_tokens_refuse_nothing_and_stop_nothing(
    *,
    client: FlaskClient,
    event: Event,
    mail_process: MailProcess,
    inbox: Inbox,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert client.post(f"/mail/never/{'A' * REFUSAL_TOKEN}").status_code == 200
    assert client.post(f"/mail/never/{'A' * 43}").status_code == 404
    ask_as(VICTIM)

    mail_process.round(now=utcnow())

    assert (len(inbox.mails), list(mail_refusals())) == (1, [])
    assert caplog.messages == ["Wishes never to be mailed again that nobody can read: 1."]


def test_the_list_is_of_no_use_without_its_key_and_says_so(
    mail_process: MailProcess, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path)
    folder.mkdir(mode=0o700)
    (folder / "never.hashes").write_text("0" * 32, encoding="ascii")

    with pytest.raises(WrongSetting, match=r"never\.key is missing"):
        mail_process_with(tmp_path)


def stored_of(email: str) -> dict[str, object]:
    """Return what the database holds of the newest wish, but for what is random."""
    db.session.rollback()
    mail = db.session.scalars(select(OutboxMail).order_by(OutboxMail.id.desc())).first()
    assert mail is not None
    columns = OutboxMail.__table__.columns.keys()
    kept = {name: getattr(mail, name) for name in columns if name not in ("id", "contact_id")}
    held = db.session.get(Contact, mail.contact_id)
    assert held is not None
    return kept | {"confirmed_at": held.confirmed_at, "tokens": _tokens(held.id)}


def _tokens(contact_id: int) -> list[str]:
    found = text("SELECT purpose FROM contact_token WHERE contact_id = :id ORDER BY id")
    return [str(each) for each in db.session.scalars(found, {"id": contact_id})]


def test_the_database_cannot_tell_a_mail_that_was_held_back(
    client: FlaskClient, event: Event, mail_process: MailProcess, inbox: Inbox
) -> None:
    emails = {"new": "mira@gmail.com", "asked": VICTIM, "refused": "ana@gmail.com"}
    ask_as(emails["asked"])
    ask_as(emails["refused"])
    mail_process.round(now=utcnow())
    refuse(client, inbox)
    sent, stored = {}, {}
    for name, email in emails.items():
        ask_as(email)
        mail_process.round(now=utcnow())
        sent[name], stored[name] = len(inbox.mails), stored_of(email)

    assert sent == {"new": 3, "asked": 3, "refused": 3}
    assert stored["new"] == stored["asked"] == stored["refused"]
    assert stored["new"]["state"] == "sent"
