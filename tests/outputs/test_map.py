"""The map of the site, judged by a schema, and robots.txt, by Python's own reader of it."""

from pathlib import Path
from urllib.robotparser import RobotFileParser
from xml.etree.ElementTree import Element, fromstring

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.events.queries import latest_changed
from ethreader.speakers.queries import all_speakers
from tests.conftest import EVENT_FILE, make_app, make_event
from tests.outputs.sitemap_schema import faults_of_map

HOST = "http://127.0.0.1:8000"
NAMES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
TRANSLATED = "/events/unconditional-support-and-residence/"
ABOUT = "/pages/about/"  # In all languages but Serbian Cyrillic.
TAGS = ["en", "sr-Latn", "sr-Cyrl", "de", "x-default"]


def urls_of(client: FlaskClient) -> list[Element]:
    response = client.get("/sitemap.xml")
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    root = fromstring(response.data)
    assert root.tag == f"{{{NAMES['map']}}}urlset"
    return root.findall("map:url", NAMES)


def text_of(url: Element, name: str) -> str:
    found = url.find(f"map:{name}", NAMES)
    return "" if found is None else str(found.text)


def test_map_names_every_page_in_each_language_that_it_has(reader: FlaskClient) -> None:
    paths = ["/", "/events/", "/speakers/", TRANSLATED]
    paths += [f"/speakers/{speaker.slug}/" for speaker in all_speakers()]
    in_english = [f"/events/{event.slug}/" for event in latest_changed(limit=50)]
    in_english.remove(TRANSLATED)

    mapped = [text_of(url, "loc") for url in urls_of(reader)]

    everywhere = [f"{root}{path}" for path in paths for root in ("", "/sr", "/sr-Cyrl", "/de")]
    everything = (*everywhere, *in_english, *(f"{root}{ABOUT}" for root in ("", "/sr", "/de")))
    assert sorted(mapped) == sorted(f"{HOST}{path}" for path in everything)
    assert {reader.get(url.removeprefix(HOST)).status_code for url in mapped} == {200}


def test_map_keeps_to_its_format(reader: FlaskClient) -> None:
    content = reader.get("/sitemap.xml").data

    assert faults_of_map(content) == []
    assert len(faults_of_map(content.replace(b"<lastmod>", b"<lastmod>on "))) > 0
    assert len(faults_of_map(content.replace(b"<loc>http", b"<loc>"))) > 0


def test_each_page_of_the_map_names_itself_in_all_its_languages(reader: FlaskClient) -> None:
    for url in urls_of(reader):
        links = url.findall("xhtml:link", NAMES)
        where = text_of(url, "loc")
        is_alone = "/events/example-" in where
        tags = [tag for tag in TAGS if tag != "sr-Cyrl" or ABOUT not in where]
        assert [link.get("hreflang") for link in links] == ([] if is_alone else tags)
        assert is_alone or where in [link.get("href") for link in links]


def test_pages_of_the_map_are_their_own_canonical_ones(reader: FlaskClient) -> None:
    for url in urls_of(reader)[::7]:
        where = text_of(url, "loc")
        assert f'<link rel="canonical" href="{where}">' in reader.get(where[len(HOST) :]).text


def test_map_tells_when_an_article_was_changed(app: Flask, tmp_path: Path) -> None:
    event = make_event(tmp_path, "winter-meeting", EVENT_FILE)

    changed = {text_of(url, "loc"): text_of(url, "lastmod") for url in urls_of(app.test_client())}

    assert changed[f"{HOST}/events/winter-meeting/"] == event.changed_at.isoformat()
    assert changed[f"{HOST}/speakers/"] == ""


def test_site_of_one_language_has_no_others(tmp_path: Path) -> None:
    app = make_app(tmp_path / "instance", ETHREADER_LANGUAGES="en")
    with app.app_context():
        assert [url.findall("xhtml:link", NAMES) for url in urls_of(app.test_client())] == [[]] * 3


@pytest.mark.parametrize(
    ("path", "is_open"),
    [
        ("/", True),
        ("/de/events/", True),
        ("/events/winter-meeting/comments", True),
        ("/moderation/sign-in", False),
        ("/de/moderation/sign-in", False),
        ("/oembed?url=x", False),
    ],
)
def test_robots_are_kept_from_what_is_not_theirs(
    reader: FlaskClient, path: str, is_open: bool
) -> None:
    response = reader.get("/robots.txt")
    robots = RobotFileParser()
    robots.parse(response.text.splitlines())

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert robots.can_fetch("AnyBot", f"{HOST}{path}") is is_open
    assert robots.site_maps() == [f"{HOST}/sitemap.xml"]


@pytest.mark.parametrize("path", ["/de/robots.txt", "/de/sitemap.xml"])
def test_they_stand_at_one_place_alone(reader: FlaskClient, path: str) -> None:
    assert reader.get(path).status_code == 404
