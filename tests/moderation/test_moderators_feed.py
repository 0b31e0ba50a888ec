"""The feed of what came in: counts and a link, behind a token that only its moderator has."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.accounts.choices import ModeratorRole
from ethreader.accounts.people_service import remove_moderator
from ethreader.accounts.queries import moderator_by_name
from ethreader.accounts.role_service import change_role
from ethreader.accounts.service import add_moderator
from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from ethreader.moderation.feed_models import ModeratorFeed
from ethreader.retention.service import forget_after_restore
from tests.conftest import make_comment
from tests.moderation.deciding import token_of
from tests.times import utcnow

PAGE = "/moderation/feed"


def change(moderator_client: FlaskClient, do: str = "make") -> str:
    """Press a button of the page; return the path of the feed that it shows, if it does."""
    data = {"csrf_token": token_of(moderator_client), "do": do}
    response = moderator_client.post(PAGE, data=data)
    assert response.status_code == 200
    found = re.search(r"<code>http://[^/]+(/moderation/feed/[\w-]{43}\.xml)</code>", response.text)
    return found[1] if found else ""


def test_feed_tells_counts_and_a_link_and_nothing_of_comments(
    client: FlaskClient, moderator_client: FlaskClient, event: Event
) -> None:
    path = change(moderator_client)
    for name in ("Mira", "Jelena"):
        make_comment(event, name=name, body="Private words.", state=State.PENDING)
    danger = make_comment(event, state=State.PENDING)
    begin_write_transaction()
    db.session.get_one(Comment, danger.id).urgency = 2
    db.session.commit()

    response = client.get(path)

    assert response.mimetype == "application/atom+xml"
    assert response.headers["Cache-Control"] == "no-store"
    assert "2 comments came in on" in response.text
    assert "<subtitle>2 waiting</subtitle>" in response.text
    assert '/moderation/"/>' in response.text
    for secret in ("Mira", "Jelena", "Private", "Winter", danger.public_id):
        assert secret not in response.text


def test_link_is_shown_once_and_stored_as_a_digest(moderator_client: FlaskClient) -> None:
    token = change(moderator_client).rpartition("/")[2].removesuffix(".xml")

    assert token not in moderator_client.get(PAGE).text
    assert token.encode() not in db.session.query(ModeratorFeed).one().token_digest


def removed(app: Flask, _client: FlaskClient) -> None:
    add_moderator("Zora", now=utcnow(), role=ModeratorRole.ADMIN)
    remove_moderator("Ana", now=utcnow())


def editor(app: Flask, _client: FlaskClient) -> None:
    ana = moderator_by_name("Ana")
    assert ana is not None
    add_moderator("Zora", now=utcnow(), role=ModeratorRole.ADMIN)
    change_role(ana, ModeratorRole.EDITOR, now=utcnow())


def restored(_app: Flask, _client: FlaskClient) -> None:
    forget_after_restore(utcnow())


@pytest.mark.parametrize("end", [removed, editor, restored])
def test_feed_ends_with_the_right_to_it(
    app: Flask, client: FlaskClient, moderator_client: FlaskClient, end: object
) -> None:
    path = change(moderator_client)
    assert client.get(path).status_code == 200

    begin_write_transaction()
    end(app, client)  # type: ignore[operator]
    db.session.commit()

    assert client.get(path).status_code == 404


@pytest.mark.parametrize("do", ["make", "end"])
def test_a_new_link_or_none_ends_the_old_one(
    client: FlaskClient, moderator_client: FlaskClient, do: str
) -> None:
    path = change(moderator_client)

    again = change(moderator_client, do)

    assert client.get(path).status_code == 404
    assert bool(again) is (do == "make")


def test_guessed_token_opens_nothing(client: FlaskClient) -> None:
    assert client.get(f"/moderation/feed/{'A' * 43}.xml").status_code == 404
