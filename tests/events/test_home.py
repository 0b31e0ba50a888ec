from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import State
from ethreader.events.models import Event
from ethreader.events.queries import event_by_slug, past_events, upcoming_events
from ethreader.pages import event_views
from tests.conftest import make_comment
from tests.content_files import event_file, take_in_all
from tests.events.many import add_events
from tests.pages import by_class, counted_queries, links, page_of, text_of, texts

COMING = ".//section[@aria-labelledby='coming']"
RECENT = ".//section[@aria-labelledby='recent']"
NOON = datetime(2026, 2, 3, 12, 0, tzinfo=UTC)


def on(day: str, *lines: str, name: str = "Meeting", body: str = "A text.") -> str:
    text = event_file(*lines, body=body).replace("2026-02-03", day)
    return text.replace("name: Meeting", f"name: {name}")


def titles(page_path: str, client: FlaskClient) -> list[str]:
    return texts(page_of(client.get("/")), f"{page_path}//h3")


@pytest.mark.parametrize(
    ("now", "is_coming"),
    [
        pytest.param(NOON - timedelta(days=9), True, id="before its day it is coming"),
        pytest.param(NOON, True, id="on its day it is coming"),
        pytest.param(
            datetime(2026, 2, 3, 22, 59, 59, tzinfo=UTC), True, id="to the last second of its day"
        ),
        pytest.param(datetime(2026, 2, 3, 23, 0, tzinfo=UTC), False, id="then it is past"),
    ],
)
def test_event_is_coming_or_past_by_the_clock(
    app: Flask, tmp_path: Path, now: datetime, is_coming: bool
) -> None:
    take_in_all(tmp_path / "content", {"a.md": event_file()})

    coming, past = upcoming_events(now), past_events(now)

    assert [[each.slug for each in coming], [each.slug for each in past]] == (
        [["a"], []] if is_coming else [[], ["a"]]
    )


def test_next_event_comes_first_and_the_latest_past_one_too(app: Flask, tmp_path: Path) -> None:
    take_in_all(
        tmp_path / "content",
        {f"day-{number}.md": on(f"2026-02-0{number}") for number in (4, 1, 5, 2)},
    )

    assert [each.slug for each in upcoming_events(NOON)] == ["day-4", "day-5"]
    assert [each.slug for each in past_events(NOON)] == ["day-2", "day-1"]
    assert [each.slug for each in past_events(NOON, limit=1)] == ["day-2"]


