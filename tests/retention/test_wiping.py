"""What was erased is in no file of the database, on both databases; searched byte by byte."""

import time
from datetime import timedelta
from secrets import token_hex

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import db
from ethreader.events.models import Event
from ethreader.ops.housekeeping import Housekeeping
from ethreader.ops.wiping import BETWEEN_REWRITES
from ethreader.retention.wiping import is_due, wipe_and_wait
from tests.comments.forms import COMMENTS, filled_in, own_link, stored
from tests.conftest import make_comment
from tests.moderation.deciding import press
from tests.retention.databases import files_with, reading
from tests.times import utcnow
from tests.visitors import HTMX, signed_in_as

pytestmark = pytest.mark.long


@pytest.fixture
def mark() -> str:
    """A word that no other test has used: those on PostgreSQL share a server."""
    return f"marked-{token_hex(8)}"


def words_with(mark: str) -> str:
    return f"I was in the house by the river, {mark}."


@pytest.fixture
def own_page(client: FlaskClient, event: Event, mark: str) -> str:
    """The own page of a comment that stands between others, as on any site."""
    for number in range(5):
        make_comment(event, body=f"Others write as well, number {number}. " * 8)
    form = filled_in(client, body=words_with(mark), name=f"Vesna {mark}")
    page = own_link(client.post(COMMENTS, data=form, headers=HTMX))
    for number in range(5):
        make_comment(event, body=f"And after it, number {number}. " * 8)
    assert files_with(mark) != set()
    db.session.rollback()  # This test reads nothing meanwhile.
    return page


@pytest.fixture
def housekeeping(app: Flask) -> Housekeeping:
    return Housekeeping(app.extensions["settings"], of="site")


@pytest.mark.parametrize("deed", ["withdraw", "edit"])
def test_erased_words_are_in_no_file(
    *, client: FlaskClient, own_page: str, mark: str, housekeeping: Housekeeping, deed: str
) -> None:
    client.post(f"{own_page}/{deed}", data={"body": "Other words.", "name": "Mira"})
    is_sqlite = db.engine.dialect.name == "sqlite"
    at_once = files_with(mark)

    housekeeping.wipe(utcnow())

    assert (at_once == set()) is is_sqlite  # On PostgreSQL tables are rewritten in the background.
    assert files_with(mark) == set()
    assert not is_due().is_set()


def test_nobody_waits_for_a_slow_reader_and_the_words_go_when_it_ends(
    client: FlaskClient, own_page: str, mark: str, housekeeping: Housekeeping
) -> None:
    with reading():
        began = time.monotonic()
        assert client.post(f"{own_page}/withdraw").status_code == 200
        took = time.monotonic() - began
        housekeeping.wipe(utcnow())
        while_it_reads = files_with(mark)
        assert is_due().is_set()
    housekeeping.wipe(utcnow() + BETWEEN_REWRITES)

    assert took < 3  # It was five seconds and more.
    assert while_it_reads != set()
    assert files_with(mark) == set()


def test_many_erasures_do_not_rewrite_postgres_again_and_again(
    app: Flask, own_page: str, housekeeping: Housekeeping
) -> None:
    is_sqlite = db.engine.dialect.name == "sqlite"
    now = utcnow()
    left = []
    for moment in (now, now + timedelta(seconds=1), now + BETWEEN_REWRITES):
        is_due().set()
        housekeeping.wipe(moment)
        left.append(is_due().is_set())

    assert left == [False, not is_sqlite, False]


def test_a_command_does_it_before_it_ends(client: FlaskClient, own_page: str, mark: str) -> None:
    client.post(f"{own_page}/withdraw")

    assert wipe_and_wait()
    assert files_with(mark) == set()


def test_a_start_wipes_what_a_killed_process_has_left(
    app: Flask, client: FlaskClient, own_page: str, mark: str
) -> None:
    with reading():
        client.post(f"{own_page}/withdraw")
    is_due().clear()  # As a kill does.

    Housekeeping(app.extensions["settings"], of="site").round(now=utcnow())

    assert files_with(mark) == set()


def test_words_of_moderators_readers_and_quotes_go_with_the_comment(
    *, app: Flask, client: FlaskClient, own_page: str, mark: str, housekeeping: Housekeeping
) -> None:
    comment = next(each for each in stored() if mark in each.body)
    moderator_client = signed_in_as(app, "Ana")
    press(moderator_client, comment, "publish", note=f"Knows {mark}.")
    reply = filled_in(
        client, body=f"> {words_with(mark)}\n\nI remember.", parent_id=comment.public_id
    )
    client.post(COMMENTS, data=reply, headers=HTMX)
    client.post(f"{own_page}/message", data={"message": f"About {mark}."})
    report = {"reason": "other", "note": f"It says {mark}."}
    assert client.post(f"/comments/{comment.public_id}/report", data=report).status_code == 303

    db.session.rollback()
    client.post(f"{own_page}/withdraw")
    housekeeping.wipe(utcnow())

    assert files_with(mark) == set()
    assert stored()[-1].body == "> […]\n\nI remember."
