"""What readers do not see is found by no query and in no row of the index; on both databases."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Executable, delete, insert, select, text, update

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import Comment, State
from ethreader.comments.service import erase_comment
from ethreader.events.models import Event
from ethreader.search.models import SearchEntry
from tests.comments.forms import COMMENTS, filled_in, own_link, stored
from tests.comments.states import put_in_state
from tests.conftest import EVENT_FILE, make_comment, make_event
from tests.search.searching import BODY, WORD, committed, is_found, is_indexed, search
from tests.times import utcnow
from tests.visitors import HTMX

# Each is come to from the one that readers see.
ANY_ORDER = (
    *(State.PUBLISHED, State.SPAM, State.PUBLISHED, State.REJECTED, State.PUBLISHED),
    *(State.PENDING, State.PUBLISHED, State.WITHDRAWN),
)


def test_comment_is_found_in_the_state_published_alone(client: FlaskClient, event: Event) -> None:
    comment = make_comment(event, body=BODY, state=State.PENDING)
    assert not is_found(client)

    seen = {}
    for state in ANY_ORDER:
        begin_write_transaction()
        put_in_state(db.session.get_one(Comment, comment.id), state)
        db.session.commit()
        seen[state] = is_found(client)

    assert seen == {state: state is State.PUBLISHED for state in State}


def test_erased_comment_is_gone(client: FlaskClient, event: Event) -> None:
    public_id = make_comment(event, body=BODY).public_id
    assert is_found(client)

    committed(lambda: erase_comment(public_id, utcnow()))

    assert not is_found(client)
    assert db.session.scalars(select(SearchEntry.comment_id)).all() == [None]


def test_edited_words_are_found_as_they_are_now(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    text = EVENT_FILE.replace("kind: event", "kind: event\ncomments: open")
    make_event(tmp_path, "winter-meeting", text)
    form = filled_in(client, body=BODY, name="Vesna")
    page = own_link(client.post(COMMENTS, data=form, headers=HTMX))
    assert (stored()[-1].state, is_found(client)) == (State.PUBLISHED, True)

    client.post(f"{page}/edit", data={"body": "I saw a heron there.", "name": "Vesna"})

    assert (is_found(client), is_found(client, "heron")) == (False, True)
    client.post(f"{page}/withdraw")
    assert not is_found(client, "heron")


def test_quote_of_an_erased_comment_is_gone(client: FlaskClient, event: Event) -> None:
    first = make_comment(event, body=BODY)
    make_comment(event, body=f"> {BODY}\n\nSo did I.", answering=first)
    assert len(search(client, WORD).urls) == 2

    committed(lambda: erase_comment(first.public_id, utcnow()))

    assert not is_found(client)
    assert len(search(client, "so did").urls) == 1


STATEMENTS: dict[str, Callable[[], Executable]] = {
    "rejected all at once": lambda: update(Comment).values(state=State.REJECTED),
    "emptied all at once": lambda: update(Comment).values(body="", body_html=""),
    "deleted all at once": lambda: delete(Comment),
}


@pytest.mark.parametrize("deed", STATEMENTS)
def test_statement_over_many_rows_is_followed(client: FlaskClient, event: Event, deed: str) -> None:
    make_comment(event, body=BODY)
    assert is_found(client)

    if deed.startswith("deleted"):
        db.session.execute(text("DELETE FROM state_change"))
    committed(lambda: db.session.execute(STATEMENTS[deed]()))

    assert not is_found(client)


def test_row_that_was_changed_past_the_site_is_not_shown(client: FlaskClient, event: Event) -> None:
    """The index knows nothing of it; each result is looked at once more."""
    make_comment(event, body=BODY)
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE comment SET state = 'rejected'"))

    assert is_indexed()
    assert (search(client, WORD).headings, search(client, WORD, kind="comment").headings) == (
        [],
        [],
    )


def test_nothing_stays_of_a_transaction_that_is_taken_back(
    client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, body=BODY, state=State.PENDING)
    begin_write_transaction()
    put_in_state(db.session.get_one(Comment, comment.id), State.PUBLISHED)
    db.session.rollback()
    committed(lambda: None)

    assert not is_found(client)


def test_rows_of_one_statement_are_indexed(client: FlaskClient, event: Event) -> None:
    row = {
        "event_id": event.id,
        "name": "",
        "body": BODY,
        "body_html": f"<p>{BODY}</p>",
        "state": State.PUBLISHED,
        "flags": [],
        "received_on": utcnow().date(),
    }
    committed(lambda: db.session.execute(insert(Comment), [row, row]))

    assert search(client, WORD).headings == ["Comments 2"]
