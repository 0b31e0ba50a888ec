"""Two moderators and a script at the same comments at once: each is decided on once."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from ethreader.base.db import db
from ethreader.comments.log import StateChange
from ethreader.comments.models import Comment, State
from ethreader.comments.waiting_queries import waiting_count
from ethreader.events.queries import event_by_slug
from tests.conftest import DATABASES, EVENT_FILE, make_app, make_event
from tests.moderation.deciding import token_of
from tests.moderation.long_lists import waiting
from tests.visitors import HTMX, PLAIN, signed_in_as, with_visitors

# By hand with more: ETHREADER_RACE=200 .venv/bin/pytest tests/moderation/test_race.py
COUNT, AT_ONCE = int(os.environ.get("ETHREADER_RACE", "40")), 10
NUMBERS = range(1, COUNT + 1)


@pytest.fixture(params=DATABASES)
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    given = {}
    if request.param == "postgres":
        given["ETHREADER_DATABASE_URL"] = request.getfixturevalue("postgres")(is_migrated=True)
    app = with_visitors(make_app(tmp_path / "instance", **given))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def one_by_one(client: FlaskClient, token: str) -> Counter[str]:
    """Publish each, as the page of a moderator does."""
    won: Counter[str] = Counter()
    data = {"csrf_token": token, "version": 1, "seen_report": 0, "decision": "publish"}
    for number in NUMBERS:
        path = f"/moderation/comments/{number:016x}/decision"
        response = client.post(path, data=data, headers=HTMX)
        won[str(response.status_code)] += 1
        assert (response.status_code == 409) == ("has changed since" in response.text)
    return won


def many_at_once(client: FlaskClient, token: str) -> Counter[str]:
    """Mark many as spam with each post, the last ones first."""
    won: Counter[str] = Counter()
    numbers = list(reversed(NUMBERS))
    for start in range(0, COUNT, AT_ONCE):
        rows = [f"{number:016x}.1.0" for number in numbers[start : start + AT_ONCE]]
        data = {"csrf_token": token, "decision": "spam", "row": rows}
        response = client.post("/moderation/batch", data=data)
        assert response.status_code == 303
        for name, status in (("batch", "200"), ("left", "409")):
            named = re.search(rf"[?&]{name}=([0-9a-f.]+)", response.headers["Location"])
            won[status] += named[1].count(".") + 1 if named else 0
        told = client.get(response.headers["Location"]).text
        assert ("These have changed since" in told) == ("left=" in response.headers["Location"])
    return won


def by_script(client: FlaskClient, token: str) -> Counter[str]:
    """Decline each, from the middle on, without htmx."""
    won: Counter[str] = Counter()
    data = {"csrf_token": token, "version": 1, "seen_report": 0, "decision": "reject"}
    for number in (*NUMBERS[COUNT // 2 :], *NUMBERS[: COUNT // 2]):
        path = f"/moderation/comments/{number:016x}/decision"
        response = client.post(path, data=data, headers=PLAIN)
        won["200" if response.status_code == 303 else str(response.status_code)] += 1
        assert (response.status_code == 409) == ("has changed since" in response.text)
    return won


@pytest.mark.long
def test_each_comment_is_decided_once_and_the_losers_are_told(app: Flask, tmp_path: Path) -> None:
    waiting(make_event(tmp_path, "winter-meeting", EVENT_FILE), COUNT)
    clients = [signed_in_as(app, name) for name in ("Ana", "Boris", "Cira")]
    start = Barrier(len(clients))
    deeds: list[Callable[[FlaskClient, str], Counter[str]]] = [one_by_one, many_at_once, by_script]

    def work(deed: Callable[[FlaskClient, str], Counter[str]], client: FlaskClient) -> Counter[str]:
        token = token_of(client)
        start.wait()
        return deed(client, token)

    with ThreadPoolExecutor(len(clients)) as pool:
        said = list(pool.map(work, deeds, clients))

    db.session.rollback()
    assert sum((each for each in said), Counter()) == {"200": COUNT, "409": 2 * COUNT}
    changes = db.session.scalars(select(StateChange)).all()
    assert Counter(each.comment_id for each in changes) == dict.fromkeys(NUMBERS, 1)
    by_name = Counter(each.actor.name for each in changes if each.actor)
    assert [by_name[name] for name in ("Ana", "Boris", "Cira")] == [each["200"] for each in said]
    stored = dict(db.session.execute(select(Comment.id, Comment.state)).all())
    assert stored == {each.comment_id: each.to_state for each in changes}
    verified = app.test_cli_runner().invoke(args=["moderation", "verify"])
    assert (verified.exit_code, f" {COUNT} " in verified.output) == (0, True), verified.output
    event = event_by_slug("winter-meeting")
    query = select(func.count()).where(Comment.state == State.PUBLISHED)
    assert event is not None
    assert (waiting_count(), event.comment_count) == (0, db.session.scalar(query))
