"""`flask privacy report` and `erase`: whose email it is, and what nobody can tell."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import State
from ethreader.comments.queries import comment_by_public_id
from ethreader.contacts.queries import all_contacts, contact_of
from ethreader.contacts.service import confirm_contact
from ethreader.contacts.vault import ContactDetails, seal
from ethreader.events.models import Event
from ethreader.ops.mail_process import MailProcess
from tests.comments.forms import stored
from tests.keys.wishes import process_with
from tests.mail.wishes import ADDRESS, ask_for_news
from tests.times import utcnow

Command = Callable[..., Result]


@pytest.fixture
def process(app: Flask, event: Event, tmp_path: Path) -> MailProcess:
    """A mail process without a server, whose keys are made."""
    process = process_with(tmp_path)
    process.keep_keys(utcnow())
    return process


@pytest.fixture
def privacy(app: Flask) -> Command:
    """Run `flask privacy` with an email on standard input."""

    def run(*words: str, email: str = ADDRESS) -> Result:
        db.session.rollback()
        return app.test_cli_runner().invoke(args=["privacy", *words], input=f"{email}\n")

    return run


def confirm(public_id: str) -> None:
    begin_write_transaction()
    comment = comment_by_public_id(public_id)
    assert comment is not None
    contact = contact_of(comment.id)
    assert contact is not None
    confirm_contact(contact, days=90, now=utcnow())
    db.session.commit()


def states() -> list[State]:
    return [comment.state for comment in stored()]


@pytest.mark.parametrize("command", ["report", "erase"])
def test_email_on_the_command_line_is_refused(
    app: Flask, process: MailProcess, command: str
) -> None:
    said = app.test_cli_runner().invoke(args=["privacy", command, ADDRESS])

    assert said.exit_code == 2
    assert "The email is asked for, or read from standard input." in said.output
    assert ADDRESS not in said.output


def test_all_spellings_of_a_mailbox_are_found(
    client: FlaskClient, process: MailProcess, privacy: Command
) -> None:
    name, _, domain = ADDRESS.partition("@")
    ask_for_news(client, email=f"{name}+a.stranger@{domain}")
    ask_for_news(client, email=f"{name}.other@{domain}", body="Of somebody else.")
    process.round(now=utcnow())

    said = privacy("erase", email=ADDRESS.upper())

    assert said.output.endswith("1 emails erased.\n1 mails in the instance folder deleted.\n")
    db.session.rollback()
    assert len(all_contacts()) == 1


def test_confirmed_email_is_reported_with_its_comment(
    client: FlaskClient, process: MailProcess, privacy: Command
) -> None:
    public_id = ask_for_news(client)
    confirm(public_id)

    said = privacy("report")

    assert said.stdout.startswith(f"comment {public_id} (pending), email kept until ")
    assert len(said.stdout.splitlines()) == 1


def test_unconfirmed_email_is_reported_without_the_comment(
    client: FlaskClient, process: MailProcess, privacy: Command
) -> None:
    public_id = ask_for_news(client, body="A secret of somebody else.")

    said = privacy("report").stdout

    assert said.startswith("Somebody asked to mail this address; nobody confirmed. It is kept ")
    assert [word for word in (public_id, "secret", "pending") if word in said] == []


def test_erasing_takes_what_was_written_by_its_owner_alone(
    client: FlaskClient, process: MailProcess, privacy: Command
) -> None:
    """A stranger has typed somebody's email below a comment of their own: it is not theirs."""
    own = ask_for_news(client, body="Of the owner.")
    confirm(own)
    ask_for_news(client, body="Of a stranger.")

    said = privacy("erase", "--comments")

    assert said.stdout == "2 emails and 1 comments erased.\n"
    assert (list(all_contacts()), states()) == ([], [State.WITHDRAWN, State.PENDING])
    assert privacy("report").stdout == "Nothing is held under that email.\n"


def test_erasing_takes_mails_along_that_landed(
    client: FlaskClient, process: MailProcess, privacy: Command, tmp_path: Path
) -> None:
    ask_for_news(client)
    process.worker.work(now=utcnow())
    folder = tmp_path / "instance" / "mail"
    before = len(list(folder.iterdir()))

    report, erased = privacy("report").stdout, privacy("erase").stdout

    assert (before, list(folder.iterdir())) == (1, [])
    assert "Mails to it in the instance folder: 1\n" in report
    assert erased == "1 emails erased.\n1 mails in the instance folder deleted.\n"


def test_mails_of_others_stay(
    client: FlaskClient, process: MailProcess, privacy: Command, tmp_path: Path
) -> None:
    ask_for_news(client)
    process.worker.work(now=utcnow())

    said = privacy("erase", email="another@mail.example")

    assert said.stdout == "0 emails erased.\n"
    assert len(list((tmp_path / "instance" / "mail").iterdir())) == 1


def test_what_cannot_be_opened_is_told_and_never_called_nothing(
    client: FlaskClient, process: MailProcess, privacy: Command
) -> None:
    ask_for_news(client)
    process.worker.work(now=utcnow())
    for path in process.keys.folder.glob("*.key"):
        path.unlink()

    report, erased = privacy("report"), privacy("erase")

    shut = "Could not be opened: 1 email addresses, 1 mails. Their keys are not here"
    assert report.stdout.startswith(f"Nothing is held in what could be opened.\n{shut}")
    assert (erased.exit_code, f"Error: {shut}" in erased.output) == (1, True)
    assert len(all_contacts()) == 1


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("x@bücher.example", "x@xn--bcher-kva.example"),
        ("x@xn--bcher-kva.example", "x@bücher.example"),
        ("x@BÜCHER.example", " X@bücher.example."),
        ("jürgen@bücher.example", "jürgen@xn--bcher-kva.example"),
        ("jürgen@xn--bcher-kva.example", "ju\u0308rgen@bücher.example"),
    ],
)
def test_every_spelling_of_an_email_is_found(
    *, client: FlaskClient, process: MailProcess, privacy: Command, kept: str, asked: str
) -> None:
    """Boxes of earlier versions hold emails as they were typed."""
    ask_for_news(client)
    begin_write_transaction()
    [contact] = all_contacts()
    box = ContactDetails(sealed_for=contact.sealed_for, email=kept)
    contact.sealed_box = seal(box, contact.key.public_key)
    db.session.commit()

    assert privacy("erase", email=asked).stdout == "1 emails erased.\n"
