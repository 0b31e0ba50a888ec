"""What readers do not see is found by no query and in no row of the index; on both databases."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, insert, select, text, update

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import comment_by_public_id
from ethreader.comments.service import erase_comment
from ethreader.events.models import Appearance, Event, Organisation
from ethreader.search.models import SearchEntry
from ethreader.speakers.models import Speaker
from tests.comments.forms import COMMENTS, filled_in, own_link, stored
from tests.comments.states import put_in_state
from tests.conftest import EVENT_FILE, make_comment, make_event
from tests.content_files import ORGANISATION, SPEAKER, event_file, take_in_all
from tests.search.searching import search
from tests.times import utcnow
from tests.visitors import HTMX

WORD = "lanternfish"
BODY = f"I saw a {WORD} there."


def is_found(client: FlaskClient, word: str = WORD) -> bool:
    """Tell whether a word is found in any way, once it has proved to be in no row if it is not."""
    found = [search(client, typed) for typed in (word, word[:4], f'"{word}"', f"{word} there")]
    is_seen = any(each.urls or each.headings or each.marks for each in found)
    assert is_seen == is_indexed(word)
    return is_seen


def is_indexed(word: str = WORD) -> bool:
    like = f"%{word}%"
    rows = select(SearchEntry.id).where(SearchEntry.words.like(like) | SearchEntry.title.like(like))
    found = db.session.scalar(select(rows.exists()))
    if db.engine.dialect.name == "postgresql":
        vectors = text("SELECT count(*) FROM search_index WHERE CAST(vector AS text) LIKE :like")
        assert bool(db.session.scalar(vectors, {"like": like})) == found
    db.session.rollback()
    return bool(found)


def committed(change: Callable[[], object]) -> None:
    begin_write_transaction()
    change()
    db.session.commit()


def test_comment_is_found_in_the_state_published_alone(client: FlaskClient, event: Event) -> None:
    comment = make_comment(event, body=BODY, state=State.PENDING)
    assert not is_found(client)

    seen = {}
    for state in (
        State.PUBLISHED,
        State.SPAM,
        State.PUBLISHED,
        State.REJECTED,
        State.PUBLISHED,
        State.PENDING,
        State.PUBLISHED,
        State.WITHDRAWN,
    ):
        committed(lambda state=state: put_in_state(db.session.get_one(Comment, comment.id), state))
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


STATEMENTS = {
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


def test_article_shows_its_people_as_they_are_now(client: FlaskClient, tmp_path: Path) -> None:
    talk = event_file(
        "speakers:",
        "  - speaker: vera",
        "    role: keynote",
        "organisations:",
        "  - organisation: house",
        "    role: host",
        "part_of: day",
    )
    day = event_file()
    take_in_all(
        tmp_path, {"vera.md": SPEAKER, "house.md": ORGANISATION, "day.md": day, "talk.md": talk}
    )
    assert [search(client, each).urls for each in ("vera", "safe")] == [
        ["/events/talk/", "/speakers/vera/"],
        ["/events/talk/"],
    ]

    def rename() -> None:
        db.session.scalars(select(Speaker)).one().name = WORD
        db.session.scalars(select(Organisation)).one().name = "Lighthouse"
        db.session.scalars(select(Event).where(Event.slug == "day")).one().name = "Congress"

    committed(rename)

    assert [
        search(client, each).urls for each in (WORD, "lighthouse", "congress", "vera", "safe")
    ] == [
        ["/events/talk/", "/speakers/vera/"],
        ["/events/talk/"],
        ["/events/day/", "/events/talk/"],
        [],
        [],
    ]
    committed(lambda: db.session.delete(db.session.scalars(select(Appearance)).one()))
    committed(lambda: db.session.delete(db.session.scalars(select(Speaker)).one()))
    assert not is_found(client)


def test_comments_of_an_event_without_a_page_are_not_found(
    client: FlaskClient, event: Event
) -> None:
    make_comment(event, body=BODY)
    committed(lambda: db.session.execute(update(Event).values(body="")))

    assert [search(client, each).urls for each in (WORD, "winter")] == [[], []]

    committed(lambda: db.session.execute(update(Event).values(body="x")))
    assert is_found(client)


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
    assert comment_by_public_id("0" * 16) is None
