"""Simple pages on the map of the site, and what their heads tell of their languages."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.content_state import ContentState
from ethreader.base.db import db
from ethreader.site_pages.queries import all_pages
from tests.content_files import take_in_all
from tests.outputs.test_map import HOST, NAMES, text_of, urls_of
from tests.pages import page_of
from tests.site_pages.test_simple_pages import page_file

FILES = {
    "about.md": page_file(),
    "ueber-uns.md": page_file("Über uns", language="de", translation_of="about"),
    "kontakt.md": page_file("Kontakt", language="sr-Cyrl"),
    "mentions.md": page_file("Mentions", language="fr"),
}
EVERYWHERE = ["en", "de", "x-default"]


@pytest.fixture
def client(app: Flask, tmp_path: Path) -> FlaskClient:
    take_in_all(tmp_path, FILES)
    return app.test_client()


def mapped(client: FlaskClient) -> dict[str, Element]:
    """Return the simple pages of the map by their paths."""
    found = {text_of(url, "loc").removeprefix(HOST): url for url in urls_of(client)}
    return {path: url for path, url in found.items() if "/pages/" in path}


def alternates(url: Element) -> dict[str, str]:
    links = url.findall("xhtml:link", NAMES)
    return {link.attrib["hreflang"]: link.attrib["href"].removeprefix(HOST) for link in links}


def test_each_text_is_mapped_where_it_is_shown(client: FlaskClient) -> None:
    pages = mapped(client)

    assert set(pages) == {
        *("/pages/about/", "/de/pages/about/", "/sr-Cyrl/pages/kontakt/"),
        "/pages/mentions/",  # The site does not speak its language: it stands in the first one's.
    }
    assert [alternates(pages[path]) for path in ("/pages/about/", "/de/pages/about/")] == [
        {"en": "/pages/about/", "de": "/de/pages/about/", "x-default": "/pages/about/"}
    ] * 2
    assert alternates(pages["/sr-Cyrl/pages/kontakt/"]) == {}


@pytest.mark.parametrize(
    ("path", "canonical", "tags"),
    [
        ("/pages/about/", "/pages/about/", EVERYWHERE),
        ("/de/pages/about/", "/de/pages/about/", EVERYWHERE),
        ("/sr/pages/about/", "/pages/about/", EVERYWHERE),
        ("/pages/kontakt/", "/sr-Cyrl/pages/kontakt/", []),
        ("/de/pages/mentions/", "/pages/mentions/", []),
    ],
)
def test_head_leads_to_where_the_text_is_at_home(
    client: FlaskClient, path: str, canonical: str, tags: list[str]
) -> None:
    page = page_of(client.get(path))

    [link] = page.findall(".//link[@rel='canonical']")
    assert link.get("href") == f"{HOST}{canonical}"
    assert [each.get("hreflang") for each in page.findall(".//link[@hreflang]")] == tags


def test_map_tells_when_a_page_was_changed(clock: Any, client: FlaskClient, tmp_path: Path) -> None:
    before = text_of(mapped(client)["/pages/about/"], "lastmod")
    clock.shift(3600)
    take_in_all(tmp_path / "again", FILES)
    same = text_of(mapped(client)["/pages/about/"], "lastmod")
    take_in_all(tmp_path / "other", {"about.md": page_file(text="We help more.")})

    after = text_of(mapped(client)["/pages/about/"], "lastmod")

    assert same == before
    assert (datetime.fromisoformat(after) - datetime.fromisoformat(before)).seconds == 3600
    assert datetime.fromisoformat(after).tzinfo == UTC


@pytest.mark.parametrize("state", [ContentState.SCHEDULED, ContentState.WITHDRAWN])
def test_page_that_is_not_published_is_not_mapped(client: FlaskClient, state: ContentState) -> None:
    assert len(mapped(client)) == 4

    for page in all_pages():
        if page.slug != "about":
            page.state = state
    db.session.commit()

    assert set(mapped(client)) == {"/pages/about/"}
    assert alternates(mapped(client)["/pages/about/"]) == {}
