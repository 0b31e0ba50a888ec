"""The second step of signing in: codes of an app by a real clock, and recovery codes."""

import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from time_machine import Traveller
from werkzeug.test import TestResponse

from ethreader.accounts.models import Moderator
from ethreader.accounts.second_step_models import RecoveryCode
from ethreader.accounts.second_step_service import renew_recovery_codes, set_up_app
from ethreader.accounts.service import present_moderator, renew_link
from ethreader.accounts.totp import matching_step, new_secret
from ethreader.base.db import begin_write_transaction, db
from tests.accounts.signing_in import SIGN_IN, guess, is_in, shown
from tests.comments.forms import fields_of
from tests.conftest import PASSWORD, make_app
from tests.pages import by_class, page_of, text_of, texts
from tests.times import utcnow
from tests.visitors import PLAIN, signed_in_as, with_visitors

STEP = "/moderation/account/second-step"


@pytest.fixture
def secret(app: Flask, moderator: str) -> str:
    """Ana's, who has set up an app."""
    return set_up(app)


def set_up(app: Flask) -> str:
    begin_write_transaction()
    secret = new_secret()
    set_up_app(present_moderator("Ana"), secret, step=0, key=str(app.secret_key), now=utcnow())
    db.session.commit()
    return secret


def code_of(secret: str, *, steps: int = 0) -> str:
    return str(pyotp.TOTP(secret).at(int(utcnow().timestamp()) + 30 * steps))


def sign_in(app: Flask, code: str, password: str = PASSWORD) -> TestResponse:
    data = {"name": "Ana", "password": password, "code": code}
    return app.test_client().post(SIGN_IN, data=data, headers=PLAIN)


def recovery_codes(client: FlaskClient) -> list[str]:
    token = fields_of(client.get("/moderation/account").text)["csrf_token"]
    response = client.post(f"{STEP}/codes", data={"csrf_token": token})
    return texts(page_of(response), ".//ol[@class='codes']/li")


def test_an_app_is_set_up_from_the_page_by_a_real_clock(app: Flask, moderator: str) -> None:
    client = signed_in_as(app, moderator)
    page = client.get(f"{STEP}/app")
    fields, uri = fields_of(page.text), re.search(r'otpauth://[^"]+', page.text)
    assert uri is not None
    totp = pyotp.parse_uri(uri[0].replace("&amp;", "&"))
    assert isinstance(totp, pyotp.TOTP)
    assert (totp.name, "<svg" in page.text) == ("Ana", True)
    wrong = client.post(f"{STEP}/app", data={**fields, "code": "000000x"})
    assert (wrong.status_code, fields_of(wrong.text)["sealed"]) == (422, fields["sealed"])

    response = client.post(f"{STEP}/app", data={**fields, "code": totp.now()})

    assert len(texts(page_of(response), ".//ol[@class='codes']/li")) == 10
    assert "You have 10 codes left." in text_of(page_of(client.get(STEP)))
    assert sign_in(app, "").status_code == 422
    next_code = totp.at(int(time.time()) + 30)
    assert [sign_in(app, next_code).status_code for _ in range(2)] == [303, 422]


@pytest.mark.parametrize(("steps", "status"), [(-2, 422), (-1, 303), (0, 303), (1, 303), (2, 422)])
def test_a_code_is_good_half_a_minute_around(
    clock: Traveller, app: Flask, secret: str, steps: int, status: int
) -> None:
    assert sign_in(app, code_of(secret, steps=steps)).status_code == status


def test_a_code_is_good_once_and_so_is_none_before_it(
    clock: Traveller, app: Flask, secret: str
) -> None:
    codes = [code_of(secret, steps=each) for each in (0, 0, -1, 1, 1)]

    assert [sign_in(app, code).status_code for code in codes] == [303, 422, 422, 303, 422]


@pytest.mark.parametrize("shape", ["{0} {1}", " {0}{1} ", "{0}\t{1}"])
def test_a_code_is_read_however_it_is_grouped(
    clock: Traveller, app: Flask, secret: str, shape: str
) -> None:
    code = code_of(secret)

    assert sign_in(app, shape.format(code[:3], code[3:])).status_code == 303


