"""The demo shows every state that an event and a thread can be in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import Comment
from ethreader.comments.thread_queries import published_thread
from ethreader.comments.threads import MAX_DEPTH, Node, walk
from ethreader.demo.conversations import publish_conversation
from ethreader.demo.service import load_demo, seed_main_article
from ethreader.events.choices import Attendance, CommentPolicy, Status
from ethreader.events.models import Event
from ethreader.events.queries import event_by_slug, past_events, upcoming_events
from ethreader.speakers.queries import speaker_by_slug
from tests.conftest import ZONE, make_app
from tests.pages import facts_of, page_of, text_of, texts
from tests.times import utcnow

NOW = utcnow()
ARTICLE = "unconditional-support-and-residence"
HEADLINE = (
    "ASTRA at the side event of the 22nd Conference of the Alliance against Trafficking in Persons"
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A site with the demo content, which these tests only read."""
    app = make_app(tmp_path_factory.mktemp("demo") / "instance")
    with app.app_context():
        begin_write_transaction()
        load_demo(default_zone=ZONE, now=NOW)
        db.session.commit()
        yield app
        db.session.remove()
        db.engine.dispose()


def pages() -> list[Event]:
    return [*upcoming_events(NOW), *past_events(NOW)]


def event(slug: str) -> Event:
    found = event_by_slug(slug)
    assert found is not None
    return found


def test_demo_has_the_side_event_with_its_facts(demo: Flask) -> None:
    page = page_of(demo.test_client().get(f"/events/{ARTICLE}/"))

    assert texts(page, ".//h1") == [HEADLINE]
    assert text_of(page.find(".//p[@class='event-name']")) == (
        "Unconditional support and access to residence on personal grounds is needed to uphold "
        "trafficked persons’ rights"
    )
    assert facts_of(page) == {
        "When": "5 April 2022, 9:30–11:00 Vienna time (CEST)",
        "Where": "Vienna, Austria",
        "Format": "In person",
        "Speakers": "Marija Andjelković",
        "Organised by": "La Strada International",
        "Co-organised by": "LEFÖ-IBF, PICUM",
        "Part of": "22nd Conference of the Alliance against Trafficking in Persons "
        "“PROTECTION: upholding victims’ rights and strengthening assistance” "
        "4–6 April 2022, organised by OSCE Office of the Special Representative and Co-ordinator "
        "for Combating Trafficking in Human Beings",
    }


def test_demo_names_the_organisations_in_their_roles(demo: Flask) -> None:
    assert [(each.organisation.name, each.role) for each in event(ARTICLE).involvements] == [
        ("La Strada International", "host"),
        ("LEFÖ-IBF", "co-host"),
        ("PICUM", "co-host"),
        ("Council of Europe / GRETA Secretariat", "supporter"),
        ("ASTRA", "participant"),
    ]


def test_demo_has_the_conference_as_a_fact_of_whole_days(demo: Flask) -> None:
    conference = event("22nd-alliance-conference")

    assert not conference.has_page
    assert (str(conference.first_day), str(conference.last_day)) == ("2022-04-04", "2022-04-06")
    assert (conference.starts_at, conference.ends_at) == (None, None)
    assert conference.side_events == [event(ARTICLE)]


def test_demo_has_the_speaker_with_a_page_of_her_own(demo: Flask) -> None:
    page = page_of(demo.test_client().get("/speakers/marija-andjelkovic/"))

    assert texts(page, ".//h1") == ["Marija Andjelković"]
    assert texts(page, ".//li[@class='line']//a") == [HEADLINE]
    assert speaker_by_slug("marija-andjelkovic") is not None


@pytest.mark.parametrize("status", list(Status))
def test_demo_shows_every_status(demo: Flask, status: Status) -> None:
    assert status in {each.status for each in pages()}


@pytest.mark.parametrize("attendance", list(Attendance))
def test_demo_shows_every_attendance(demo: Flask, attendance: Attendance) -> None:
    assert attendance in {each.attendance for each in pages()}


@pytest.mark.parametrize("policy", list(CommentPolicy))
def test_demo_shows_open_and_closed_comments(demo: Flask, policy: CommentPolicy) -> None:
    assert policy in {each.comments for each in pages()}


def test_demo_has_coming_and_past_events(demo: Flask) -> None:
    coming, past = upcoming_events(NOW), past_events(NOW)

    assert [len(coming), len(past)] == [5, 3]
    assert {each.status for each in coming} == set(Status)


def test_demo_has_threads_of_every_length(demo: Flask) -> None:
    counts = {each.slug: published_thread(each).count for each in pages()}

    assert (counts["example-online-talk"], counts["example-evening-for-volunteers"]) == (45, 0)
    assert (counts[ARTICLE], counts["example-round-table"]) == (6, 1)


def test_demo_thread_is_deep_enough_to_show_the_last_depth(demo: Flask) -> None:
    waiting: list[Node] = [*published_thread(event("example-online-talk")).roots]
    depths = set()
    while waiting:
        node = waiting.pop()
        depths.add(node.depth)
        waiting.extend(node.replies)

    assert depths == set(range(MAX_DEPTH + 1))


def test_demo_labels_whatever_is_made_up(demo: Flask) -> None:
    """All but the side event is an example and says so; so does every comment."""
    unlabelled = [each.slug for each in pages() if "Example: " not in each.headline]
    names = {
        comment.name
        for each in pages()
        for comment in walk(published_thread(each).roots)
        if comment.name
    }

    assert unlabelled == [ARTICLE]
    assert len(names) > 5
    assert [name for name in names if not name.endswith(("(example)", "(пример)"))] == []


def test_demo_comments_have_no_moment_that_a_decided_comment_would_not_have(demo: Flask) -> None:
    thread = published_thread(event("example-online-talk"))

    days = [comment.day for comment in walk(thread.roots)]

    assert len(set(days)) == 45
    assert max(days) <= NOW.astimezone(ZONE).date()


def test_coming_examples_are_still_coming_whenever_the_demo_is_loaded(tmp_path: Path) -> None:
    app = make_app(tmp_path / "instance")
    later = NOW.replace(year=NOW.year + 7, month=12, day=31)
    with app.app_context():
        begin_write_transaction()
        load_demo(default_zone=ZONE, now=later)
        db.session.commit()

        assert len(upcoming_events(later)) == 5
        db.session.remove()
        db.engine.dispose()


def test_seeded_thread_goes_on_where_the_conversation_ended(tmp_path: Path) -> None:
    app = make_app(tmp_path / "instance")
    with app.app_context():
        begin_write_transaction()
        load_demo(default_zone=ZONE, now=NOW)
        article = event(ARTICLE)
        publish_conversation(article, [{"name": "", "text": "More."}], zone=ZONE, now=NOW)

        seeded = seed_main_article(30, zone=ZONE, now=NOW)

        numbers = db.session.scalars(
            select(Comment.publication_no)
            .where(Comment.event_id == article.id)
            .order_by(Comment.publication_no)
        )
        assert seeded is article
        assert list(numbers) == list(range(1, 38))
        assert (article.comment_count, article.publication_count) == (37, 37)
        db.session.remove()
        db.engine.dispose()


def test_thread_is_seeded_only_under_the_demo_article(app: Flask) -> None:
    assert seed_main_article(30, zone=ZONE, now=NOW) is None
