"""Who is removed while their last post waits for the database does nothing any more."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event as events
from sqlalchemy import text

from ethreader.base.db import db
from ethreader.comments.models import State
from ethreader.events.models import Event
from tests.comments.forms import stored
from tests.conftest import make_comment
from tests.moderation.deciding import seen, token_of
from tests.visitors import HTMX, both_ways


@both_ways
@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("comments/{}/decision", {"decision": "publish"}),
        ("comments/{}/message", {"message": "Thank you.", "seen_message": "0"}),
        (
            "comments/{}/decline",
            {"message": "Thank you.", "seen_message": "0", "do": "decline", "reason": "none"},
        ),
        ("account/sign-out-others", {}),
        ("account/devices/1/forget", {}),
    ],
)
def test_a_session_that_was_ended_meanwhile_writes_nothing(
    moderator_client: FlaskClient,
    event: Event,
    path: str,
    data: dict[str, str],
    headers: dict[str, str],
) -> None:
    comment = make_comment(event, state=State.PENDING)
    form = {"csrf_token": token_of(moderator_client), **seen(comment), **data}
    url = f"/moderation/{path.format(comment.public_id)}"
    engine = db.engine
    ended: list[str] = []

    def end_once(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "FROM moderator_session" in statement and not ended:
            ended.append(statement)
            with engine.begin() as operator:
                operator.execute(text("DELETE FROM moderator_session"))

    events.listen(engine, "after_cursor_execute", end_once)
    try:
        response = moderator_client.post(url, data=form, headers=headers)
    finally:
        events.remove(engine, "after_cursor_execute", end_once)

    is_typed = "message" in data
    led_away = 204 if headers == HTMX else 303
    assert (len(ended), response.status_code) == (1, 403 if is_typed else led_away)
    if not is_typed:
        where = response.headers.get("Location") or response.headers["HX-Redirect"]
        response = moderator_client.get(where)
    sentence = "Your text is kept" if is_typed else "You have been signed out."
    assert sentence in response.text
    assert "Thank you." not in response.text
    assert comment.body not in response.text
    assert [each.state for each in stored()] == [State.PENDING]
