"""What an article leads to is called in the language of the page, where it has a text in it."""

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.content_files import event_file, take_in_all
from tests.outputs.structured import thing_on
from tests.pages import counted_queries, page_of, text_of

GERMAN = "---\nkind: event\ntranslation_of: side\nlanguage: de\nname: Gespräch\n{}---\n\nText.\n"
SIDE = event_file("part_of: meeting", "headline: A talk on homes").replace("Meeting", "Talk")
FILES = {
    "meeting.md": event_file(),
    "side.md": SIDE,
    "side.de.md": GERMAN.format("headline: Über Wohnungen\n"),
    "mute.md": event_file("part_of: meeting", "headline: In English"),
}


@pytest.fixture(autouse=True)
def content(app: Flask, tmp_path: Path) -> None:
    take_in_all(tmp_path, FILES)


def links(page: Element, place: str) -> dict[str, tuple[str, str | None]]:
    """Return by their paths how links are called, and in which language."""
    return {
        link.get("href", ""): (text_of(link), link.get("lang"))
        for section in page.iter()
        if section.get("aria-labelledby") == place
        for link in section.iter("a")
    }


@pytest.mark.parametrize(
    ("article", "place"), [("meeting", "side-title"), ("mute", "related-title")]
)
def test_links_say_the_text_of_the_page(client: FlaskClient, article: str, place: str) -> None:
    said = {
        prefix: links(page_of(client.get(f"{prefix}/events/{article}/")), place)[
            f"{prefix}/events/side/"
        ]
        for prefix in ("", "/de", "/sr")
    }

    assert said == {
        "": ("A talk on homes", "en"),
        "/de": ("Über Wohnungen", "de"),
        "/sr": ("A talk on homes", "en"),
    }


def test_neighbours_in_time_say_it_too(client: FlaskClient) -> None:
    said = links(page_of(client.get("/de/events/mute/")), "onward-title")

    assert said["/de/events/side/"] == ("Über Wohnungen", "de")


def test_structured_data_names_side_events_so(client: FlaskClient) -> None:
    told = {
        prefix: {each["name"] for each in thing_on(page, "Event")["subEvent"]}
        for prefix in ("", "/de", "/sr")
        for page in [client.get(f"{prefix}/events/meeting/").text]
    }

    assert told == {
        "": {"Talk", "Meeting"},
        "/de": {"Gespräch", "Meeting"},
        "/sr": {"Talk", "Meeting"},
    }


def test_titles_cost_as_much_for_many_as_for_one(client: FlaskClient, tmp_path: Path) -> None:
    with counted_queries() as few:
        client.get("/de/events/meeting/")
    more = {f"side-{n}.md": SIDE for n in range(9)}
    take_in_all(tmp_path / "more", more)

    with counted_queries() as many:
        client.get("/de/events/meeting/")

    assert len(many) <= len(few)


def test_text_without_a_headline_says_its_name(client: FlaskClient, tmp_path: Path) -> None:
    take_in_all(tmp_path / "again", {"side.de.md": GERMAN.format("")})

    page = page_of(client.get("/de/events/meeting/"))

    assert links(page, "side-title")["/de/events/side/"] == ("Gespräch", "de")
