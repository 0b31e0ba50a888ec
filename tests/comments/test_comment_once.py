"""The same form sent twice is one comment, and nothing that is new is taken for old."""

import base64
import hmac
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient
from time_machine import Traveller

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.drafts import Draft
from ethreader.comments.incoming import submit_comment
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from tests.comments.forms import (
    COMMENTS,
    KEY,
    TEXT,
    digest_of,
    filled_in,
    own_link,
    stored,
    without_link,
)
from tests.conftest import EVENT_FILE, ZONE, make_comment, make_event
from tests.visitors import HTMX, both_ways

NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)


@both_ways
@pytest.mark.parametrize("key", [KEY, ""], ids=["with a key", "without a key"])
def test_a_second_sending_is_stored_once_and_answered_alike(
    client: FlaskClient, event: Event, key: str, headers: dict[str, str]
) -> None:
    form = filled_in(client, key=key)

    first = client.post(COMMENTS, data=form, headers=headers)
    second = client.post(COMMENTS, data=form, headers=headers)

    assert first.status_code in {201, 303}
    assert second.status_code == first.status_code
    assert len(stored()) == 1


def test_a_second_sending_with_its_key_is_told_the_same_link(
    client: FlaskClient, event: Event
) -> None:
    form = filled_in(client, key=KEY)

    first = client.post(COMMENTS, data=form, headers=HTMX)
    second = client.post(COMMENTS, data=form, headers=HTMX)

    assert "/mine/" in first.text
    assert without_link(second) == without_link(first)
    assert own_link(second) == own_link(first)


@pytest.mark.parametrize(
    ("minutes", "is_told"), [(0, True), (5, True), (15, True), (21, False), (600, False)]
)
@both_ways
def test_the_link_is_told_again_for_minutes_only(
    client: FlaskClient,
    event: Event,
    clock: Traveller,
    headers: dict[str, str],
    minutes: int,
    is_told: bool,
) -> None:
    form = filled_in(client, key=KEY)
    first = own_link(client.post(COMMENTS, data=form, headers=HTMX))
    clock.shift(timedelta(minutes=minutes))

    again = client.post(COMMENTS, data=form, headers=headers)

    receipt = again if headers == HTMX else client.get(again.headers["Location"])
    assert len(stored()) == 1
    assert (first in receipt.text) is is_told
    assert ("/mine/" in receipt.text) is is_told
    assert ("Your private link was shown with the first confirmation." in receipt.text) is (
        not is_told
    )


def test_a_key_alone_opens_nothing(client: FlaskClient, event: Event) -> None:
    """What a browser's disk keeps, with the code in hand."""
    client.post(COMMENTS, data=filled_in(client, key=KEY))

    for words in (b"own page", KEY.encode(), b""):
        made = hmac.digest(KEY.encode(), words, "sha256")
        token = base64.urlsafe_b64encode(made).decode().rstrip("=")
        assert client.get(f"/mine/{token}").status_code == 404


def test_under_another_secret_a_second_sending_is_stored_once_and_told_no_link(
    app: Flask, client: FlaskClient, event: Event
) -> None:
    form = filled_in(client, key=KEY)
    first = own_link(client.post(COMMENTS, data=form, headers=HTMX))
    app.secret_key = "another secret of forty characters or so"
    form = {**form, "stamp": filled_in(client)["stamp"]}

    again = client.post(COMMENTS, data=form, headers=HTMX)

    assert (again.status_code, "/mine/" in again.text, len(stored())) == (201, False, 1)
    assert client.get(first).status_code == 200  # The database knows the link that was told.


def test_only_digests_are_kept(app: Flask, client: FlaskClient, event: Event) -> None:
    link = own_link(client.post(COMMENTS, data=filled_in(client, key=KEY), headers=HTMX))
    db.session.remove()

    kept = b"".join(
        path.read_bytes() for path in Path(app.instance_path).rglob("*") if path.is_file()
    )

    assert digest_of(KEY).encode() in kept
    assert KEY.encode() not in kept
    assert link.removeprefix("/mine/").encode() not in kept


def test_a_second_sending_without_a_key_is_told_no_link(client: FlaskClient, event: Event) -> None:
    form = filled_in(client, key="")

    first = client.post(COMMENTS, data=form, headers=HTMX)
    second = client.post(COMMENTS, data=form, headers=HTMX)

    assert "/mine/" in first.text
    assert "/mine/" not in second.text


def test_mended_words_under_a_used_key_get_a_page_of_their_own(
    client: FlaskClient, event: Event
) -> None:
    form = filled_in(client, key=KEY)
    first = client.post(COMMENTS, data=form, headers=HTMX)

    mended = client.post(COMMENTS, data={**form, "body": "Mended."}, headers=HTMX)

    assert own_link(mended) != own_link(first)
    assert "Mended." in client.get(own_link(mended)).text


def test_a_key_with_other_words_is_a_second_comment(client: FlaskClient, event: Event) -> None:
    form = filled_in(client, key=KEY)
    client.post(COMMENTS, data=form)

    response = client.post(COMMENTS, data={**form, "body": "Mended."}, headers=HTMX)

    assert response.status_code == 201
    assert [comment.body for comment in stored()] == [TEXT, "Mended."]


