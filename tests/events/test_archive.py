from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from ethreader.events.queries import event_by_slug
from tests.content_files import event_file, take_in_all
from tests.pages import by_class, links, page_of, text_of, texts


def on(day: str, *lines: str, name: str, body: str = "A text.") -> str:
    text = event_file(*lines, body=body).replace("2026-02-03", day)
    return text.replace("name: Meeting", f"name: {name}")


def test_archive_goes_by_years_the_latest_first(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    take_in_all(
        tmp_path / "content",
        {
            "a.md": on("2022-04-04", name="A"),
            "b.md": on("2024-01-01", name="B"),
            "c.md": on("2022-05-05", name="C"),
        },
    )

    page = page_of(client.get("/events/"))

    assert links(page, ".//nav[@class='years']") == {"2024": "#y2024", "2022": "#y2022"}
    assert [
        (each.find("h2").get("id"), list(links(each).items()))  # type: ignore[union-attr]
        for each in page.findall(".//main//section")
    ] == [
        ("y2024", [("B", "/events/b/")]),
        ("y2022", [("C", "/events/c/"), ("A", "/events/a/")]),
    ]


def test_year_is_that_of_the_place_where_the_event_begins(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    """It is still 2022 in UTC when the new year has begun in Auckland."""
    early = on("2023-01-01T09:00", "time_zone: Pacific/Auckland", name="Early")
    take_in_all(tmp_path / "content", {"early.md": early})

    assert texts(page_of(client.get("/events/")), ".//section/h2") == ["2023"]


def test_archive_line_says_day_name_and_state(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    line = on(
        "2999-04-04",
        "ends: 2999-04-06",
        "headline: Добро дошли",
        "language: sr-Cyrl",
        "status: postponed",
        name="Скуп",
    )
    take_in_all(tmp_path / "content", {"skup.md": line})

    page = page_of(client.get("/events/"))

    [item] = page.findall(".//ul[@class='lines']/li")
    assert [text_of(each) for each in by_class(item, "line-date")] == ["4–6 April 2999"]
    assert [(text_of(each), each.get("lang")) for each in item.iter("a")] == [
        ("Добро дошли", "sr-Cyrl")
    ]
    assert [(text_of(each), each.get("lang")) for each in by_class(item, "line-name")] == [
        ("Скуп", "sr-Cyrl")
    ]
    assert [text_of(each) for each in by_class(item, "tag")] == ["Postponed"]


def test_archive_line_of_a_past_event_has_no_tag(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    take_in_all(
        tmp_path / "content",
        {"old.md": on("2000-01-01", name="Old"), "new.md": on("2999-01-01", name="New")},
    )

    page = page_of(client.get("/events/"))

    assert [
        (text_of(each.find(".//a")), [text_of(tag) for tag in by_class(each, "tag")])
        for each in page.findall(".//ul[@class='lines']/li")
    ] == [("New", ["Upcoming"]), ("Old", [])]


def test_archive_leaves_out_events_without_a_text(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    take_in_all(
        tmp_path / "content",
        {"fact.md": on("2022-01-01", name="Fact", body=""), "page.md": on("2023-01-01", name="P")},
    )

    page = page_of(client.get("/events/"))

    assert event_by_slug("fact") is not None
    assert texts(page, ".//section/h2") == ["2023"]
    assert texts(page, ".//ul[@class='lines']//a") == ["P"]


def test_archive_without_events_says_so(app: Flask, client: FlaskClient) -> None:
    page = page_of(client.get("/events/"))

    assert [text_of(each) for each in by_class(page, "empty")] == ["No events yet."]
    assert page.find(".//nav[@class='years']") is None
