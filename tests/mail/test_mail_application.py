"""The mail process beside a site knows what the site knows, as far as it concerns mails."""

from collections.abc import Iterator

import pytest
from flask import Flask

from ethreader import mail_application
from ethreader.base.db import db
from ethreader.mail.composing import compose
from ethreader.mail.kinds import MailKind
from ethreader.mail.links import Links
from ethreader.mail_application import CONTACTS, KINDS, SHOWN, create_mail_app
from ethreader.parts import PARTS
from ethreader.web.localisation import speaking
from tests.times import utcnow

WRITES = ("accounts", "alerts", "contacts", "mail", "messages")
NOW = utcnow()
URL = "https://mails.example/x"
LINKS = Links(
    status=URL,
    confirm=URL,
    stop=URL,
    never=URL,
    queue=URL,
    numbers=dict.fromkeys(("waiting", "urgent", "apart", "reported", "messages"), 2),
)


@pytest.fixture
def mails(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """A mail process's application beside the site's, which goes on with what it registered."""
    for name in ("register_mail_kinds", "register_shown", "register_holdings"):
        monkeypatch.setattr(mail_application, name, lambda _given: None)
    mails = create_mail_app(app.extensions["settings"])
    yield mails
    with mails.app_context():
        db.engine.dispose()


def test_it_knows_all_kinds_of_mail() -> None:
    kinds = [kind for part in PARTS.values() for kind in part.mail_kinds]

    assert {kind.name: kind for kind in KINDS} == {kind.name: kind for kind in kinds}


def test_it_tells_whoever_keeps_pages_of_all_that_it_writes_and_they_show() -> None:
    shown = {model: topics for name in WRITES for model, topics in PARTS[name].shown}

    assert shown == SHOWN


def test_it_erases_contacts_as_the_site_does() -> None:
    holding = PARTS["contacts"].holding

    assert holding is not None
    assert (CONTACTS.erasers, CONTACTS.about_comments) == (holding.erasers, holding.about_comments)


def written(app: Flask, kind: MailKind, language: str) -> bytes:
    """Return a mail of a kind as an application writes it."""
    with app.app_context(), speaking(language):
        return compose(
            kind,
            LINKS,
            to="vesna@mail.example",
            message_id="<1@mails.example>",
            settings=app.extensions["settings"],
            now=NOW,
        ).as_bytes()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("language", ["en", "de", "sr-Cyrl"])
def test_it_writes_what_the_site_would(
    *, app: Flask, mails: Flask, kind: MailKind, language: str
) -> None:
    here, there = (written(each, kind, language) for each in (app, mails))

    assert here == there
    assert URL.encode() in here