def test_home_shows_what_is_coming_and_what_was(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    take_in_all(
        tmp_path / "content",
        {"old.md": on("2000-01-01", name="Old"), "new.md": on("2999-01-01", name="New")},
    )

    page = page_of(client.get("/"))

    assert links(page, COMING) == {"New": "/events/new/"}
    assert links(page, RECENT) == {"Old": "/events/old/", "All events": "/events/"}


def test_home_shows_six_past_events_and_leads_to_the_rest(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    files = {f"e{day}.md": on(f"2000-01-0{day}", name=f"Event {day}") for day in range(1, 9)}
    take_in_all(tmp_path / "content", files)

    assert titles(RECENT, client) == [f"Event {day}" for day in (8, 7, 6, 5, 4, 3)]


def test_home_shows_so_many_upcoming_events_and_leads_to_the_rest(
    event: Event, client: FlaskClient
) -> None:
    days = [date(2999, 1, 1) + timedelta(days=number) for number in range(event_views.COMING)]
    add_events(event, days)
    all_of_them = page_of(client.get("/"))
    [late] = add_events(event, [date(2999, 12, 1)])
    [under_way] = add_events(event, [date(2000, 1, 1)])
    begin_write_transaction()
    under_way.ends = late.ends
    db.session.commit()

    page = page_of(client.get("/"))

    assert len(texts(all_of_them, f"{COMING}//h3")) == event_views.COMING
    assert "All events" not in links(all_of_them, COMING)
    assert len(texts(page, f"{COMING}//h3")) == event_views.COMING
    assert texts(page, f"{COMING}//h3")[0] == under_way.name
    assert links(page, COMING)["All events"] == "/events/"


def test_home_without_events_says_so(app: Flask, client: FlaskClient) -> None:
    page = page_of(client.get("/"))

    assert texts(page, f"{COMING}/p") == ["No upcoming events right now."]
    assert texts(page, f"{RECENT}/p") == ["No past events yet."]


def test_home_leaves_out_events_without_a_text(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    take_in_all(
        tmp_path / "content",
        {"page.md": on("2999-01-01", name="Page"), "fact.md": on("2999-01-01", name="F", body="")},
    )

    assert event_by_slug("fact") is not None
    assert titles(COMING, client) == ["Page"]


def test_card_shows_the_facts_of_its_event(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    card = on(
        "2999-03-18T18:00",
        "time_zone: Europe/Vienna",
        "headline: Kommt alle!",
        "summary: Worum es geht.",
        "language: de",
        "status: cancelled",
        "attendance: both",
        "place:",
        "  locality: Wien",
        "  country: AT",
        name="Abend",
    )
    take_in_all(tmp_path / "content", {"abend.md": card})

    page = page_of(client.get("/"))

    [article] = page.findall(f"{COMING}//article")
    [text] = by_class(article, "card-text")
    [facts] = by_class(article, "card-facts")
    [time] = list(article.iter("time"))
    [tag] = by_class(article, "tag")
    assert texts(article, ".//h3") == ["Kommt alle!"]
    assert [text_of(each) for each in by_class(article, "card-name")] == ["Abend"]
    assert [text_of(each) for each in by_class(article, "card-summary")] == ["Worum es geht."]
    assert (text.get("lang"), facts.get("lang"), tag.get("lang")) == ("de", "en", "en")
    assert text_of(facts) == (
        "Cancelled. It was planned for 18 March 2999, from 18:00 Vienna time (CET) · Wien, Austria"
        " · In person and online"
    )
    assert time.get("datetime") == "2999-03-18T18:00+01:00"
    assert text_of(tag) == "Cancelled"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        pytest.param(0, "", id="none is not mentioned"),
        pytest.param(1, " · 1 comment", id="one"),
        pytest.param(3, " · 3 comments", id="three"),
    ],
)
def test_card_counts_the_comments_that_readers_see(
    app: Flask, client: FlaskClient, tmp_path: Path, count: int, words: str
) -> None:
    take_in_all(tmp_path / "content", {"a.md": on("2999-01-01")})
    event = event_by_slug("a")
    assert event is not None
    for number in range(count):
        make_comment(event, body=f"{number}")
    make_comment(event, body="Waits.", state=State.PENDING)

    page = page_of(client.get("/"))

    assert [text_of(each) for each in by_class(page, "card-facts")] == [f"1 January 2999{words}"]


@pytest.mark.parametrize("path", ["/", "/events/"])
def test_lists_of_one_and_of_three_take_as_many_queries(
    app: Flask, client: FlaskClient, tmp_path: Path, path: str
) -> None:
    def add(numbers: range) -> None:
        files = {"fact.md": on("2026-02-03", body="")}
        for number in numbers:
            files[f"old-{number}.md"] = on("2000-01-01", "part_of: fact")
            files[f"new-{number}.md"] = on("2999-01-01", "part_of: fact")
        take_in_all(tmp_path / "content", files)
        for number in numbers:
            event = event_by_slug(f"old-{number}")
            assert event is not None
            make_comment(event)

    add(range(1))
    with counted_queries() as one:
        page_with_one = client.get(path).text
    add(range(1, 3))
    with counted_queries() as three:
        page_with_three = client.get(path).text

    assert (page_with_one.count("/events/old-"), page_with_three.count("/events/old-")) == (1, 3)
    assert len(three) == len(one)
