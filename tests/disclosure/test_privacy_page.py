"""The page about privacy says what the code does, setting by setting and table by table."""

from pathlib import Path

import pytest
from flask import Flask

from ethreader.base.db import db
from ethreader.contacts.key_place import KeysPlace
from ethreader.mail.models import Delivery
from ethreader.mail.service import record_layout
from tests.conftest import make_app
from tests.pages import page_of, text_of

LAYOUTS = [
    pytest.param(KeysPlace.BESIDE_DATABASE, "whoever copies that folder can read it", id="beside"),
    pytest.param(KeysPlace.APART, "A copy of the database alone can’t be decrypted.", id="apart"),
    pytest.param(
        KeysPlace.OWN_USER, "shows you these pages can’t read the key", id="under a user of its own"
    ),
]
WAYS = [
    pytest.param(Delivery.SMTP, "the mail providers on the way see it", id="by a server"),
    pytest.param(Delivery.FOLDER, "and deletes them after 7 days", id="into a folder"),
]
NOT_TOLD = {str(each.values[1]) for each in (*LAYOUTS, *WAYS)}
ONLY_BESIDE = {
    "unless the key was copied with them",
    "unless the key is in the backup as well",
}


def privacy_page(app: Flask, *, keys: KeysPlace, delivery: Delivery) -> str:
    """Return what the page says while the mail process runs in a layout."""
    with app.app_context():
        record_layout(keys=keys, delivery=delivery)
        db.session.commit()
        return text_of(page_of(app.test_client().get("/privacy")).find(".//main"))


@pytest.mark.parametrize(("keys", "words"), LAYOUTS)
@pytest.mark.parametrize(("delivery", "way"), WAYS)
def test_layout_that_runs_is_told_and_no_other(
    *, app: Flask, keys: KeysPlace, words: str, delivery: Delivery, way: str
) -> None:
    text = privacy_page(app, keys=keys, delivery=delivery)

    assert {each for each in NOT_TOLD if each in text} == {words, way}
    beside = ONLY_BESIDE if keys is KeysPlace.BESIDE_DATABASE else set()
    assert {each for each in ONLY_BESIDE if each in text} == beside


def test_without_a_mail_process_no_email_is_kept_and_none_is_promised(app: Flask) -> None:
    text = text_of(page_of(app.test_client().get("/privacy")).find(".//main"))

    assert "Nowhere: no program that sends emails is set up." in text
    assert [words for words in (*NOT_TOLD, "a day to one address") if words in text] == []


def test_every_table_is_described(app: Flask) -> None:
    page = page_of(app.test_client().get("/privacy"))

    described = " ".join(each.get("data-tables", "") for each in page.iter("section")).split()

    assert sorted(described) == sorted(db.metadata.tables)


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("ETHREADER_CONTACT_DAYS", "17", "If you do: up to 17 days."),
        ("ETHREADER_PRIVACY_CONTACT", "Mira, 011 123", "data we store about you: Mira, 011 123"),
        ("ETHREADER_COUNTING", "on", "The totals: 25 months."),
        ("ETHREADER_COUNTING", "off", "We don’t count visitors."),
        ("ETHREADER_PIXEL_ID", "1234567890", "After a yes, your browser loads an invisible"),
        ("ETHREADER_PIXEL_ID", "", "We set no cookies and store no IP address"),
        ("ETHREADER_HTMX", "self", "your browser requests nothing from any other site"),
        ("ETHREADER_HTMX", "cdn", "cdn.jsdelivr.net, a network that delivers scripts"),
    ],
)
def test_settings_are_told(tmp_path: Path, setting: str, value: str, words: str) -> None:
    site = make_app(tmp_path / "instance", **{setting: value})

    assert words in privacy_page(site, keys=KeysPlace.APART, delivery=Delivery.SMTP)


@pytest.mark.parametrize(
    "words",
    [
        "The text of a declined comment is deleted after 30 days.",
        "If you don’t confirm it: up to 7 days. If you do: up to 90 days.",
        "We send at most 5 emails a day to one address.",
        "That we have asked a mailbox to confirm: up to 7 weeks.",
        "We ask a mailbox to confirm once in 6 weeks",
        "A session ends after 30 minutes without use. It ends after 12 hours in any case.",
        "A sign-in link ends after 24 hours.",
    ],
)
def test_rules_of_the_code_are_told(app: Flask, words: str) -> None:
    assert words in privacy_page(app, keys=KeysPlace.APART, delivery=Delivery.SMTP)


def test_every_page_leads_there(app: Flask) -> None:
    page = page_of(app.test_client().get("/"))

    assert "/privacy" in [link.get("href") for link in page.find(".//footer").iter("a")]  # type: ignore[union-attr]
