"""Guessing is slowed down, for names that are known and names that are not; the right one is not.

`test_attempts.py` has the rules, without a password being hashed.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from time_machine import Traveller

from ethreader.accounts.attempt_service import is_contested, record_failure
from ethreader.accounts.attempts import Guess
from ethreader.accounts.log import AccessKind, AccessRecord
from ethreader.accounts.models import FailedSignIn
from ethreader.accounts.names import fold_name
from ethreader.accounts.service import renew_link
from ethreader.base.db import begin_write_transaction, db
from tests.accounts.signing_in import SIGN_IN, device_in, guess, is_in
from tests.conftest import FORENOON, PASSWORD, make_app
from tests.limits.many_visitors import visitor
from tests.visitors import HTMX, PLAIN, with_visitors

NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)
FOUR = ("203.0.113.1", "198.51.100.1", "192.0.2.1", "198.18.7.1")
QUIET = "198.18.99.99"
WAIT = "Someone is trying many passwords."


@pytest.fixture
def known(app: Flask, moderator: str) -> FlaskClient:
    """A browser beside the guessers, in which Ana signed in before, and not any more."""
    client = visitor(app, FOUR[0])
    assert guess(client, "Ana", PASSWORD).status_code == 303
    client.delete_cookie("moderation", path="/moderation")
    assert not is_in(client)
    return client


def fail(app: Flask, name: str, times: int, ip: str = "127.0.0.1") -> None:
    """Let so many wrong passwords have come from a network."""
    attempts = app.extensions["sign_in_attempts"]
    with app.test_request_context():
        for _ in range(times):
            attempts.begin(Guess(name=fold_name(name), ip=ip), in_turn=False, now=datetime.now(UTC))


@pytest.fixture
def attacked(app: Flask, clock: Traveller, known: FlaskClient) -> FlaskClient:
    """The known browser, after four networks have guessed at Ana's password for an hour."""
    for ip in FOUR:
        fail(app, "Ana", 5, ip)
    begin_write_transaction()
    for _ in range(4 * 10):  # As many as are checked within the window: see `test_attempts.py`.
        record_failure("ana", secret=str(app.secret_key), now=FORENOON)
    db.session.commit()
    return known


def test_a_known_device_beside_the_guessers_is_let_in_at_once(attacked: FlaskClient) -> None:
    assert (guess(attacked, "Ana", PASSWORD).status_code, is_in(attacked)) == (303, True)


def test_a_new_device_elsewhere_waits_for_seconds_and_is_let_in(
    app: Flask, clock: Traveller, attacked: FlaskClient
) -> None:
    client = visitor(app, QUIET)

    told = guess(client, "Ana", PASSWORD)
    clock.shift(int(told.headers["Retry-After"]))
    taken = guess(client, "Ana", PASSWORD)

    assert (told.status_code, told.headers["Retry-After"], taken.status_code) == (429, "5", 303)
    assert WAIT in told.text
    assert 'value="Ana"' in told.text
    assert PASSWORD not in told.text


def test_a_new_device_beside_the_guessers_waits_for_theirs_and_is_let_in(
    app: Flask, clock: Traveller, attacked: FlaskClient
) -> None:
    client = visitor(app, FOUR[1])
    waits = []

    while (told := guess(client, "Ana", PASSWORD)).status_code == 429:
        waits.append(int(told.headers["Retry-After"]))
        clock.shift(waits[-1])

    assert (told.status_code, waits) == (303, [15, 5])


def test_a_link_lets_in_whoever_waits_for_nobody(
    app: Flask, clock: Traveller, attacked: FlaskClient
) -> None:
    begin_write_transaction()
    token = renew_link("Ana", now=FORENOON)
    db.session.commit()
    new = {"password": "three blue pears on a moon", "again": "three blue pears on a moon"}

    client = visitor(app, FOUR[1])
    response = client.post(f"/moderation/link/{token}", data=new)

    assert (response.status_code, is_in(client)) == (303, True)


@pytest.mark.parametrize("headers", [HTMX, PLAIN], ids=["with htmx", "without htmx"])
@pytest.mark.parametrize("name", ["Ana", "Nobody"], ids=["a known name", "an unknown name"])
def test_five_guesses_are_free_and_the_sixth_has_to_wait(
    *, app: Flask, client: FlaskClient, moderator: str, name: str, headers: dict[str, str]
) -> None:
    fail(app, name, 4)
    fifth = guess(client, name, "wrong", headers)

    response = guess(client, name, "wrong", headers)

    assert (fifth.status_code, response.status_code) == (422, 429)
    wait = int(response.headers["Retry-After"])
    assert 5 <= wait <= 15
    assert f"Please wait {wait} seconds and try again." in response.text
    assert ("<html" in response.text) == (headers == PLAIN)


@pytest.mark.parametrize("typed", ["Z\u030cana", " \u017dana "], ids=["other accents", "blanks"])
def test_a_name_counts_as_one_however_it_is_typed(
    app: Flask, client: FlaskClient, typed: str
) -> None:
    fail(app, "\u017dana", 5)

    assert guess(client, typed, "wrong").status_code == 429


def test_a_right_password_forgives_the_wrong_ones_before_it(
    app: Flask, client: FlaskClient, moderator: str
) -> None:
    fail(app, "Ana", 4)
    assert guess(client, "Ana", PASSWORD).status_code == 303
    client.delete_cookie("moderation-device", path=SIGN_IN)

    fail(app, "Ana", 4)

    assert guess(client, "Ana", "wrong").status_code == 422


