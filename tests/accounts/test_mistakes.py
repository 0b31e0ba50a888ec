"""Forms that cannot be right cost whoever sends them, and nobody who knows a password."""

from collections import Counter

import pytest
from flask import Flask

from ethreader.accounts.service import add_moderator
from ethreader.base.db import begin_write_transaction, db
from tests.accounts.signing_in import SIGN_IN, guess
from tests.conftest import PASSWORD
from tests.limits.many_visitors import visitor
from tests.times import utcnow
from tests.visitors import HTMX, PLAIN

HERE = "203.0.113.1"


@pytest.mark.parametrize(
    ("data", "headers"),
    [
        pytest.param({"name": "", "password": "x"}, PLAIN, id="no name"),
        pytest.param({"name": "Eva\n", "password": "x" * 5_000}, HTMX, id="a long password"),
        pytest.param({}, PLAIN, id="nothing"),
    ],
)
def test_mistakes_have_an_end_and_refuse_no_right_password(
    app: Flask, moderator: str, data: dict[str, str], headers: dict[str, str]
) -> None:
    client = visitor(app, HERE)

    seen = Counter(client.post(SIGN_IN, data=data, headers=headers).status_code for _ in range(40))
    refused = client.post(SIGN_IN, data={**data, "name": "Ana" * 40}, headers=headers)

    assert (seen, refused.status_code) == ({422: 30, 429: 10}, 429)
    assert "Please wait about 10 minutes and try again." in refused.text
    assert "Ana" * 40 in refused.text
    assert int(refused.headers["Retry-After"]) > 500
    assert guess(client, "Ana", PASSWORD).status_code == 303


def test_links_that_lead_nowhere_have_an_end_and_stop_no_right_one(app: Flask) -> None:
    begin_write_transaction()
    token = add_moderator("Eva", now=utcnow())
    db.session.commit()
    client = visitor(app, HERE)

    seen = Counter(
        client.post(f"/moderation/link/{number}", data={}).status_code for number in range(40)
    )
    twice = {"password": PASSWORD, "again": PASSWORD}

    assert seen == {404: 30, 429: 10}
    assert client.post(f"/moderation/link/{token}", data=twice).status_code == 303


def test_a_link_looks_at_twenty_passwords_in_ten_minutes(app: Flask) -> None:
    begin_write_transaction()
    token = add_moderator("Eva", now=utcnow())
    db.session.commit()
    link, client = f"/moderation/link/{token}", visitor(app, HERE)

    seen = Counter(client.post(link, data={"password": "short"}).status_code for _ in range(22))
    refused = visitor(app, "198.51.100.1").post(link, data={"password": "x" * 900_000})

    assert (seen, refused.status_code) == ({422: 20, 429: 2}, 429)
    assert "Please wait about 10 minutes and try again." in refused.text
    assert 'name="again"' in refused.text