def test_other_words_under_a_used_key_are_stored_once_too(
    client: FlaskClient, event: Event
) -> None:
    form = filled_in(client, key=KEY)
    client.post(COMMENTS, data=form)
    mended = {**form, "body": "Mended."}

    for _ in range(3):
        client.post(COMMENTS, data=mended, headers=HTMX)

    assert [comment.body for comment in stored()] == [TEXT, "Mended."]


def test_two_keys_make_two_comments(client: FlaskClient, event: Event) -> None:
    for key in (KEY, KEY[::-1]):
        client.post(COMMENTS, data=filled_in(client, key=key))

    assert [(comment.body, comment.idempotency_key) for comment in stored()] == [
        (TEXT, digest_of(KEY)),
        (TEXT, digest_of(KEY[::-1])),
    ]


@pytest.mark.parametrize(
    "key",
    [
        pytest.param("short", id="too short"),
        pytest.param("k" * 65, id="too long"),
        pytest.param("../../../../etc/passwd", id="with strange characters"),
        pytest.param("k" * 20 + "\x00", id="with a NUL"),
        pytest.param("ključ-ključ-ključ-ključ", id="beyond ASCII"),
    ],
)
def test_a_key_of_a_wrong_shape_counts_as_none(client: FlaskClient, event: Event, key: str) -> None:
    response = client.post(COMMENTS, data=filled_in(client, key=key), headers=HTMX)

    assert response.status_code == 201
    assert [comment.idempotency_key for comment in stored()] == [None]


def test_a_retry_is_acknowledged_after_the_event_was_closed(
    client: FlaskClient, event: Event
) -> None:
    form = filled_in(client, key=KEY)
    client.post(COMMENTS, data=form, headers=HTMX)
    begin_write_transaction()
    event.comments = type(event.comments)("closed")
    db.session.commit()

    response = client.post(COMMENTS, data=form, headers=HTMX)

    assert (response.status_code, len(stored())) == (201, 1)


@pytest.mark.parametrize("state", [State.PUBLISHED, State.REJECTED, State.SPAM])
def test_a_retry_after_the_decision_is_still_the_same_comment(event: Event, state: State) -> None:
    first = _submit(event, now=NOON, key=KEY)
    first.state, first.received_at = state, None
    db.session.commit()

    second = _submit(event, now=NOON + timedelta(minutes=2), key=KEY)

    assert second.public_id == first.public_id
    assert len(stored()) == 1


@pytest.mark.parametrize(
    ("wait", "comments"),
    [
        pytest.param(timedelta(0), 1, id="at once it is the same comment"),
        pytest.param(timedelta(minutes=10), 1, id="after ten minutes it still is"),
        pytest.param(timedelta(minutes=10, seconds=1), 2, id="later it is a new one"),
    ],
)
def test_without_a_key_the_same_words_are_one_comment_for_ten_minutes(
    event: Event, wait: timedelta, comments: int
) -> None:
    _submit(event, now=NOON)

    _submit(event, now=NOON + wait)

    assert [comment.body for comment in stored()] == [TEXT] * comments


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"name": "Vera"}, id="another name"),
        pytest.param({"body": "Other words."}, id="other words"),
        pytest.param({"answers": True}, id="another place in the thread"),
        pytest.param({"elsewhere": True}, id="another event"),
    ],
)
def test_without_a_key_what_differs_is_a_new_comment(
    client: FlaskClient,
    event: Event,
    tmp_path_factory: pytest.TempPathFactory,
    changed: dict[str, object],
) -> None:
    shown = make_comment(event, body="Shown.")
    where = event
    typed: dict[str, str] = {key: text for key, text in changed.items() if isinstance(text, str)}
    if "answers" in changed:
        typed["parent"] = shown.public_id
    if "elsewhere" in changed:
        where = make_event(tmp_path_factory.mktemp("files"), "summer-meeting", EVENT_FILE)
    _submit(event, now=NOON)

    _submit(where, now=NOON, **typed)

    assert len(stored()) == 3


@pytest.mark.parametrize("key", [KEY, ""], ids=["with a key", "without a key"])
def test_threads_at_once_store_one_comment(
    app: Flask, client: FlaskClient, event: Event, key: str
) -> None:
    form = filled_in(client, key=key)
    senders = 4
    start = Barrier(senders)

    def send(own: FlaskClient) -> int:
        start.wait()
        return own.post(COMMENTS, data=form, headers=HTMX).status_code

    with ThreadPoolExecutor(senders) as pool:
        answers = list(pool.map(send, [app.test_client() for _ in range(senders)]))

    assert answers == [201] * senders
    assert [comment.body for comment in stored()] == [TEXT]


def _submit(
    event: Event,
    *,
    now: datetime,
    key: str | None = None,
    name: str = "Mira",
    body: str = TEXT,
    parent: str | None = None,
) -> Comment:
    begin_write_transaction()
    draft = Draft(name=name, body=body, parent=parent, idempotency_key=key, stamped_at=now)
    receipt = submit_comment(event.comment_terms, draft, flags=(), zone=ZONE, now=now)
    db.session.commit()
    return db.session.get_one(Comment, receipt.comment_id)
