from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.accounts.signing_in import MODERATION, SIGN_IN, is_in, let_pass
from tests.visitors import HTMX, signed_in_as


@pytest.fixture
def moderator_client(app: Flask) -> FlaskClient:
    return signed_in_as(app, "Ana")


@pytest.mark.parametrize(
    ("idle", "stays"),
    [
        pytest.param(timedelta(minutes=29), True, id="after 29 idle minutes it is open"),
        pytest.param(timedelta(minutes=31), False, id="after 31 idle minutes it is closed"),
    ],
)
def test_an_idle_session_ends_after_half_an_hour(
    moderator_client: FlaskClient, idle: timedelta, stays: bool
) -> None:
    assert is_in(moderator_client)

    let_pass(idle)

    assert is_in(moderator_client) is stays


def test_work_on_moderation_pages_keeps_the_session_open(moderator_client: FlaskClient) -> None:
    for _ in range(3):
        let_pass(timedelta(minutes=20))
        assert is_in(moderator_client)


def test_no_work_keeps_a_session_open_beyond_twelve_hours(moderator_client: FlaskClient) -> None:
    for _ in range(35):
        let_pass(timedelta(minutes=20))
        assert is_in(moderator_client)

    let_pass(timedelta(minutes=21))

    assert not is_in(moderator_client)


def test_an_ended_session_is_told_to_htmx_as_a_new_page(moderator_client: FlaskClient) -> None:
    let_pass(timedelta(minutes=31))

    response = moderator_client.get(MODERATION, headers=HTMX)

    assert (response.status_code, response.headers["HX-Redirect"]) == (204, SIGN_IN)
