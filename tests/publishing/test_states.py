"""Publishing, scheduling, withdrawing, restoring, renaming: by rule and by page."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from time_machine import Traveller

from ethreader.base.content_state import ContentKind, ContentState
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import DomainError
from ethreader.comments.models import Comment
from ethreader.events.models import Event
from ethreader.ops.housekeeping import Housekeeping
from ethreader.publishing.errors import (
    NotInFuture,
    NotWithdrawn,
    SlugLeadsElsewhere,
    SlugTaken,
)
from ethreader.publishing.queries import Item
from ethreader.publishing.service import (
    publish,
    release_slug,
    rename,
    restore,
    schedule,
    withdraw,
)
from tests.comments.forms import fields_of, filled_in
from tests.conftest import make_comment
from tests.content_files import take_in_all
from tests.publishing.pages import FILES, item, url_of
from tests.times import utcnow
from tests.visitors import HTMX

TODAY = date(2026, 2, 3)
SLUGS = ["meeting", "vera"]


@pytest.fixture(autouse=True)
def content(app: Flask, tmp_path: Path) -> None:
    take_in_all(tmp_path, FILES)


def do(rule: Callable[[Item], None], slug: str) -> None:
    begin_write_transaction()
    rule(item(slug))
    db.session.commit()


@pytest.mark.parametrize("slug", SLUGS)
def test_tombstone_names_nobody(client: FlaskClient, slug: str) -> None:
    do(withdraw, slug)

    page = client.get(url_of(slug))

    assert page.status_code == 410
    assert "This page was taken down" in page.text
    assert 'content="noindex"' in page.text
    assert "Marked" not in page.text
    assert slug not in page.text
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("slug", SLUGS)
def test_what_was_withdrawn_is_restored_as_it_was(client: FlaskClient, slug: str) -> None:
    before = client.get(url_of(slug)).text
    do(withdraw, slug)
    do(restore, slug)

    assert client.get(url_of(slug)).text == before
    with pytest.raises(NotWithdrawn):
        restore(item(slug))


def test_withdrawing_twice_is_as_once(client: FlaskClient) -> None:
    do(withdraw, "meeting")
    do(withdraw, "meeting")

    assert client.get("/events/meeting/").status_code == 410


def test_fact_that_was_never_a_page_leaves_no_tombstone(client: FlaskClient) -> None:
    begin_write_transaction()
    event = item("meeting")
    event.body = ""
    withdraw(event)
    db.session.commit()

    assert client.get("/events/meeting/").status_code == 404


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_comment_for_a_withdrawn_event_comes_back_with_what_to_do(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    form = filled_in(client, "meeting", body="Typed with care.")
    do(withdraw, "meeting")

    sent = client.post("/events/meeting/comments", data=form, headers=headers)

    assert sent.status_code == 410
    assert "nothing can be sent to it" in sent.text
    assert headers or "Typed with care." in sent.text  # With htmx it is still in the form.
    assert "Markedmeeting" not in sent.text
    assert db.session.query(Comment).count() == 0


def test_comments_of_a_withdrawn_event_are_moderators_alone(
    client: FlaskClient, moderator_client: FlaskClient
) -> None:
    event = item("meeting")
    assert isinstance(event, Event)
    comment = make_comment(event, body="Markedcomment.")
    do(withdraw, "meeting")

    assert client.get(f"/comments/{comment.public_id}").status_code == 404
    assert client.get(f"/comments/{comment.public_id}/report").status_code == 404
    assert "Markedcomment" in moderator_client.get("/moderation/published").text


def test_scheduled_is_published_by_housekeeping_when_it_is_time(
    app: Flask, client: FlaskClient, clock: Traveller
) -> None:
    at = utcnow() + timedelta(hours=2)
    do(lambda row: schedule(row, publish_at=at, now=utcnow()), "meeting")
    housekeeping = Housekeeping(app.extensions["settings"], of="site")

    housekeeping.publish_due(at - timedelta(seconds=1))
    before = client.get("/events/meeting/").status_code
    housekeeping.publish_due(at)
    after = client.get("/events/meeting/")

    event = item("meeting")
    assert isinstance(event, Event)
    assert (before, after.status_code) == (404, 200)
    assert (event.state, event.publish_at) == (ContentState.PUBLISHED, None)
    assert event.published_on == TODAY


def test_past_is_no_time_to_publish() -> None:
    with pytest.raises(NotInFuture):
        schedule(item("meeting"), publish_at=utcnow(), now=utcnow())


def test_publishing_keeps_the_day_that_an_article_says() -> None:
    event = item("meeting")
    assert isinstance(event, Event)
    publish(event, today=TODAY)
    publish(event, today=TODAY + timedelta(days=1))

    assert event.published_on == TODAY


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("steps", [1, 3])
def test_old_slugs_lead_to_where_it_is_now(client: FlaskClient, slug: str, steps: int) -> None:
    names = [slug, *(f"{slug}-{step}" for step in range(steps))]
    for old, new in pairwise(names):
        do(lambda row, new=new: rename(row, new), old)  # type: ignore[misc]

    for old in names[:-1]:
        found = client.get(f"{url_of(old)}?order=newest")
        assert found.status_code == 301
        assert found.headers["Location"] == f"{url_of(names[-1])}?order=newest"
    assert client.get(url_of(names[-1])).status_code == 200


def test_comment_that_was_begun_before_is_sent_on(client: FlaskClient) -> None:
    form = filled_in(client, "meeting")
    do(lambda row: rename(row, "assembly"), "meeting")

    sent = client.post("/events/meeting/comments", data=form)

    assert (sent.status_code, sent.headers["Location"]) == (308, "/events/assembly/comments")
    again = client.post("/events/assembly/comments", data=form)  # Its form was another page's.
    assert (again.status_code, form["body"] in again.text) == (422, True)
    assert client.post("/events/assembly/comments", data=fields_of(again.text)).status_code == 303


def test_old_slug_of_what_is_withdrawn_tells_no_new_one(client: FlaskClient) -> None:
    do(lambda row: rename(row, "assembly"), "meeting")
    do(withdraw, "assembly")

    page = client.get("/events/meeting/")

    assert page.status_code == 410
    assert "assembly" not in page.text


def test_slug_comes_back_to_what_had_it(client: FlaskClient) -> None:
    do(lambda row: rename(row, "assembly"), "meeting")
    do(lambda row: rename(row, "meeting"), "assembly")

    assert client.get("/events/meeting/").status_code == 200
    assert client.get("/events/assembly/").headers["Location"] == "/events/meeting/"


def test_scheduled_leaves_no_redirect(client: FlaskClient) -> None:
    do(lambda row: schedule(row, publish_at=utcnow() + timedelta(1), now=utcnow()), "meeting")
    do(lambda row: rename(row, "assembly"), "meeting")

    assert client.get("/events/meeting/").status_code == 404


@pytest.fixture
def other(tmp_path: Path) -> None:
    take_in_all(tmp_path, {"other.md": FILES["meeting.md"]})


@pytest.mark.usefixtures("other")
@pytest.mark.parametrize(("slug", "error"), [("other", SlugTaken), ("old", SlugLeadsElsewhere)])
def test_slug_of_another_page_cannot_be_taken(slug: str, error: type[DomainError]) -> None:
    do(lambda row: rename(row, "old"), "other")
    do(lambda row: rename(row, "other"), "old")

    with pytest.raises(error):
        rename(item("meeting"), slug)


@pytest.mark.usefixtures("other")
def test_slug_that_was_given_up_can_be_taken(client: FlaskClient) -> None:
    do(lambda row: rename(row, "old"), "other")
    do(lambda row: rename(row, "other"), "old")
    begin_write_transaction()
    release_slug(ContentKind.EVENT, "old")
    rename(item("meeting"), "old")
    db.session.commit()

    assert client.get("/events/old/").status_code == 200


def test_slug_of_an_event_says_nothing_of_speakers(client: FlaskClient) -> None:
    do(lambda row: rename(row, "vera"), "meeting")

    assert client.get("/events/vera/").status_code == 200
    assert client.get("/speakers/vera/").status_code == 200
