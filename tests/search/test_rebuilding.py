"""The index as a whole: made anew, it is what the changes have made of it."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.folding import VERSION
from ethreader.comments.models import State
from ethreader.events.models import Event
from ethreader.search import service
from ethreader.search.commands import rebuild, rebuild_if_due
from ethreader.search.models import SearchBuild, SearchEntry
from ethreader.search.vectors import standing_words
from tests.conftest import make_comment
from tests.content_files import SPEAKER, event_file, take_in_all
from tests.search.searching import search


@pytest.fixture
def site(client: FlaskClient, event: Event, tmp_path: Path) -> FlaskClient:
    take_in_all(tmp_path, {"vera.md": SPEAKER, "talk.md": event_file()})
    for number in range(5):
        make_comment(event, body=f"Heron number {number}.")
    make_comment(event, body="A heron that waits.", state=State.PENDING)
    return client


def entries() -> list[tuple[object, ...]]:
    columns = (SearchEntry.id, SearchEntry.comment_id, SearchEntry.title, SearchEntry.words)
    found: list[tuple[object, ...]] = [
        tuple(row) for row in db.session.execute(select(*columns).order_by(SearchEntry.id))
    ]
    db.session.rollback()
    return found


def test_index_made_anew_is_the_same(site: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "BATCH", 2)
    before = entries()
    assert len(before) == 8

    rebuild()

    assert entries() == before
    assert search(site, "heron").headings == ["Comments 5"]


def test_what_is_missing_comes_back_and_what_is_of_nothing_goes(site: FlaskClient) -> None:
    before = entries()
    begin_write_transaction()
    for statement in (
        "DELETE FROM search_entry WHERE comment_id = 2",
        "UPDATE search_entry SET words = 'ibis' WHERE comment_id = 3",
        "INSERT INTO search_entry (id, title, words) VALUES (4398046511999, '', 'ibis')",
    ):
        db.session.execute(text(statement))
    db.session.commit()

    rebuild()

    assert entries() == before
    assert (search(site, "ibis").headings, search(site, "heron").headings) == ([], ["Comments 5"])


def test_start_makes_the_index_where_the_schema_is_new(site: FlaskClient) -> None:
    before, said = entries(), list[str]()
    begin_write_transaction()
    db.session.execute(text("DELETE FROM search_entry"))
    db.session.commit()
    assert search(site, "heron").headings == []

    rebuild_if_due(said.append)
    rebuild_if_due(said.append)

    assert (entries(), len(said)) == (before, 1)
    assert db.session.scalars(select(SearchBuild.folding)).one() == VERSION


@pytest.mark.parametrize("app", ["postgres"], indirect=True)
def test_index_made_anew_is_known_to_the_planner(site: FlaskClient) -> None:
    """A table that was filled at once is taken for empty: each comment was read for each hit."""
    known = text("SELECT count(*) FROM pg_stats WHERE tablename IN ('search_index', 'comment')")
    assert db.session.scalar(known) == 0

    rebuild()

    assert db.session.scalar(known) > 2
    kept_aside = text("SELECT reloptions FROM pg_class WHERE relname = 'ix_search_index_vector'")
    assert db.session.scalar(kept_aside) == ["gin_pending_list_limit=64"]
    assert standing_words(db.session.connection(), ("heron", "herons", "number")) == {
        *("heron", "number")
    }
    assert db.session.scalar(text("SHOW enable_seqscan")) == "on"


def test_command_says_that_it_is_done(app: Flask, site: FlaskClient) -> None:
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=["search", "rebuild"])

    assert (result.exit_code, result.output) == (0, "The search index is made anew.\n")
