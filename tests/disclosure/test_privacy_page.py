"""The page about privacy says what the code does, setting by setting and table by table."""

from pathlib import Path

import pytest
from flask import Flask

from ethreader.base.db import db
from tests.conftest import make_app
from tests.pages import page_of, text_of


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
    page = page_of(site.test_client().get("/privacy"))

    assert words in text_of(page.find(".//main"))


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
    page = page_of(app.test_client().get("/privacy"))

    assert words in text_of(page.find(".//main"))


def test_every_page_leads_there(app: Flask) -> None:
    page = page_of(app.test_client().get("/"))

    assert "/privacy" in [link.get("href") for link in page.find(".//footer").iter("a")]  # type: ignore[union-attr]
