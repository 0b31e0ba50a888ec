"""Two moderators write at once, and an author withdraws while one does: on both databases."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import db
from ethreader.comments.models import Comment, State
from tests.comments.forms import COMMENTS, filled_in, own_link, stored
from tests.conftest import EVENT_FILE, make_app, make_event
from tests.moderation.conversations import author_writes, seen_conversation, written
from tests.moderation.deciding import record, token_of
from tests.moderation.declining import as_seen, url_of
from tests.postgres import PostgresUrl
from tests.visitors import HTMX, signed_in_as, with_visitors

Press = Callable[[], int]
ROUNDS = 4


@pytest.fixture(params=["sqlite", "postgres"])
def site(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """A site on each of the databases."""
    given = {"ETHREADER_LIMITS": "off"}
    if request.param == "postgres":
        postgres: PostgresUrl = request.getfixturevalue("postgres")
        given["ETHREADER_DATABASE_URL"] = postgres(is_migrated=True)
    app = with_visitors(make_app(tmp_path / "other", **given))
    with app.app_context():
        make_event(tmp_path, "winter-meeting", EVENT_FILE)
        yield app
        db.session.remove()
        db.engine.dispose()


def at_once(*presses: Press) -> list[int]:
    """Press buttons at the same time; return what each was told."""
    start = Barrier(len(presses))

    def go(press: Press) -> int:
        start.wait()
        return press()

    with ThreadPoolExecutor(len(presses)) as pool:
        return list(pool.map(go, presses))


def posting(client: FlaskClient, url: str, data: dict[str, object]) -> Press:
    return lambda: client.post(url, data=data).status_code


def arrive(site: Flask, words: str) -> tuple[Comment, str]:
    """Have a comment sent; return it with its author's own page."""
    client = site.test_client()
    form = filled_in(client, body=words, key="")
    page = own_link(client.post(COMMENTS, data=form, headers=HTMX))
    return stored()[-1], page


def declining(client: FlaskClient, comment: Comment, message: str) -> Press:
    data = {**as_seen(client, comment), "do": "decline", "reason": "danger", "message": message}
    return posting(client, url_of(comment), data)


def replying(client: FlaskClient, comment: Comment, message: str) -> Press:
    data = {"csrf_token": token_of(client), "message": message, **seen_conversation(comment)}
    return posting(client, f"/moderation/comments/{comment.public_id}/message", data)


def test_of_two_who_decline_at_once_one_writes_and_the_other_is_told(site: Flask) -> None:
    ana, boris = signed_in_as(site, "Ana"), signed_in_as(site, "Boris")
    for number in range(ROUNDS):
        comment, _ = arrive(site, f"Words {number}.")
        before = len(written())

        statuses = at_once(
            declining(ana, comment, "By Ana."), declining(boris, comment, "By Boris.")
        )

        assert sorted(statuses) == [303, 409]
        [(_, words)] = written()[before:]
        assert words == f"By {record()[-1][0]}."
    assert len(record()) == ROUNDS


def test_of_two_who_reply_at_once_one_does(site: Flask) -> None:
    ana, boris = signed_in_as(site, "Ana"), signed_in_as(site, "Boris")
    for number in range(ROUNDS):
        comment, _ = arrive(site, f"Words {number}.")
        author_writes(comment, "A question.")

        statuses = at_once(replying(ana, comment, "By Ana."), replying(boris, comment, "By Boris."))

        assert sorted(statuses) == [303, 409]
        assert len(written()) == 2 * (number + 1)


@pytest.mark.parametrize("act", [declining, replying])
def test_nothing_is_left_of_what_is_written_to_who_withdraws_meanwhile(
    site: Flask, act: Callable[[FlaskClient, Comment, str], Press]
) -> None:
    ana, author = signed_in_as(site, "Ana"), site.test_client()
    for number in range(ROUNDS):
        comment, page = arrive(site, f"Words {number}.")
        author_writes(comment, "A question.")

        statuses = at_once(
            act(ana, comment, "Only for you."), posting(author, f"{page}/withdraw", {})
        )

        assert statuses[1] == 200
        assert statuses[0] in {303, 409}
        assert (stored()[-1].state, written()) == (State.WITHDRAWN, [])


def test_who_edits_while_a_moderator_decides_is_not_turned_away(site: Flask) -> None:
    ana, author = signed_in_as(site, "Ana"), site.test_client()
    for number in range(ROUNDS):
        comment, page = arrive(site, f"Words {number}.")
        data = {**filled_in(author), "body": f"Other words {number}.", "seen": ""}

        statuses = at_once(declining(ana, comment, ""), posting(author, f"{page}/edit", data))

        assert statuses[1] == 303
        assert statuses[0] in {303, 409}
        assert (stored()[-1].state, stored()[-1].body) == (State.PENDING, f"Other words {number}.")


def test_an_author_who_writes_and_withdraws_at_once_leaves_no_message(site: Flask) -> None:
    for number in range(ROUNDS):
        _, page = arrive(site, f"Words {number}.")
        clients = [site.test_client() for _ in range(2)]

        statuses = at_once(
            posting(clients[0], f"{page}/message", {"message": "Do you read this?"}),
            posting(clients[1], f"{page}/withdraw", {}),
        )

        assert statuses[1] == 200
        assert statuses[0] in {303, 404}
        assert written() == []


def test_a_message_that_crosses_a_reply_waits_for_one(site: Flask) -> None:
    """Else it would count as answered by who has not read it."""
    ana = signed_in_as(site, "Ana")
    for number in range(ROUNDS):
        comment, page = arrive(site, f"Words {number}.")
        author_writes(comment, "A question.")

        statuses = at_once(
            replying(ana, comment, "A reply."),
            posting(site.test_client(), f"{page}/message", {"message": "One more."}),
        )

        said = [words for _, words in written()[-3:]]
        assert statuses[1] == 303
        assert (statuses[0], said[-1]) in {(303, "One more."), (409, "One more.")}
