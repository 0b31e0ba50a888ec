"""Guessing is slowed down, for names that are known and names that are not."""

from datetime import UTC, datetime, timedelta
from hmac import digest
from pathlib import Path

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient
from sqlalchemy import func, select

from ethreader.accounts.attempt_service import ALL_ATTEMPTS, record_attempt
from ethreader.accounts.models import FailedSignIn
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import RateLimited
from tests.accounts.signing_in import guess, is_in, let_pass
from tests.conftest import PASSWORD, make_app
from tests.visitors import HTMX, PLAIN, with_visitors

NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)
SECRET = "a secret of this test"


@pytest.mark.parametrize("headers", [HTMX, PLAIN], ids=["with htmx", "without htmx"])
@pytest.mark.parametrize("name", ["Ana", "Nobody"], ids=["a known name", "an unknown name"])
def test_five_guesses_are_free_and_the_sixth_has_to_wait(
    client: FlaskClient, moderator: str, name: str, headers: dict[str, str]
) -> None:
    free = [guess(client, name, "wrong", headers).status_code for _ in range(5)]

    response = guess(client, name, "wrong", headers)

    assert (free, response.status_code) == ([422] * 5, 429)
    wait = int(response.headers["Retry-After"])
    assert 10 <= wait <= 15
    assert f"Please wait {wait} seconds and try again." in response.text
    assert ("<html" in response.text) == (headers == PLAIN)


def test_the_right_password_has_to_wait_too(client: FlaskClient, moderator: str) -> None:
    _fail("Ana", 5)

    response = guess(client, "Ana", PASSWORD)

    assert (response.status_code, is_in(client)) == (429, False)


def test_after_the_wait_the_right_password_is_taken(client: FlaskClient, moderator: str) -> None:
    _fail("Ana", 5)
    let_pass(timedelta(seconds=16))

    guess(client, "Ana", PASSWORD)

    assert is_in(client)
    assert db.session.scalar(select(func.count()).select_from(FailedSignIn)) == 0


def test_one_name_does_not_slow_down_another(client: FlaskClient, moderator: str) -> None:
    _fail("Nobody", 5)

    guess(client, "Ana", PASSWORD)

    assert is_in(client)


@pytest.mark.parametrize(
    ("failures", "wait", "words"),
    [
        pytest.param(5, 15, "15 seconds", id="after five it is a quarter of a minute"),
        pytest.param(6, 30, "30 seconds", id="then half a minute"),
        pytest.param(7, 60, "1 minute", id="then a minute"),
        pytest.param(8, 120, "2 minutes", id="then two minutes"),
        pytest.param(12, 900, "15 minutes", id="and never more than a quarter of an hour"),
    ],
)
def test_the_wait_doubles(app: Flask, failures: int, wait: int, words: str) -> None:
    _fail("Ana", failures, now=NOON)

    with pytest.raises(RateLimited) as refusal:
        record_attempt("Ana", secret=SECRET, now=NOON + timedelta(microseconds=1))

    assert refusal.value.retry_after == wait
    assert str(refusal.value.sentence).endswith(f"Please wait {words} and try again.")


def test_guesses_spread_over_many_names_are_slowed_down_together(app: Flask) -> None:
    for number in range(ALL_ATTEMPTS):
        record_attempt(f"name {number}", secret=SECRET, now=NOON)

    with pytest.raises(RateLimited, match="Too many wrong attempts"):
        record_attempt("one more", secret=SECRET, now=NOON)


def test_old_guesses_are_forgotten(app: Flask) -> None:
    _fail("Ana", 12, now=NOON)

    record_attempt("Ana", secret=SECRET, now=NOON + timedelta(minutes=15, seconds=1))

    assert db.session.scalar(select(func.count()).select_from(FailedSignIn)) == 1


def test_names_that_were_tried_are_not_stored(app: Flask, client: FlaskClient) -> None:
    guess(client, "my-own-password-by-mistake", "wrong")

    digests = list(db.session.scalars(select(FailedSignIn.name_digest)))
    assert [len(digest) for digest in digests] == [32]
    assert not any(b"mistake" in path.read_bytes() for path in _files(Path(app.instance_path)))


def test_with_limits_off_nobody_waits(tmp_path: Path) -> None:
    app = with_visitors(make_app(tmp_path / "instance", ETHREADER_LIMITS="off"))
    client = app.test_client()

    responses = [guess(client, "Ana", "wrong").status_code for _ in range(7)]

    assert responses == [422] * 7
    with app.app_context():
        db.engine.dispose()


def _fail(name: str, times: int, now: datetime | None = None) -> None:
    """Store wrong guesses at one moment, as if they had come in."""
    secret = SECRET if now else str(current_app.secret_key)
    key = digest(secret.encode(), b"sign-in:" + name.encode(), "sha256")
    begin_write_transaction()
    moment = now or datetime.now(UTC)
    db.session.add_all(FailedSignIn(name_digest=key, failed_at=moment) for _ in range(times))
    db.session.commit()


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
