"""Attacks by reports: what moderators wrote or read stays, and one network closes nothing."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.accounts.models import Moderator
from ethreader.accounts.queries import moderator_by_name
from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.drafts import TypedText
from ethreader.comments.models import Comment, State, Voice
from ethreader.comments.official import publish_official_reply
from ethreader.comments.service import pin, publish_all_waiting, unpin
from ethreader.events.models import Event
from tests.comments.forms import PAGE, comment_ids
from tests.conftest import ZONE, make_comment
from tests.limits.many_visitors import visitor
from tests.moderation.deciding import press, state_of
from tests.reports.reporting import edit_unseen, reader, report, report_from
from tests.times import utcnow

REPORTED = "/moderation/reported"

Make = Callable[[FlaskClient, Event], Comment]


def official_reply(_moderator_client: FlaskClient, event: Event) -> Comment:
    ana = moderator_by_name("Ana")
    assert isinstance(ana, Moderator)
    parent = make_comment(event, body="Before it.")
    begin_write_transaction()
    reply = publish_official_reply(
        parent,
        TypedText(body="Yes."),
        voice=Voice.ORGANISATION,
        by=ana,
        zone=ZONE,
        now=utcnow(),
    )
    db.session.commit()
    return reply


def official_reply_that_counts_as_unread(client: FlaskClient, event: Event) -> Comment:
    reply = official_reply(client, event)
    begin_write_transaction()
    reply.is_reviewed = False
    db.session.commit()
    return reply


def published_by_a_decision(moderator_client: FlaskClient, event: Event) -> Comment:
    comment = make_comment(event, state=State.PENDING)
    press(moderator_client, comment, "publish")
    return comment


def kept(moderator_client: FlaskClient, event: Event) -> Comment:
    comment = make_comment(event)
    report(visitor_of(moderator_client), comment)
    press(moderator_client, comment, "publish")
    return comment


def visitor_of(client: FlaskClient) -> FlaskClient:
    return visitor(client.application, "192.0.2.9")


def pinned(_moderator_client: FlaskClient, event: Event) -> Comment:
    comment = make_comment(event)
    pin(comment)
    db.session.commit()
    return comment


def rejected_by_mistake(moderator_client: FlaskClient, event: Event) -> Comment:
    comment = published_by_a_decision(moderator_client, event)
    press(moderator_client, comment, "reject")
    press(moderator_client, comment, "undo")
    return comment


@pytest.mark.parametrize(
    "make",
    [
        *(official_reply, official_reply_that_counts_as_unread, published_by_a_decision),
        *(kept, pinned, rejected_by_mistake),
    ],
)
def test_what_moderators_wrote_or_read_stays_and_is_told_to_them(
    app: Flask, client: FlaskClient, moderator_client: FlaskClient, event: Event, make: Make
) -> None:
    comment = make(moderator_client, event)

    report_from(app, comment, 1, 2, 3, 4)

    assert state_of(comment) == "published"
    assert comment.public_id in comment_ids(client.get(PAGE).text)
    assert comment_ids(moderator_client.get(REPORTED).text) == [comment.public_id]


def edited_since(moderator_client: FlaskClient, event: Event) -> Comment:
    comment = published_by_a_decision(moderator_client, event)
    edit_unseen(event, comment)
    return comment


def published_by_command(_moderator_client: FlaskClient, event: Event) -> Comment:
    comment = make_comment(event, state=State.PENDING)
    begin_write_transaction()
    publish_all_waiting(now=utcnow())
    db.session.commit()
    return comment


def kept_by_mistake(moderator_client: FlaskClient, event: Event) -> Comment:
    comment = kept(moderator_client, event)
    press(moderator_client, comment, "undo")
    return comment


@pytest.mark.parametrize("make", [edited_since, published_by_command, kept_by_mistake])
def test_what_no_moderator_has_read_is_brought_back(
    app: Flask, moderator_client: FlaskClient, event: Event, make: Make
) -> None:
    comment = make(moderator_client, event)

    for number in range(3):
        report(reader(app, number), comment)

    assert state_of(comment) == "pending"


@pytest.fixture
def brought_down(app: Flask, moderator_client: FlaskClient, event: Event) -> Comment:
    """A comment that stood first until its edited words were reported."""
    comment = pinned(moderator_client, event)
    edit_unseen(event, comment)
    report_from(app, comment, 1, 2, 3)
    assert (state_of(comment), comment.is_pinned) == ("pending", False)
    return comment


@pytest.mark.parametrize("buttons", [["publish"], ["reject", "undo", "publish"]])
def test_what_reports_brought_down_is_pinned_again(
    moderator_client: FlaskClient, brought_down: Comment, buttons: list[str]
) -> None:
    for button in buttons:
        press(moderator_client, brought_down, button)

    assert (state_of(brought_down), brought_down.is_pinned) == ("published", True)


def test_another_pin_since_stays_where_it_is(
    moderator_client: FlaskClient, brought_down: Comment, event: Event
) -> None:
    other = pinned(moderator_client, event)

    press(moderator_client, brought_down, "publish")

    assert (brought_down.is_pinned, other.is_pinned) == (False, True)


def test_what_was_unpinned_since_stays_unpinned(
    app: Flask, moderator_client: FlaskClient, brought_down: Comment, event: Event
) -> None:
    press(moderator_client, brought_down, "publish")
    begin_write_transaction()
    unpin(brought_down)
    db.session.commit()
    edit_unseen(event, brought_down)
    report_from(app, brought_down, 4, 5, 6)

    press(moderator_client, brought_down, "publish")

    assert (state_of(brought_down), brought_down.is_pinned) == ("published", False)


def test_one_network_that_repeats_itself_closes_nothing_for_others(
    app: Flask, event: Event
) -> None:
    comment = make_comment(event)
    for host in range(1, 111):  # More than everybody together may send in ten minutes.
        report(visitor(app, f"203.0.113.{host}"), comment)

    assert report(visitor(app, "198.51.100.7"), comment).status_code == 201