def test_whatever_is_wrong_the_bytes_are_the_same(
    clock: Traveller, app: Flask, secret: str
) -> None:
    used = code_of(secret)
    assert sign_in(app, used).status_code == 303
    tries = [
        sign_in(app, "", "wrong"),
        sign_in(app, "123456"),
        sign_in(app, ""),
        sign_in(app, used),
    ]
    begin_write_transaction()
    gone = present_moderator("Ana")
    gone.removed_at, gone.password_hash = utcnow(), None
    db.session.commit()
    tries.append(sign_in(app, "123456"))
    unknown = guess(app.test_client(), "Eva", PASSWORD)

    assert {shown(each)[0] for each in tries} == {422}
    assert len({str(shown(each)) for each in tries}) == 1
    assert shown(unknown)[1].replace("Eva", "Ana") == shown(tries[0])[1]


def test_recovery_codes_are_good_once_each(clock: Traveller, app: Flask, secret: str) -> None:
    client = signed_in_as(app, "Ana")
    codes = recovery_codes(client)

    tried = [sign_in(app, each).status_code for each in (codes[0], codes[0], codes[1].upper())]

    assert (len(set(codes)), tried) == (10, [303, 422, 303])
    assert "You have 8 codes left." in text_of(page_of(client.get(STEP)))
    assert sign_in(app, codes[2].replace("-", " ")).status_code == 303
    newer = recovery_codes(client)
    assert sign_in(app, codes[3]).status_code == 422
    assert sign_in(app, newer[3]).status_code == 303


def test_a_stolen_database_holds_no_secret_and_no_code(
    clock: Traveller, app: Flask, secret: str
) -> None:
    begin_write_transaction()
    codes = renew_recovery_codes(present_moderator("Ana"), now=utcnow())
    db.session.commit()

    files = [each for each in Path(app.instance_path).glob("*.sqlite3*") if each.is_file()]
    held = b"".join(each.read_bytes() for each in files)

    assert b"Ana" in held
    assert [each for each in (secret, *codes) if each.encode() in held] == []
    assert {len(each) for each in db.session.scalars(select(RecoveryCode.digest))} == {32}


def test_a_secret_opens_with_this_sites_key_alone(
    clock: Traveller, app: Flask, secret: str
) -> None:
    app.secret_key = "another key of another site, long enough"

    assert sign_in(app, code_of(secret)).status_code == 422


def test_a_new_link_ends_the_second_step(clock: Traveller, app: Flask, secret: str) -> None:
    begin_write_transaction()
    renew_recovery_codes(present_moderator("Ana"), now=utcnow())
    renew_link("Ana", now=utcnow())
    db.session.commit()

    (ana,) = db.session.scalars(select(Moderator))
    assert (ana.totp_sealed, db.session.scalars(select(RecoveryCode)).all()) == (None, [])


def test_the_proof_asks_for_the_code_too(clock: Traveller, app: Flask, secret: str) -> None:
    client = signed_in_as(app, "Ana")
    token = fields_of(client.get("/moderation/account").text)["csrf_token"]
    assert "second step: yes" in text_of(page_of(client.get("/moderation/people")))
    clock.shift(601)
    path, data = f"{STEP}/app/remove", {"csrf_token": token, "proof_password": PASSWORD}

    without = client.post(path, data=data)
    right = client.post(path, data={**data, "proof_code": code_of(secret)})

    assert (without.status_code, right.status_code) == (422, 303)
    assert sign_in(app, "").status_code == 303
    assert "second step: no" in text_of(page_of(client.get("/moderation/people")))


def test_where_admins_need_a_second_step_nothing_else_opens_before(tmp_path: Path) -> None:
    app = with_visitors(make_app(tmp_path / "strict", ETHREADER_SECOND_STEP="admins"))
    with app.app_context():
        admin, moderator = signed_in_as(app, "Ana"), signed_in_as(app, "Boris")
        parts = ("", "people", "account", "content/events/")
        paths = [f"/moderation/{each}" for each in parts]

        assert {admin.get(path).headers.get("Location") for path in paths} == {STEP}
        assert is_in(moderator)
        page = page_of(admin.get(STEP))
        assert "asks administrators for a second step" in text_of(by_class(page, "notice-soft")[0])
        assert admin.get(f"{STEP}/app").status_code == 200
        set_up(app)
        assert [admin.get(path).status_code for path in paths] == [200] * 4
        db.session.remove()
        db.engine.dispose()


def test_steps_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B, with six digits of its eight."""
    secret, early = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", datetime.fromtimestamp(59, UTC)

    assert matching_step(secret, "287082", now=early) == 1
    assert matching_step(secret, "287082", now=datetime(2026, 2, 3, tzinfo=UTC)) is None
