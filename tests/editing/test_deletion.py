"""Deleting for good is asked twice, and says what goes and what stays."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.content_state import ContentKind
from ethreader.base.db import db
from ethreader.comments.models import Comment
from ethreader.events.models import Event
from ethreader.publishing.queries import PATHS, item_by_slug
from tests.conftest import make_comment
from tests.content_files import take_in_all
from tests.editing.filled import press
from tests.editing.writing import CONTENT
from tests.pages import by_class, by_id, page_of, text_of, texts
from tests.publishing.pages import FILES

SIDE = """---
kind: event
name: Side
starts: 2026-02-03
part_of: meeting
---
Vera Markedperson
"""
PAGE = "---\nkind: page\ntitle: Markedtitle\n---\nMarkedtext.\n"


@pytest.fixture(autouse=True)
def content(app: Flask, tmp_path: Path) -> None:
    take_in_all(tmp_path, FILES | {"side.md": SIDE, "about.md": PAGE})
    event = item_by_slug(ContentKind.EVENT, "meeting")
    assert isinstance(event, Event)
    make_comment(event)


@pytest.mark.parametrize(
    ("path", "slug", "going", "staying"),
    [
        pytest.param(
            *("events", "meeting", ["1 comment, with its reports and messages.", "1 draft."]),
            "1 event that is part of it stays, and no longer names it.",
            id="an event with a comment and a side event",
        ),
        pytest.param(
            *("speakers", "vera", ["1 draft."]),
            "1 event stays, and no longer names this person.",
            id="a person who spoke at an event",
        ),
        pytest.param(*("pages", "about", ["1 draft."]), "Links to the page", id="a simple page"),
    ],
)
def test_deleted_after_two_questions(
    app: Flask, editor_client: FlaskClient, path: str, slug: str, going: list[str], staying: str
) -> None:
    kind = ContentKind(path.removesuffix("s"))
    found = item_by_slug(kind, slug)
    assert found is not None
    url = f"{CONTENT}/{path}/{found.id}"
    press(editor_client, page_of(editor_client.get(f"{url}/")), "save", {"body": "A draft."})
    first = page_of(editor_client.get(f"{url}/delete"))
    told = texts(by_id(first, "going")[0], ".//li")
    assert told[0].startswith("The page")
    assert [each for each in told if each in going] == going
    assert staying in text_of(by_id(first, "staying")[0])

    second = press(editor_client, first, "ask")
    assert "This cannot be undone." in text_of(second)
    assert app.test_client().get(f"{PATHS[kind]}{slug}/").status_code == 200
    done = press(editor_client, second, "delete-for-good")

    assert text_of(by_class(done, "confirmation")[0]) == "It has been deleted for good."
    db.session.rollback()
    assert item_by_slug(kind, slug) is None
    assert app.test_client().get(f"{PATHS[kind]}{slug}/").status_code == 404
    assert editor_client.get(f"{url}/delete").status_code == 404
    assert db.session.query(Comment).count() == (0 if path == "events" else 1)


def test_pages_whose_words_name_a_person_are_listed(editor_client: FlaskClient) -> None:
    speaker = item_by_slug(ContentKind.SPEAKER, "vera")
    assert speaker is not None

    page = page_of(editor_client.get(f"{CONTENT}/speakers/{speaker.id}/delete"))

    assert texts(by_id(page, "naming")[0], ".//a") == ["/events/side/"]
