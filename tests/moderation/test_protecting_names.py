"""Names that moderators protect: typed once, shown never again, told to nobody who writes."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import State
from ethreader.events.choices import CommentPolicy
from ethreader.events.models import Event
from ethreader.screening.protected_models import ProtectedName
from ethreader.screening.protected_queries import read_anew
from tests.comments.forms import COMMENTS, fields_of, filled_in, stored, without_link
from tests.moderation.deciding import token_of
from tests.pages import by_class, page_of, text_of
from tests.visitors import HTMX, both_ways

NAMES = "/moderation/names"
NAME, LABEL = "Ana Petrović", "case 12"


def protect(moderator_client: FlaskClient, name: str = NAME, label: str = LABEL) -> int:
    form = {"csrf_token": token_of(moderator_client), "name": name, "label": label}
    return moderator_client.post(NAMES, data=form).status_code


def kept() -> list[ProtectedName]:
    db.session.rollback()
    return list(db.session.scalars(select(ProtectedName)))


@both_ways
def test_a_comment_that_names_one_is_held_like_any_other(
    *, moderator_client: FlaskClient, client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    protect(moderator_client)
    plain = client.post(COMMENTS, data=filled_in(client, key=""), headers=headers)
    named = client.post(
        COMMENTS, data=filled_in(client, key="", body="I saw Ани Петровић."), headers=headers
    )

    assert without_link(named) == without_link(plain)
    assert [each.flags for each in stored()] == [[], ["protected-name"]]


def test_it_is_held_where_comments_are_open_and_moderators_read_why(
    moderator_client: FlaskClient, event: Event
) -> None:
    begin_write_transaction()
    event.comments = CommentPolicy.OPEN
    db.session.commit()
    protect(moderator_client)
    form = filled_in(moderator_client, name="Petrovic Ana")
    moderator_client.post(COMMENTS, data=form, headers=HTMX)

    assert [(each.state, each.flags) for each in stored()] == [(State.PENDING, ["protected-name"])]
    [flags] = by_class(page_of(moderator_client.get("/moderation/")), "flags")
    assert text_of(flags) == "Names somebody whose name is protected"


def test_the_name_is_shown_and_stored_nowhere(moderator_client: FlaskClient) -> None:
    assert protect(moderator_client, "Mira Jovanović") == 303
    page = moderator_client.get(NAMES).text

    assert LABEL in page
    assert "Jovanov" not in page
    [row] = kept()
    values = [str(getattr(row, column.name)) for column in ProtectedName.__table__.columns]
    assert not [value for value in values if "jovanov" in value.lower()]


@pytest.mark.parametrize(
    ("name", "label", "sentence"),
    [
        pytest.param("", LABEL, "Enter the first name and the last name", id="no name"),
        pytest.param("Ana", LABEL, "Enter the first name and the last name", id="one word"),
        pytest.param(NAME, "", "Enter a label", id="no label"),
        pytest.param(NAME, "Anas Fall", "no part of the name", id="the name in its label"),
        pytest.param(NAME, "x" * 61, "Shorten the label", id="a long label"),
    ],
)
def test_what_is_refused_comes_back_with_a_sentence(
    moderator_client: FlaskClient, name: str, label: str, sentence: str
) -> None:
    form = {"csrf_token": token_of(moderator_client), "name": name, "label": label}
    response = moderator_client.post(NAMES, data=form)

    assert response.status_code == 422
    assert sentence in response.text
    typed = fields_of(response.text)
    assert (typed["name"], typed["label"]) == (name, label)
    assert kept() == []


def test_a_name_is_kept_once_and_goes_when_it_is_removed(
    moderator_client: FlaskClient, client: FlaskClient, event: Event
) -> None:
    for name in (NAME, "петровић ана"):
        protect(moderator_client, name)
    [row] = kept()
    token = {"csrf_token": token_of(moderator_client)}
    for _ in range(2):
        removed = moderator_client.post(f"{NAMES}/{row.id}/remove", data=token)
        assert removed.status_code == 303

    client.post(COMMENTS, data=filled_in(client, body=NAME), headers=HTMX)

    assert kept() == []
    assert [each.flags for each in stored()] == [[]]


def test_another_secret_is_said(app: Flask, moderator_client: FlaskClient) -> None:
    protect(moderator_client)
    begin_write_transaction()
    kept()[0].key_mark = "00000000"
    db.session.commit()
    read_anew()

    assert "not recognised any more" in " ".join(moderator_client.get(NAMES).text.split())
