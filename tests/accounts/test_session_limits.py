from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.accounts.doors import DESK, DOOR, is_in, let_pass
from tests.visitors import HTMX, seated


@pytest.fixture
def desk(app: Flask) -> FlaskClient:
    return seated(app, "Ana")


@pytest.mark.parametrize(
    ("idle", "stays"),
    [
        pytest.param(timedelta(minutes=29), True, id="after 29 idle minutes it is open"),
        pytest.param(timedelta(minutes=31), False, id="after 31 idle minutes it is closed"),
    ],
)
def test_an_idle_session_ends_after_half_an_hour(
    desk: FlaskClient, idle: timedelta, stays: bool
) -> None:
    assert is_in(desk)

    let_pass(idle)

    assert is_in(desk) is stays


def test_work_at_the_desk_keeps_the_session_open(desk: FlaskClient) -> None:
    for _ in range(3):
        let_pass(timedelta(minutes=20))
        assert is_in(desk)


def test_no_work_keeps_a_session_open_beyond_twelve_hours(desk: FlaskClient) -> None:
    for _ in range(35):
        let_pass(timedelta(minutes=20))
        assert is_in(desk)

    let_pass(timedelta(minutes=21))

    assert not is_in(desk)


def test_an_ended_session_is_told_to_htmx_as_a_new_page(desk: FlaskClient) -> None:
    let_pass(timedelta(minutes=31))

    answer = desk.get(DESK, headers=HTMX)

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, DOOR)
