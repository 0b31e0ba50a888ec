"""The frame of an article: used again after a comment, made anew after a change of content."""

import re
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask, template_rendered
from sqlalchemy import event as database_events
from time_machine import Traveller

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.comment_page import CommentPage
from ethreader.comments.log import Cause
from ethreader.comments.models import State
from ethreader.comments.threads import Node
from ethreader.comments.transition import transition
from ethreader.events.models import Event
from ethreader.events.queries import article
from ethreader.web import frames
from ethreader.web.frames import Frame
from ethreader.web.shapes import Shape
from tests.browser.server import PATIENCE
from tests.conftest import EVENT_FILE, make_app, make_comment, make_event
from tests.kept.asking import Site
from tests.pages import counted_queries
from tests.postgres import PostgresUrl

ARTICLE = "/events/winter-meeting/"


@pytest.fixture
def event(app: Flask, tmp_path: Path) -> Iterator[Event]:
    with app.app_context():
        yield make_event(tmp_path, "winter-meeting", EVENT_FILE)


@contextmanager
def frames_made(app: Flask) -> Iterator[list[str]]:
    """Hear which frames are made: they alone are whole articles."""
    made: list[str] = []

    def hear(_app: Flask, *, template: object, **_given: object) -> None:
        made.append(str(getattr(template, "name", "")))

    with template_rendered.connected_to(hear, app):
        yield made


def test_a_comment_is_shown_in_the_frame_that_stands(app: Flask, site: Site, event: Event) -> None:
    make_comment(event)
    site.ask(ARTICLE)
    with frames_made(app) as made:
        for count in (2, 3):
            make_comment(event, body=f"Words of the {count}th")
            page = site.ask(ARTICLE).text
            assert page.count('class="comment"') == count
            assert f"Words of the {count}th" in page
    assert made == []


def test_where_the_frame_stands_its_content_is_not_read_again(site: Site, event: Event) -> None:
    for body in ("First words", "Second words"):
        make_comment(event, body=body)
        with counted_queries() as statements:
            assert body in site.ask(ARTICLE).text

    read = [table for each in statements for table in re.findall(r"\sFROM (\w+)", each)]
    read.remove("json_each")  # The topics that are asked for.
    assert read == ["revision", "event", "comment", "comment"]  # The pinned one by itself.


def test_what_a_number_of_comments_changes_around_them(
    app: Flask, site: Site, event: Event
) -> None:
    for count in range(6):
        for url in (ARTICLE, f"/de{ARTICLE}"):
            assert (count, site.ask(url).text) == (count, app.test_client().get(url).text)
        make_comment(event)


def test_the_way_to_the_form_comes_with_the_fourth_comment(site: Site, event: Event) -> None:
    shown = []
    for _ in range(5):
        make_comment(event)
        shown.append('href="#comment-form"' in site.ask(ARTICLE).text)
    assert shown == [False, False, False, True, True]


def test_changed_content_is_never_shown_in_an_older_frame(
    app: Flask, site: Site, event: Event
) -> None:
    site.ask(ARTICLE)
    with frames_made(app) as made:
        begin_write_transaction()
        event.headline = "Another headline"
        db.session.commit()
        assert "Another headline" in site.ask(ARTICLE).text
    assert made == ["events/show.html"]


def test_no_page_remembers_words_that_are_not_public(app: Flask, site: Site, event: Event) -> None:
    """What was reported after somebody replied keeps its place, and its words are nobody's."""
    first = make_comment(event, name="Markedname", body="Markedwords")
    make_comment(event, body="Of the reply", answering=first)
    site.ask(ARTICLE)
    begin_write_transaction()
    transition(first, State.PENDING, cause=Cause.REPORTS, now=datetime.now(UTC))
    db.session.commit()

    page = site.ask(ARTICLE).text

    (frame,) = app.extensions[frames.FRAMES].values()
    remembered = page + repr(vars(frame))
    assert "Of the reply" in remembered
    assert "Marked" not in remembered


@pytest.fixture
def on_server(tmp_path: Path, postgres: PostgresUrl) -> Iterator[Flask]:
    """A site on PostgreSQL, whose reads are each of their own moment."""
    url = postgres(is_migrated=True)
    app = make_app(tmp_path / "instance", ETHREADER_DATABASE_URL=url)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@contextmanager
