"""Nobody passes the sign-in page without a session, and no form without its token."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.accounts.sessions import COOKIE, PATH
from ethreader.base.db import db
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from ethreader.screening.models import ScreeningRule
from ethreader.screening.rules import RuleKind
from tests.conftest import make_comment
from tests.moderation.deciding import press, record, state_of, token_of
from tests.visitors import HTMX, PLAIN

SIGN_IN = "/moderation/login"
OPEN_DOORS = {
    "accounts.sign_in",
    "accounts.begin",
    "accounts.begin_with_passkey",
    "accounts.link",
    "accounts.use_link",
}
WAYS_IN = [
    pytest.param(None, id="without a cookie"),
    pytest.param("", id="with an empty cookie"),
    pytest.param("nonsense", id="with a cookie of nonsense"),
    pytest.param("štampilj", id="with a cookie beyond ASCII"),
]


@pytest.mark.parametrize("cookie", WAYS_IN)
def test_every_page_of_moderation_sends_strangers_to_sign_in(
    app: Flask, client: FlaskClient, event: Event, cookie: str | None
) -> None:
    comment = make_comment(event, state=State.PENDING, name="Secret name", body="Secret words")
    if cookie is not None:
        client.set_cookie(COOKIE, cookie, path=PATH)
    rooms = list(_rooms(app, comment))
    assert len(rooms) >= 7

    for method, path in rooms:
        plain = client.open(path, method=method)
        where = f"{SIGN_IN}?ended=yes" if method == "POST" else SIGN_IN
        assert (plain.status_code, plain.headers["Location"]) == (303, where), path
        by_htmx = client.open(path, method=method, headers=HTMX)
        assert (by_htmx.status_code, by_htmx.headers["HX-Redirect"]) == (204, where), path
        assert b"Secret" not in plain.data + by_htmx.data
    assert (state_of(comment), record()) == ("pending", [])


def test_the_same_rooms_open_to_a_moderator(
    app: Flask, moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, state=State.PENDING, name="Secret name")
    db.session.add(
        ScreeningRule(
            kind=RuleKind.WORDS,
            label="Numbers",
            phrases="bet",
            fewest_links=3,
            is_on=True,
            changed_on=date(2026, 1, 1),
        )
    )
    db.session.commit()

    pages = [path for method, path in _rooms(app, comment) if method == "GET"]

    assert [moderator_client.get(path).status_code for path in pages] == [200] * len(pages)
    assert "Secret name" in moderator_client.get("/moderation/").text


@pytest.mark.parametrize("headers", [HTMX, PLAIN], ids=["with htmx", "without htmx"])
@pytest.mark.parametrize("token", ["", "nonsense", "another moderator's", "cut short"])
def test_a_decision_without_its_token_changes_nothing(
    moderator_client: FlaskClient,
    other_moderator_client: FlaskClient,
    event: Event,
    headers: dict[str, str],
    token: str,
) -> None:
    comment = make_comment(event, state=State.PENDING)
    tokens = {
        "another moderator's": token_of(other_moderator_client),
        "cut short": token_of(moderator_client)[:-1],
    }

    response = press(
        moderator_client, comment, "publish", headers=headers, csrf_token=tokens.get(token, token)
    )

    assert response.status_code == 403
    assert "This form is out of date" in response.text
    assert (state_of(comment), record()) == ("pending", [])
    assert press(moderator_client, comment, "publish", headers=headers).status_code in {200, 303}


def test_every_form_of_moderation_asks_for_its_token(
    app: Flask, moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, state=State.PENDING)
    forms = [path for method, path in _rooms(app, comment) if method == "POST"]
    assert len(forms) > 20

    for path in forms:
        response = moderator_client.post(path, data={"version": "1", "decision": "publish"})
        assert (response.status_code, "This form is out of date" in response.text) == (403, True), (
            path
        )
    assert (state_of(comment), record()) == ("pending", [])
    assert moderator_client.get("/moderation/").status_code == 200


def test_a_decision_from_another_site_changes_nothing(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, state=State.PENDING)

    response = press(moderator_client, comment, "publish", headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403
    assert "This form was sent from another site" in response.text
    assert (state_of(comment), record()) == ("pending", [])


def test_a_token_in_the_address_is_none(moderator_client: FlaskClient, event: Event) -> None:
    comment = make_comment(event, state=State.PENDING)
    address = f"/moderation/comments/{comment.public_id}/decision"

    response = moderator_client.post(
        f"{address}?csrf_token={token_of(moderator_client)}",
        data={"version": "1", "decision": "publish"},
    )

    assert (response.status_code, state_of(comment)) == (403, "pending")


def _rooms(app: Flask, comment: Comment) -> Iterator[tuple[str, str]]:
    """Yield verb and path of every route of the moderation page that is not its door.

    The pulse leads nobody away from what they write; see `test_glances`.
    """
    values: dict[str, Any] = {"public_id": comment.public_id, "device_id": 1, "session_id": 1}
    values |= {"moderator_id": 1, "passkey_id": 1, "name_id": 1, "rule_id": 1}
    for rule in app.url_map.iter_rules():
        room = rule.endpoint.partition(".")[0]
        is_room = room in {"moderation", "accounts", "account"}
        if not is_room or rule.endpoint in {*OPEN_DOORS, "moderation.pulse"}:
            continue
        with app.test_request_context():
            path = app.url_for(
                rule.endpoint, **{name: values[name] for name in sorted(rule.arguments)}
            )
        for method in sorted((rule.methods or set()) - {"OPTIONS"}):
            yield method, path
