"""Simple pages are withdrawn, renamed and deleted as events and speakers are."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.content_state import ContentKind
from ethreader.base.db import begin_write_transaction, db
from ethreader.publishing.errors import SlugRemoved
from ethreader.publishing.queries import Item, item_by_slug
from ethreader.publishing.service import rename, require_free_slug, restore, withdraw
from ethreader.retention.content_service import delete_for_good
from ethreader.retention.service import replay
from ethreader.site_pages.queries import page_by_slug
from tests.content_files import take_in, take_in_all, write
from tests.times import utcnow

ABOUT = "---\nkind: page\ntitle: Markedtitle\nlanguage: en\nplace: header\n---\nMarkedtext.\n"
FILES = {
    "about.md": ABOUT,
    "ueber.md": ABOUT.replace("language: en", "language: de\ntranslation_of: about").replace(
        "Marked", "Deutsch"
    ),
}


@pytest.fixture(autouse=True)
def content(app: Flask, tmp_path: Path) -> None:
    take_in_all(tmp_path, FILES)


def do(rule: Callable[[Item], None], slug: str) -> None:
    begin_write_transaction()
    found = item_by_slug(ContentKind.PAGE, slug)
    assert found is not None
    rule(found)
    db.session.commit()


def test_withdrawn_pages_leave_a_tombstone_and_come_back(client: FlaskClient) -> None:
    assert "Markedtitle" in client.get("/").text
    for slug in ("about", "ueber"):
        do(withdraw, slug)

    gone, home = client.get("/pages/about/"), client.get("/")

    assert (gone.status_code, "Marked" in gone.text) == (410, False)
    assert "Markedtitle" not in home.text
    do(restore, "about")
    assert "Markedtext." in client.get("/pages/about/").text


def test_renamed_page_is_found_by_its_old_address_in_all_languages(client: FlaskClient) -> None:
    do(lambda page: rename(page, "who-we-are"), "about")

    led_on = client.get("/pages/about/")

    assert (led_on.status_code, led_on.location) == (301, "/pages/who-we-are/")
    assert "Deutschtext." in client.get("/de/pages/who-we-are/").text
    assert "Markedtext." in client.get("/pages/who-we-are/").text


def test_page_deleted_for_good_comes_back_by_nothing(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    folder = app.extensions["settings"].ledger
    do(lambda page: delete_for_good(page, ledger_folder=folder, now=utcnow()), "about")

    assert client.get("/pages/about/").status_code == 404
    assert "Deutschtext." in client.get("/pages/ueber/").text
    with pytest.raises(SlugRemoved):
        require_free_slug(ContentKind.PAGE, "about")
    assert "deleted for good" in str(take_in([write(tmp_path / "again", {"about.md": ABOUT})]))
    begin_write_transaction()
    page = page_by_slug("ueber")
    assert page is not None
    page.slug = "about"  # As an older database would have it.
    db.session.commit()
    begin_write_transaction()
    assert replay(ledger_folder=folder, now=utcnow()) == 1
    db.session.commit()
    assert client.get("/pages/about/").status_code == 404
