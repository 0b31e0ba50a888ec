"""The site's own numbers and emails, and help lines, lead to no person."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from ethreader.base.db import db
from ethreader.screening.own_contacts import OwnContacts
from ethreader.screening.own_contacts_held import own_contacts
from ethreader.screening.passages import passages_of, without_passages
from ethreader.screening.registry import refresh_what_checks_know
from tests.comments.forms import COMMENTS, filled_in
from tests.conftest import make_app
from tests.content_files import take_in_all

SAID = "They helped me: +381 11 33 47 817."
OWN = OwnContacts.of(["+381 11 3347 817", "help@example.org", "https://facebook.com/the.house"])


@pytest.mark.parametrize(
    "text",
    [
        "Call 011 3347 817.",
        "Call +381 (0)11 33 47 817",
        "Write to HELP@example.org.",
        "www.facebook.com/the.house",
        "SOS: 0800 222 003",
        "Hilfetelefon 08000 116 016, kostenlos",
        "Anna Berger rät: 08000 116 016 anrufen",
        "СОС телефон 011/785-0000",
    ],
)
def test_own_contacts_are_no_persons(text: str) -> None:
    assert passages_of(text, own=OWN) == []
    assert without_passages(text, own=OWN) == text


@pytest.mark.parametrize("text", ["Call 011 3347 818", "ana@example.org", "facebook.com/ana.p"])
def test_those_of_others_are(text: str) -> None:
    assert passages_of(text, own=OWN)


@pytest.mark.usefixtures("event")
def test_nobody_is_asked_about_numbers_of_the_sites_pages(
    client: FlaskClient, tmp_path: Path
) -> None:
    text = "---\nkind: page\ntitle: Help\n---\n\nCall us: 011 3347 817.\n"
    take_in_all(tmp_path, {"help.md": text})
    asked = client.post(COMMENTS, data=filled_in(client, body=SAID))

    refresh_what_checks_know()
    sent = client.post(COMMENTS, data=filled_in(client, body=SAID))

    assert (asked.status_code, sent.status_code) == (422, 303)


def test_number_of_the_help_line_is_its_own(tmp_path: Path) -> None:
    app = make_app(tmp_path / "instance", ETHREADER_HELPLINE_TEXT="Help: 011 3347 817")
    with app.app_context():
        refresh_what_checks_know()
        assert passages_of(SAID, own=own_contacts.here()) == []
        db.session.remove()
        db.engine.dispose()