def test_a_crowd_of_strangers_is_told_to_come_back_and_a_known_device_is_not(
    app: Flask, clock: Traveller, known: FlaskClient
) -> None:
    gate = app.extensions["hashing_gate"]
    for _ in range(16):
        with gate.for_stranger(now=FORENOON):
            pass
    crowd = [visitor(app, f"198.18.{number}.1") for number in range(50)]
    statuses = Counter(guess(each, "Eva", "wrong").status_code for each in crowd)
    ana = visitor(app, QUIET)

    told = guess(ana, "Ana", PASSWORD)
    known_then = guess(known, "Ana", PASSWORD)
    clock.shift(int(told.headers["Retry-After"]))
    taken = guess(ana, "Ana", PASSWORD)

    assert statuses == {429: 50}
    assert (told.status_code, told.headers["Retry-After"]) == (429, "30")
    assert WAIT in told.text
    assert (known_then.status_code, taken.status_code) == (303, 303)


def test_a_full_gate_keeps_a_turn(app: Flask, clock: Traveller, moderator: str) -> None:
    gate, ana = app.extensions["hashing_gate"], visitor(app, QUIET)
    for _ in range(30):
        with gate.for_stranger(now=FORENOON):
            pass
    told = guess(ana, "Ana", PASSWORD)
    later = FORENOON + timedelta(seconds=int(told.headers["Retry-After"]))
    for _ in range(10):
        with gate.for_stranger(now=later):
            pass
    clock.move_to(later)

    full = guess(ana, "Ana", PASSWORD)
    clock.shift(int(full.headers["Retry-After"]))
    taken = guess(ana, "Ana", PASSWORD)

    assert (told.status_code, full.status_code, taken.status_code) == (429, 429, 303)
    assert "your password was not checked" in full.text


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        pytest.param(timedelta(minutes=14), True, id="a quarter of an hour long"),
        pytest.param(timedelta(minutes=15), False, id="and no longer"),
    ],
)
def test_many_wrong_passwords_make_a_name_contested(
    app: Flask, age: timedelta, expected: bool
) -> None:
    begin_write_transaction()
    for _ in range(19):
        record_failure("Nobody", secret="s", now=NOON)
    assert not is_contested("Nobody", secret="s", now=NOON)
    record_failure("Nobody", secret="s", now=NOON)
    db.session.commit()

    assert is_contested("Nobody", secret="s", now=NOON + age) == expected
    assert not is_contested("Nobody", secret="of another site", now=NOON)
    assert not is_contested("Аna", secret="s", now=NOON)


def test_names_that_were_tried_are_not_stored(app: Flask, client: FlaskClient) -> None:
    guess(client, "my-own-password-by-mistake", "wrong")

    digests = list(db.session.scalars(select(FailedSignIn.name_digest)))
    records = [(each.kind, each.moderator_id) for each in db.session.scalars(select(AccessRecord))]
    assert [len(digest) for digest in digests] == [32]
    assert records == [(AccessKind.WRONG_PASSWORDS, None)]
    assert not any(b"mistake" in path.read_bytes() for path in _files(Path(app.instance_path)))


def test_the_twentieth_wrong_password_has_strangers_take_turns(
    app: Flask, clock: Traveller, moderator: str
) -> None:
    begin_write_transaction()
    for _ in range(19):
        record_failure("ana", secret=str(app.secret_key), now=FORENOON)
    db.session.commit()

    last = guess(visitor(app, FOUR[0]), "Ana", "wrong")
    told = guess(visitor(app, QUIET), "Ana", PASSWORD)

    assert (last.status_code, told.status_code) == (422, 429)
    assert WAIT in told.text


def test_wrong_passwords_of_a_known_device_make_no_name_contested(known: FlaskClient) -> None:
    """Or a moderator's own slips would have the others wait."""
    assert guess(known, "Ana", "wrong").status_code == 422

    assert db.session.scalar(select(func.count()).select_from(FailedSignIn)) == 0


def test_old_guesses_are_forgotten(app: Flask) -> None:
    begin_write_transaction()
    record_failure("Ana", secret="s", now=NOON)
    record_failure("Ana", secret="s", now=NOON + timedelta(minutes=15, seconds=1))

    assert db.session.scalar(select(func.count()).select_from(FailedSignIn)) == 1


def test_a_password_that_was_ended_while_it_was_checked_lets_nobody_in(
    app: Flask, client: FlaskClient, moderator: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = app.extensions["hashing_gate"]

    with gate._strangers, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(guess, client, "Ana", PASSWORD)
        while gate._places._value == 2:  # Until it stands in line.
            pass
        begin_write_transaction()
        renew_link("Ana", now=datetime.now(UTC))
        db.session.commit()
        gate._strangers.release()
        response = waiting.result(timeout=30)
        gate._strangers.acquire()

    assert (response.status_code, device_in(client)) == (422, None)


def test_with_limits_off_nobody_waits(tmp_path: Path) -> None:
    app = with_visitors(make_app(tmp_path / "instance", ETHREADER_LIMITS="off"))
    with app.app_context():
        fail(app, "Ana", 5)

        response = guess(app.test_client(), "Ana", "wrong")

        assert response.status_code == 422
        db.session.remove()
        db.engine.dispose()


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
