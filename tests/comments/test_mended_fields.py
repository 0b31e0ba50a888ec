"""In every field, what nobody sees is taken out in silence; nothing is refused for it."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from ethreader.base.db import db
from ethreader.comments.log import StateChange
from ethreader.comments.models import State
from ethreader.events.models import Event
from ethreader.messages.models import Message
from ethreader.reports.models import Report
from tests.comments.forms import COMMENTS, fields_of, filled_in, own_link, stored
from tests.conftest import PASSWORD, make_comment
from tests.moderation.deciding import press, token_of
from tests.reports.reporting import report
from tests.visitors import HTMX

# As pasted from a word processor, a terminal, a PDF and a chat.
PASTED = "\ufeff \n  One\x00 li\u200bne\x07.\u2028An\u00adother\v\x1b\u202eone.\r\n"
KEPT = "  One line.\nAnother\none."
IN_ONE_LINE = "One line. Another one."
PASTED_NAME = "\u200b\tMira\u2028Petrovic\u0301\x00\u202e "
NAME = "Mira Petrović"


def test_a_comment_and_its_change(client: FlaskClient, event: Event) -> None:
    form = filled_in(client, name=PASTED_NAME, body=PASTED)
    receipt = client.post(COMMENTS, data=form, headers=HTMX)
    assert [(each.name, each.body) for each in stored()] == [(NAME, KEPT)]

    again = {"name": PASTED_NAME + "2", "body": PASTED + "2"}
    client.post(f"{own_link(receipt)}/edit", data=again)
    assert [(each.name, each.body) for each in stored()] == [(f"{NAME} 2", f"{KEPT}\n2")]

    in_place = {"pass": fields_of(receipt.text)["pass"], "name": PASTED_NAME, "body": PASTED}
    client.post("/comments/own/change", data=in_place, headers=HTMX)
    assert [(each.name, each.body) for each in stored()] == [(NAME, KEPT)]


def test_a_name_that_nobody_sees_is_none(client: FlaskClient, event: Event) -> None:
    client.post(COMMENTS, data=filled_in(client, name="\u0301 \u3164"), headers=HTMX)

    assert [each.name for each in stored()] == [""]


def test_a_message_of_an_author(client: FlaskClient, event: Event) -> None:
    receipt = client.post(COMMENTS, data=filled_in(client), headers=HTMX)
    client.post(f"{own_link(receipt)}/message", data={"message": PASTED})

    db.session.rollback()
    assert db.session.scalars(select(Message.body)).all() == [KEPT]


def test_a_note_with_a_report(client: FlaskClient, event: Event) -> None:
    assert report(client, make_comment(event), note=PASTED).status_code == 201
    db.session.rollback()
    assert db.session.scalars(select(Report.note)).all() == [KEPT]


def test_a_moderators_note(moderator_client: FlaskClient, event: Event) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(moderator_client, comment, "reject", note=PASTED)

    db.session.rollback()
    assert db.session.scalars(select(StateChange.note)).all() == [IN_ONE_LINE]


def test_an_official_reply(moderator_client: FlaskClient, event: Event) -> None:
    parent = make_comment(event)
    said = {"version": parent.version, "voice": "moderator", "body": PASTED}
    form = {"csrf_token": token_of(moderator_client), **said}
    moderator_client.post(f"/moderation/comments/{parent.public_id}/answer", data=form)

    assert [each.body for each in stored()][1:] == [KEPT]


@pytest.mark.parametrize("typed", ["\ufeffAna\t", "A\u200bna", "Ana\u202c\r\n"])
def test_a_moderators_name(client: FlaskClient, moderator: str, typed: str) -> None:
    response = client.post("/moderation/login", data={"name": typed, "password": PASSWORD})

    assert response.headers.get("Location") == "/moderation/"


@pytest.mark.parametrize(
    "typed",
    [
        "mi\x00ra@example.org",
        "\u200bmira@example.org\u200b",
        "\u202amira@example.org\u202c",
        "\ufeffmira@example.org\t\v",
    ],
)
def test_an_email_with_signs_around_it(client: FlaskClient, event: Event, typed: str) -> None:
    response = client.post(COMMENTS, data=filled_in(client, email=typed), headers=HTMX)

    assert (response.status_code, len(stored())) == (201, 1)
