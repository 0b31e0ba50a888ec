"""Where to go from an article: related events, and its neighbours in time."""

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import db
from ethreader.events.onward_queries import LOOKED_AT, Ways, ways_from
from ethreader.events.queries import event_by_slug
from tests.content_files import ORGANISATION, SPEAKER, event_file, take_in_all
from tests.pages import counted_queries, page_of

DAY = "2026-02-03"
VERA = ("speakers:", "  - speaker: vera", "    role: keynote")
HOUSE = ("organisations:", "  - organisation: house", "    role: host")
PARENT = ("part_of: conference",)


def dated(day: str, *head: str, body: str = "A text.") -> str:
    return event_file(*head, body=body).replace(DAY, day)


FILES = {
    "vera.md": SPEAKER,
    "house.md": ORGANISATION,
    "conference.md": dated("2024-05-01"),
    "this.md": dated("2024-05-02", *PARENT, *VERA, *HOUSE),
    "below.md": dated("2024-05-03", "part_of: this", *VERA),
    "sibling.md": dated("2020-01-01", *PARENT),
    "with-vera.md": dated("2021-01-01", *VERA),
    "with-house.md": dated("2022-01-01", *HOUSE),
    "same-year.md": dated("2024-12-31"),
    "same-year-too.md": dated("2024-01-01"),
    "stranger.md": dated("2023-06-06"),
    "fact.md": dated("2024-05-02", *PARENT, *VERA, body=""),
}


@pytest.fixture
def ways(app: Flask, tmp_path: Path) -> Ways:
    take_in_all(tmp_path, FILES)
    return ways_of("this")


def ways_of(slug: str) -> Ways:
    event = event_by_slug(slug)
    assert event is not None
    return ways_from(event)


def urls(page: Element, title: str) -> list[str | None]:
    return [each.get("href") for each in page.findall(f".//*[@aria-labelledby='{title}']//a")]


def test_what_has_most_in_common_comes_first_and_what_is_named_anyway_does_not(ways: Ways) -> None:
    assert [each.slug for each in ways.related] == [
        "sibling",
        "with-vera",
        "with-house",
        "same-year",
    ]


def test_neighbours_are_the_pages_before_and_after(ways: Ways) -> None:
    assert (ways.earlier and ways.earlier.slug, ways.later and ways.later.slug) == (
        "conference",
        "below",
    )
    assert ways_of("sibling").earlier is None
    assert ways_of("same-year").later is None


def test_article_ends_with_them(ways: Ways, client: FlaskClient) -> None:
    page = page_of(client.get("/events/this/"))

    assert urls(page, "related-title") == [f"/events/{each.slug}/" for each in ways.related]
    assert urls(page, "onward-title") == ["/events/conference/", "/events/below/"]
    assert urls(page_of(client.get("/events/stranger/")), "related-title") == []


def test_siblings_of_the_same_year_come_before_many_later_ones(app: Flask, tmp_path: Path) -> None:
    """Of each kind of what is shared only the latest are looked at."""
    files = {f"later-{n}.md": dated(f"2025-01-{n:02}", *PARENT) for n in range(1, LOOKED_AT + 2)}
    crowd = {f"crowd-{n}.md": dated(f"2024-12-{n:02}") for n in range(1, LOOKED_AT + 2)}
    take_in_all(tmp_path, FILES | files | crowd | {"same.md": dated("2024-01-09", *PARENT)})

    assert [each.slug for each in ways_of("this").related] == [
        "same",
        f"later-{LOOKED_AT + 1}",
        f"later-{LOOKED_AT}",
        f"later-{LOOKED_AT - 1}",
    ]


def test_number_of_statements_is_fixed(ways: Ways, tmp_path: Path) -> None:
    event = event_by_slug("this")
    assert event is not None
    with counted_queries() as few:
        ways_from(event)
    take_in_all(tmp_path, {f"more-{n}.md": dated("2024-05-02", *VERA) for n in range(5)})
    db.session.refresh(event)

    with counted_queries() as many:
        ways_from(event)

    assert len(few) == len(many) == 1
