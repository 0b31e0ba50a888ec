"""A moderator's own sessions and devices, and the page of what is on record."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from time_machine import Traveller
from werkzeug.test import TestResponse

from ethreader.accounts.access_service import forget_old_access, record_access
from ethreader.accounts.log import AccessKind, AccessRecord
from ethreader.accounts.models import KnownDevice, ModeratorSession
from ethreader.accounts.queries import moderator_by_name
from ethreader.base.clock import truncate_to_day
from ethreader.base.db import begin_write_transaction, db
from ethreader.retention.service import sweep
from tests.accounts.signing_in import guess, is_in
from tests.comments.forms import fields_of
from tests.conftest import FORENOON, PASSWORD, ZONE
from tests.pages import links, page_of, text_of, texts
from tests.times import utcnow
from tests.visitors import both_ways, signed_in_as

ACCOUNT = "/moderation/account"
SIGN_INS = "/moderation/sign-ins"


@pytest.fixture
def moderator_client(clock: Traveller, app: Flask) -> FlaskClient:
    return signed_in_as(app, "Ana")


def press(client: FlaskClient, path: str, headers: dict[str, str] | None = None) -> int:
    token = fields_of(client.get(ACCOUNT).text)["csrf_token"]
    return client.post(path, data={"csrf_token": token}, headers=headers).status_code


def items(client: FlaskClient, heading: str) -> list[str]:
    page = page_of(client.get(ACCOUNT))
    return texts(page, f".//section[@aria-labelledby='{heading}']//li")


def device_ids() -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(select(KnownDevice.id).order_by(KnownDevice.id)))


def kinds() -> list[AccessKind]:
    db.session.rollback()
    return list(db.session.scalars(select(AccessRecord.kind).order_by(AccessRecord.id)))


def test_own_sessions_and_devices_are_listed_by_their_day(
    app: Flask, moderator_client: FlaskClient
) -> None:
    signed_in_as(app, "Ana")
    signed_in_as(app, "Eva")
    day = "3 February 2026"

    assert items(moderator_client, "sessions") == [
        f"Since {day}, 10:00; last used {day}, 10:00 Sign out",
        f"Since {day}, 10:00; last used {day}, 10:00 (this one) Sign out",
    ]
    assert items(moderator_client, "devices") == [
        f"Since {day}, last sign-in {day} Forget this device",
        f"Since {day}, last sign-in {day} (this one) Forget this device",
    ]


@both_ways
def test_one_press_signs_out_everywhere_else(
    app: Flask, moderator_client: FlaskClient, headers: dict[str, str]
) -> None:
    elsewhere, of_another = signed_in_as(app, "Ana"), signed_in_as(app, "Eva")

    status = press(moderator_client, f"{ACCOUNT}/sign-out-others", headers)

    assert status in {204, 303}
    assert [is_in(each) for each in (moderator_client, elsewhere, of_another)] == [
        True,
        False,
        True,
    ]
    assert kinds()[-1] is AccessKind.SESSIONS_ENDED
    assert "Sign out everywhere else" not in moderator_client.get(ACCOUNT).text


def session_ids() -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(select(ModeratorSession.id).order_by(ModeratorSession.id)))


def test_a_session_is_ended_alone(app: Flask, moderator_client: FlaskClient) -> None:
    elsewhere, of_another = signed_in_as(app, "Ana"), signed_in_as(app, "Eva")
    own, other, foreign = session_ids()

    pressed = [
        press(moderator_client, f"{ACCOUNT}/sessions/{each}/end")
        for each in (other, other, foreign)
    ]

    assert pressed == [303] * 3
    found = [is_in(each) for each in (moderator_client, elsewhere, of_another)]
    assert (found, session_ids()) == ([True, False, True], [own, foreign])
    assert kinds().count(AccessKind.SESSION_ENDED) == 1


def test_ending_this_session_leads_to_the_door(moderator_client: FlaskClient) -> None:
    (own,) = session_ids()

    press(moderator_client, f"{ACCOUNT}/sessions/{own}/end")

    assert (session_ids(), moderator_client.get_cookie("moderation", path="/moderation")) == (
        [],
        None,
    )


def test_one_press_signs_out_here_as_well(app: Flask, moderator_client: FlaskClient) -> None:
    elsewhere, of_another = signed_in_as(app, "Ana"), signed_in_as(app, "Eva")

    press(moderator_client, f"{ACCOUNT}/sign-out-everywhere")

    found = [is_in(each) for each in (moderator_client, elsewhere, of_another)]
    assert found == [False, False, True]
    assert kinds()[-1] is AccessKind.SIGNED_OUT


NEW = "three blue pears upon the moon"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"current": "wrong"}, "password or code is incorrect", id="a wrong password"),
        pytest.param({"current": ""}, "Enter your password", id="no password"),
        pytest.param({"again": NEW[1:]}, "same password in both", id="two that differ"),
        pytest.param({"password": "short", "again": "short"}, "at least 15", id="a short one"),
    ],
)
def test_a_change_of_password_that_cannot_be_changes_nothing(
    app: Flask, moderator: str, typed: dict[str, str], sentence: str
) -> None:
    client = signed_in_as(app, moderator)

    response = change(client, **typed)

    assert (response.status_code, sentence in response.text) == (422, True)
    assert NEW not in response.text
    assert guess(app.test_client(), moderator, PASSWORD).status_code == 303


def test_a_new_password_ends_the_old_one_and_what_is_open_elsewhere(
    app: Flask, moderator: str
) -> None:
    client, elsewhere = signed_in_as(app, moderator), signed_in_as(app, moderator)

    response = change(client)

    assert response.status_code == 303
    assert "Your password is changed." in client.get(response.headers["Location"]).text
    assert (is_in(client), is_in(elsewhere)) == (True, False)
    assert kinds()[-1] is AccessKind.PASSWORD_SET
    tried = [guess(app.test_client(), moderator, each).status_code for each in (PASSWORD, NEW)]
    assert tried == [422, 303]


def change(client: FlaskClient, **typed: str) -> TestResponse:
    token = fields_of(client.get(f"{ACCOUNT}/password").text)["csrf_token"]
    data = {"csrf_token": token, "current": PASSWORD, "password": NEW, "again": NEW, **typed}
    return client.post(f"{ACCOUNT}/password", data=data)


def test_a_device_that_is_forgotten_is_signed_out(
    app: Flask, moderator_client: FlaskClient
) -> None:
    elsewhere = signed_in_as(app, "Ana")
    own, other = device_ids()

    pressed = [press(moderator_client, f"{ACCOUNT}/devices/{other}/forget") for _ in range(2)]

    assert (pressed, device_ids()) == ([303, 303], [own])
    assert (is_in(moderator_client), is_in(elsewhere)) == (True, False)
    assert kinds().count(AccessKind.DEVICE_FORGOTTEN) == 1


def test_nobody_forgets_another_ones_device(app: Flask, moderator_client: FlaskClient) -> None:
    of_another = signed_in_as(app, "Eva")
    own, other = device_ids()

    press(moderator_client, f"{ACCOUNT}/devices/{other}/forget")

    assert (device_ids(), is_in(of_another)) == ([own, other], True)


def test_sign_ins_and_rights_are_listed_latest_first(
    app: Flask, moderator_client: FlaskClient
) -> None:
    put_on_record(AccessKind.SIGNED_IN)

    page = page_of(moderator_client.get(SIGN_INS))

    assert [[text_of(cell) for cell in row.iter("td")] for row in page.findall(".//tbody/tr")] == [
        ["3 February 2026, 10:00", "Signed in", "Ana"],
        ["3 February 2026, 10:00", "Added as a moderator", "Ana"],
    ]


def test_of_a_moment_the_day_stays(clock: Traveller, moderator_client: FlaskClient) -> None:
    put_on_record(AccessKind.SIGNED_IN)
    clock.shift(86_401)
    begin_write_transaction()
    sweep(zone=ZONE, now=utcnow())
    db.session.commit()

    page = page_of(signed_in_as(moderator_client.application, "Ana").get(SIGN_INS))

    assert texts(page, ".//tbody/tr/td[1]") == ["3 February 2026"] * 2
    kept = set(db.session.scalars(select(AccessRecord.happened_at)))
    kept |= set(db.session.scalars(select(KnownDevice.seen_at)))
    assert truncate_to_day(FORENOON, ZONE) in kept
    assert FORENOON not in kept


def test_records_go_after_a_year(clock: Traveller, moderator_client: FlaskClient) -> None:
    clock.shift(364 * 86_400)
    begin_write_transaction()
    before = forget_old_access(utcnow())
    clock.shift(86_401)
    after = forget_old_access(utcnow())
    db.session.commit()

    assert (before, after, kinds()) == (0, 1, [])


def test_a_long_list_has_pages(moderator_client: FlaskClient) -> None:
    for _ in range(102):
        put_on_record(AccessKind.SIGNED_IN)
    lengths, path = [], SIGN_INS

    while path:
        page = page_of(moderator_client.get(path))
        lengths.append(len(page.findall(".//tbody/tr")))
        path = links(page, ".//main").get("← Older entries", "")

    assert lengths == [50, 50, 3]


@pytest.mark.parametrize(
    ("before", "status"),
    [("x", 404), ("", 404), ("9" * 20, 404), ("-1", 404), ("١", 404), ("0", 200)],
)
def test_an_odd_page_is_not_found_or_empty(
    moderator_client: FlaskClient, before: str, status: int
) -> None:
    assert moderator_client.get(SIGN_INS, query_string={"before": before}).status_code == status


def test_a_device_of_an_endless_number_is_not_found(moderator_client: FlaskClient) -> None:
    assert press(moderator_client, f"{ACCOUNT}/devices/{'9' * 20}/forget") == 404


def put_on_record(kind: AccessKind) -> None:
    begin_write_transaction()
    ana = moderator_by_name("Ana")
    assert ana is not None
    record_access(kind, ana, now=utcnow())
    db.session.commit()