def changed_after_it_was_found(app: Flask) -> Iterator[list[str]]:
    """Have somebody else change the event, once, as soon as a page has read what it says."""
    done: list[str] = []

    def change(*given: object) -> None:
        if done or "event.summary" not in str(given[2]):
            return
        done.append(str(given[2]))
        with app.app_context():  # With a session, and a connection, of its own.
            row = article("winter-meeting")
            assert row is not None
            row.summary = "Of now"
            db.session.commit()

    database_events.listen(db.engine, "after_cursor_execute", change)
    yield done
    database_events.remove(db.engine, "after_cursor_execute", change)


def test_content_that_changes_while_a_frame_is_made_is_not_taken_for_known(
    on_server: Flask, tmp_path: Path
) -> None:
    """The number is read first: what is read after it may be newer, never older."""
    make_comment(make_event(tmp_path, "winter-meeting", EVENT_FILE))
    with closing(Site(on_server)) as site:
        end = time.monotonic() + PATIENCE
        while not on_server.extensions[frames.FRAMES]:  # Nothing is kept before it has asked once.
            assert time.monotonic() < end
            site.ask(f"/de{ARTICLE}")
        with changed_after_it_was_found(on_server) as done:
            assert "Of now" not in site.ask(ARTICLE).text
        assert len(done) == 1
        assert "Of now" in site.ask(ARTICLE).text


def test_a_frame_holds_for_the_hour_of_its_form(
    app: Flask, site: Site, event: Event, clock: Traveller
) -> None:
    site.ask(ARTICLE)
    make_comment(event)
    clock.shift(3600)
    with frames_made(app) as made:
        site.ask(ARTICLE)
    assert made == ["events/show.html"]


def test_each_language_has_a_frame_of_its_own(site: Site, event: Event) -> None:
    pages = []
    for _ in range(2):
        pages.append([site.ask(f"{path}{ARTICLE}").text for path in ("", "/de", "/sr")])
        make_comment(event)
    for html in zip(*pages, strict=True):
        begins = {page[: page.index("<body")] for page in html}
        assert len(begins) == 1
    assert len({page[:40] for page in pages[0]}) == 3


def test_there_are_never_more_frames_than_are_remembered(
    app: Flask, site: Site, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames, "REMEMBERED", 3)
    for number in range(6):
        make_comment(event)
        site.ask(f"{ARTICLE}?at={number}")
        site.ask(f"{ARTICLE}?order=newest&after={number}")
        site.ask(f"{ARTICLE}?since={number}")
    assert len(app.extensions[frames.FRAMES]) == 3


def test_parts_are_made_when_they_are_new_or_changed() -> None:
    frame, made = Frame(""), list[int]()

    def make(part: int) -> str:
        made.append(part)
        return f"<p>{part}</p>"

    frame.filled({"first": 1, "second": 2}, make)
    shown = frame.filled({"second": 2, "first": 3, "third": 4}, make)

    assert shown == ["<p>2</p>", "<p>3</p>", "<p>4</p>"]
    assert made == [1, 2, 3, 4]


def test_parts_that_are_not_shown_any_more_are_forgotten() -> None:
    frame, made = Frame(""), list[str]()

    def make(part: str) -> str:
        made.append(part)
        return part

    for parts in ({"one": "What was taken down"}, {}, {"one": "What was taken down"}):
        frame.filled(parts, make)

    assert made == ["What was taken down"] * 2


def test_a_reply_has_its_own_branch_made_anew_and_no_other(
    site: Site, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (make_comment(event, body=f"{word} words") for word in ("First", "Second"))
    site.ask(ARTICLE)
    made, make = list[str](), CommentPage.item

    def heard(page: CommentPage, node: Node) -> str:
        made.append(node.comment.id)
        return make(page, node)

    monkeypatch.setattr(CommentPage, "item", heard)
    reply = make_comment(event, body="A reply", answering=second)
    page = site.ask(ARTICLE).text

    assert [body in page for body in ("First words", "Second words", "A reply")] == [True] * 3
    assert made == [second.public_id, reply.public_id]
    assert first.public_id not in made


def test_blanks_that_somebody_wrote_stay_in_a_frame() -> None:
    written = "<pre>one\n\n    two</pre>"

    assert Shape(written).fill({}) == written
