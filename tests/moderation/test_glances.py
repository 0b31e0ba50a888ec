"""Who else looks at a comment is told in words, and forgotten after a minute."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from time_machine import Traveller

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from ethreader.moderation.glance_models import Glance
from ethreader.moderation.glance_service import forget_glances
from ethreader.retention.service import forget_about
from tests.conftest import make_comment
from tests.moderation.deciding import QUEUE, press, token_of
from tests.pages import page_of, texts
from tests.times import utcnow
from tests.visitors import HTMX

LOOKING = "Ana is looking at this."


def pulse(client: FlaskClient, comment: Comment | None = None) -> str:
    data = {"csrf_token": token_of(client), "comment": comment.public_id if comment else ""}
    response = client.post("/moderation/pulse", data=data, headers=HTMX)
    assert response.status_code == 200
    return response.text


def glances() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Glance)) or 0


def test_another_moderator_is_told_and_not_oneself(
    moderator_client: FlaskClient, other_moderator_client: FlaskClient, event: Event
) -> None:
    one, other = (make_comment(event, body=f"{n}", state=State.PENDING) for n in range(2))

    own = pulse(moderator_client, one)
    news = pulse(other_moderator_client, other)
    rows = page_of(other_moderator_client.get(QUEUE))

    assert LOOKING not in own.replace("<bdi>", "").replace("</bdi>", "")
    assert f'<li data-comment="{one.public_id}"><bdi>Ana</bdi> is' in news
    assert [each for each in texts(rows, ".//p[@class='looking']") if each] == [LOOKING]
    assert '<span id="menu-waiting" class="menu-count" data-hx-swap-oob="true">2</span>' in news


def test_the_number_in_the_menu_follows_what_others_decide(
    moderator_client: FlaskClient, other_moderator_client: FlaskClient, event: Event
) -> None:
    one, other = (make_comment(event, body=f"{n}", state=State.PENDING) for n in range(2))

    answer = press(other_moderator_client, one, "publish", headers=HTMX).text
    assert 'class="menu-count" data-hx-swap-oob="true">1</span>' in answer
    assert 'class="menu-count" data-hx-swap-oob="true">1</span>' in pulse(moderator_client)

    press(other_moderator_client, other, "publish")
    assert 'class="menu-count" data-hx-swap-oob="true"></span>' in pulse(moderator_client)


def test_a_look_is_forgotten_after_a_minute(
    moderator_client: FlaskClient,
    other_moderator_client: FlaskClient,
    event: Event,
    clock: Traveller,
) -> None:
    comment = make_comment(event, state=State.PENDING)
    pulse(moderator_client, comment)
    clock.shift(timedelta(seconds=61))

    assert "is\n    looking" not in pulse(other_moderator_client)
    begin_write_transaction()
    assert forget_glances(utcnow()) == 1
    db.session.commit()
    assert glances() == 0


def test_one_look_is_kept_of_each_moderator_and_goes_with_its_comment(
    moderator_client: FlaskClient, event: Event
) -> None:
    one, other = (make_comment(event, body=f"{n}", state=State.PENDING) for n in range(2))
    pulse(moderator_client, one)
    pulse(moderator_client, other)
    db.session.rollback()
    assert db.session.scalars(select(Glance.comment_id)).all() == [other.id]

    begin_write_transaction()
    forget_about(other.id)
    db.session.commit()

    assert glances() == 0


@pytest.mark.parametrize("comment", ["", "0" * 16, "\x00", "x"])
def test_an_odd_comment_is_looked_at_by_nobody(moderator_client: FlaskClient, comment: str) -> None:
    data = {"csrf_token": token_of(moderator_client), "comment": comment}

    response = moderator_client.post("/moderation/pulse", data=data, headers=HTMX)

    assert (response.status_code, glances()) == (200, 0)


def test_a_pulse_after_the_session_leads_nobody_away(app: Flask, event: Event) -> None:
    response = app.test_client().post("/moderation/pulse", headers=HTMX)

    assert (response.status_code, response.text) == (204, "")
    assert "HX-Redirect" not in response.headers


def test_each_moderator_can_switch_the_keys_off_and_on(
    moderator_client: FlaskClient, other_moderator_client: FlaskClient
) -> None:
    for value in ("off", "on"):
        data = {"csrf_token": token_of(moderator_client), "keys": value, "place": "queue"}
        response = moderator_client.post("/moderation/keys", data=data)

        assert response.status_code == 303
        assert f'data-keys="{value}"' in moderator_client.get(QUEUE).text
        assert 'data-keys="on"' in other_moderator_client.get(QUEUE).text
