"""A site without a moderator: whoever holds the link that its start prints becomes the first."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ethreader.accounts.people_service import remove_last_moderator
from ethreader.accounts.service import add_moderator
from ethreader.base.db import begin_write_transaction, db
from ethreader.ops.first_start import told_of_first_link
from tests.accounts.signing_in import is_in, let_pass
from tests.conftest import make_app
from tests.pages import page_of, text_of
from tests.times import utcnow

PASSWORD = "three blue pears upon the moon"


def first_link() -> str:
    """Return the path of the link, for clients that know no host."""
    return urlsplit(told_of_first_link().rpartition("\n")[2]).path


def set_up(client: FlaskClient, link: str, **typed: str) -> TestResponse:
    data = {"name": "Ana", "password": PASSWORD, "again": PASSWORD, **typed}
    return client.post(link, data=data)


def test_the_first_start_prints_a_link_once(app: Flask) -> None:
    told = [told_of_first_link() for _ in range(2)]

    assert told[0].startswith("\nNobody can sign in yet.")
    assert told[1] == ""
    let_pass(timedelta(hours=24))
    assert told_of_first_link().startswith("\nNobody can sign in yet.")


def test_the_link_leads_to_where_the_site_is(tmp_path: Path) -> None:
    given = {"ETHREADER_BASE_URL": "https://site.example/events", "PORT": "8123"}
    for number, (settings, url) in enumerate(
        ((given, given["ETHREADER_BASE_URL"]), ({"PORT": "8123"}, "http://127.0.0.1:8123"))
    ):
        app = make_app(tmp_path / str(number), **settings)
        with app.app_context():
            assert f"\n{url}/moderation/link/" in told_of_first_link()
            db.engine.dispose()


def test_whoever_opens_it_becomes_the_administrator(app: Flask, client: FlaskClient) -> None:
    link = first_link()
    assert "You are the first one here" in text_of(page_of(client.get(link)))

    response = set_up(client, link)

    assert (response.status_code, is_in(client)) == (303, True)
    assert client.get("/moderation/people").status_code == 200
    assert set_up(app.test_client(), link).status_code == 404
    assert told_of_first_link() == ""


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Enter your name"),
        ({"name": "\u2800"}, "Enter a name"),
        ({"password": "short", "again": "short"}, "at least 15"),
        ({"name": "Pears Blue Three Moon", "password": "pears blue three moon"}, "easy to guess"),
    ],
)
def test_what_cannot_be_uses_nothing_up(
    client: FlaskClient, app: Flask, typed: dict[str, str], sentence: str
) -> None:
    link = first_link()

    response = set_up(client, link, **typed)

    assert (response.status_code, sentence in response.text) == (422, True)
    assert set_up(client, link).status_code == 303


def test_the_link_ends_when_a_moderator_is_added(app: Flask, client: FlaskClient) -> None:
    link = first_link()
    begin_write_transaction()
    add_moderator("Boris", now=utcnow())
    db.session.commit()

    assert (client.get(link).status_code, set_up(client, link).status_code) == (404, 404)
    assert told_of_first_link() == ""


def test_a_former_moderators_name_is_not_given_again(app: Flask, client: FlaskClient) -> None:
    begin_write_transaction()
    add_moderator("Ana", now=utcnow())
    remove_last_moderator("Ana", now=utcnow())
    db.session.commit()
    link = first_link()

    response = set_up(client, link)

    assert (response.status_code, "had this name before" in response.text) == (409, True)
    assert set_up(client, link, name="Eva").status_code == 303
