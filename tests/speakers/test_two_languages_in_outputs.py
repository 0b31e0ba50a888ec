"""A speaker in two languages, in every output: each in its own, and nothing once withdrawn."""

from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask

from ethreader.base.db import begin_write_transaction, db
from ethreader.publishing.service import withdraw
from tests.content_files import event_file, take_in_all
from tests.kept.asking import Given, Site
from tests.pages import page_of, texts
from tests.publishing.pages import item

ENGLISH = "---\nkind: speaker\nname: Vera Hill\nheadline: Markedlawyer\n---\n\nMarkedtext.\n"
GERMAN = "---\nkind: speaker\nheadline: Markedanwalt\n---\n\nMarkedrede.\n"
TALK = event_file("speakers:", "  - {speaker: vera, role: Markedrole, topic: Markedtopic}")
VORTRAG = """---
kind: event
name: Vortrag
speakers:
  - {speaker: vera, role: Markedrolle, topic: Markedthema}
---

Ein Text.
"""
FILES = {"vera.md": ENGLISH, "vera.de.md": GERMAN, "talk.md": TALK, "talk.de.md": VORTRAG}
IN_ENGLISH = {"Markedlawyer", "Markedtext", "Markedrole", "Markedtopic"}
IN_GERMAN = {"Markedanwalt", "Markedrede", "Markedrolle", "Markedthema"}
PATHS = (
    *("/speakers/", "/speakers/vera/", "/events/talk/", "/events/", "/", "/feed.xml"),
    *("/events.ics", "/events/talk/calendar.ics", "/sitemap.xml", "/search?q=Vera"),
    *(f"/search?q={quote(each)}" for each in sorted(IN_ENGLISH | IN_GERMAN)),
)


@pytest.fixture
def site(app: Flask, tmp_path: Path) -> Site:
    take_in_all(tmp_path, FILES)
    return Site(app)


def walked(site: Site) -> dict[str, Given]:
    """Ask for everything twice: what is kept is given the second time."""
    paths = [f"{prefix}{path}" for prefix in ("", "/de") for path in PATHS]
    for path in paths:
        site.ask(path)
    return {path: site.ask(path) for path in paths}


def said(given: Given, words: set[str]) -> set[str]:
    return {each for each in words if each in given.text}


def test_each_language_says_its_own_words_and_nothing_once_withdrawn(
    app: Flask, site: Site
) -> None:
    given = walked(site)

    assert all(
        f'href="http://127.0.0.1:8000{home}/speakers/vera/"' in given["/sitemap.xml"].text
        for home in ("", "/de")
    )
    for path in ("/speakers/", "/speakers/vera/", "/events/talk/"):
        english, german = given[path], given[f"/de{path}"]
        assert (bool(said(english, IN_ENGLISH)), said(english, IN_GERMAN)) == (True, set()), path
        assert (said(german, IN_ENGLISH), bool(said(german, IN_GERMAN))) == (set(), True), path
    assert said(given["/de/speakers/vera/"], IN_GERMAN) == IN_GERMAN
    assert '"description":"Markedanwalt"' in given["/de/speakers/vera/"].text
    for word in IN_ENGLISH | IN_GERMAN:
        found = page_of(app.test_client().get(f"/de/search?q={word}"))
        home = "/de" if word in IN_GERMAN else ""
        links = [str(each.get("href")) for each in found.findall(".//h3/a")]
        assert links
        assert {each[: len(home) + 2] for each in links} <= {f"{home}/s", f"{home}/e"}, word
        assert set(texts(found, ".//mark")) == {word}
    begin_write_transaction()
    withdraw(item("vera"))
    db.session.commit()

    for path, each in walked(site).items():
        typed = path.partition("q=")[2]
        assert said(each, (IN_ENGLISH | IN_GERMAN | {"Vera Hill"}) - {typed}) == set(), path
        assert "<mark>" not in each.text, path
    site.close()
