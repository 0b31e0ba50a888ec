"""What editors have not published, or have taken back, is found by no query; on both databases."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from ethreader.base.content_state import ContentState
from ethreader.base.db import db
from ethreader.events.models import Appearance, Event, Involvement, Organisation
from ethreader.speakers.models import Speaker
from tests.conftest import make_comment
from tests.content_files import ORGANISATION, SPEAKER, event_file, take_in_all
from tests.search.searching import BODY, WORD, committed, is_found, search

HIDDEN = (ContentState.WITHDRAWN, ContentState.SCHEDULED)
TALK = event_file(
    *("speakers:", "  - speaker: vera", "    role: keynote"),
    *("organisations:", "  - organisation: house", "    role: host", "part_of: day"),
)
FILES = {"vera.md": SPEAKER, "house.md": ORGANISATION, "day.md": event_file(), "talk.md": TALK}


@pytest.fixture
def talk(client: FlaskClient, tmp_path: Path) -> FlaskClient:
    take_in_all(tmp_path, FILES)
    return client


def urls(client: FlaskClient, *words: str) -> list[list[str]]:
    return [search(client, each).urls for each in words]


def one_by_one(state: ContentState) -> None:
    for event in db.session.scalars(select(Event)):
        event.state = state


def all_at_once(state: ContentState) -> None:
    db.session.execute(update(Event).values(state=state))


@pytest.mark.parametrize("change", [one_by_one, all_at_once])
def test_event_is_found_while_it_is_published_and_so_are_its_comments(
    client: FlaskClient, event: Event, change: Callable[[ContentState], None]
) -> None:
    make_comment(event, body=BODY)
    for state in (*HIDDEN, ContentState.PUBLISHED):
        committed(lambda state=state: change(state))  # type: ignore[misc]

        found = urls(client, "winter", WORD)
        assert [bool(each) for each in found] == [state is ContentState.PUBLISHED] * 2, state


def test_withdrawn_speaker_is_found_nowhere_not_even_by_the_events(talk: FlaskClient) -> None:
    assert urls(talk, "vera") == [["/events/talk/", "/speakers/vera/"]]

    for state in HIDDEN:
        committed(lambda state=state: db.session.execute(update(Speaker).values(state=state)))  # type: ignore[misc]
        assert not is_found(talk, "vera")
        assert urls(talk, "keynote") == [[]]

    committed(lambda: db.session.execute(update(Speaker).values(state=ContentState.PUBLISHED)))
    assert urls(talk, "vera") == [["/events/talk/", "/speakers/vera/"]]


def test_what_was_taken_back_is_gone_though_a_later_step_failed(talk: FlaskClient) -> None:
    def withdraw_and_fail() -> None:
        db.session.scalars(select(Speaker)).one().state = ContentState.WITHDRAWN
        db.session.flush()
        with suppress(LookupError), db.session.begin_nested():
            raise LookupError

    committed(withdraw_and_fail)

    assert not is_found(talk, "vera")


def test_article_is_found_by_what_it_names_now(talk: FlaskClient) -> None:
    def rename() -> None:
        db.session.scalars(select(Speaker)).one().name = WORD
        db.session.scalars(select(Organisation)).one().name = "Lighthouse"
        db.session.scalars(select(Event).where(Event.slug == "day")).one().name = "Congress"

    committed(rename)

    assert urls(talk, WORD, "lighthouse", "congress", "vera", "safe") == [
        ["/events/talk/", "/speakers/vera/"],
        ["/events/talk/"],
        ["/events/day/", "/events/talk/"],
        [],
        [],
    ]


@pytest.mark.parametrize("part", [Appearance, Involvement])
def test_article_is_not_found_by_what_it_names_no_more(
    talk: FlaskClient, part: type[Appearance | Involvement]
) -> None:
    word = {Appearance: "keynote", Involvement: "safe"}[part]
    assert is_found(talk, word)

    committed(lambda: db.session.delete(db.session.scalars(select(part)).one()))

    assert not is_found(talk, word)


def test_deleted_rows_are_gone(talk: FlaskClient) -> None:
    def remove() -> None:
        for model in (Appearance, Speaker):
            db.session.delete(db.session.scalars(select(model)).one())

    committed(remove)

    assert not is_found(talk, "vera")
