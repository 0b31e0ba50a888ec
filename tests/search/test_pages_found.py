"""Simple pages are found while they are published, each in its language; on both databases."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update

from ethreader.base.content_state import ContentState
from ethreader.base.db import db
from ethreader.site_pages.models import SitePage
from tests.content_files import take_in_all
from tests.search.searching import committed, is_found, search
from tests.site_pages.test_simple_pages import page_file

FILES = {
    "about.md": page_file("About us", summary="Who opens the door.", text="**Herons** nest here."),
    "ueber-uns.md": page_file(
        "Über uns", text="Hier nisten Herons.", language="de", translation_of="about"
    ),
    "kontakt.md": page_file("Kontakt", text="Чапље: herons.", language="sr-Cyrl"),
}


@pytest.fixture
def reader(client: FlaskClient, tmp_path: Path) -> FlaskClient:
    take_in_all(tmp_path, FILES)
    return client


def test_page_is_found_by_title_summary_and_text(reader: FlaskClient) -> None:
    by_title, by_summary, by_text = (
        search(reader, typed) for typed in ("abou", "opens door", "capl")
    )

    assert (by_title.headings, by_title.urls) == (["Pages 1"], ["/pages/about/"])
    assert (by_title.marks, by_title.passages) == (
        ["About"],
        ["Who opens the door. · Herons nest here."],
    )
    assert (by_summary.urls, by_text.urls) == (["/pages/about/"], ["/sr-Cyrl/pages/kontakt/"])


@pytest.mark.parametrize(
    ("prefix", "first"),
    [("", "/pages/about/"), ("/de", "/de/pages/about/"), ("/sr", "/sr-Cyrl/pages/kontakt/")],
)
def test_each_text_leads_to_its_language_those_of_the_reader_first(
    reader: FlaskClient, prefix: str, first: str
) -> None:
    found = search(reader, "herons", prefix=prefix).urls

    assert found[0] == first
    assert sorted(found) == ["/de/pages/about/", "/pages/about/", "/sr-Cyrl/pages/kontakt/"]
    assert {reader.get(url).status_code for url in found} == {200}


def test_pages_alone_are_found_where_pages_alone_are_wanted(reader: FlaskClient) -> None:
    assert len(search(reader, "herons", kind="page").urls) == 3
    assert search(reader, "herons", kind="event").urls == []
    assert search(reader, "herons", year=2026).urls == []  # A page has no year.


@pytest.mark.parametrize("state", [ContentState.WITHDRAWN, ContentState.SCHEDULED])
@pytest.mark.parametrize("is_one_by_one", [True, False])
def test_page_is_found_while_it_is_published(
    reader: FlaskClient, state: ContentState, is_one_by_one: bool
) -> None:
    def change(now: ContentState) -> None:
        if not is_one_by_one:
            db.session.execute(update(SitePage).values(state=now))
            return
        for page in db.session.scalars(select(SitePage)):
            page.state = now

    for now in (state, ContentState.PUBLISHED):
        committed(lambda now=now: change(now))  # type: ignore[misc]
        assert is_found(reader, "nest") is (now is ContentState.PUBLISHED)


def test_deleted_page_is_gone(reader: FlaskClient) -> None:
    assert is_found(reader, "nest")

    committed(lambda: db.session.execute(delete(SitePage)))

    assert not is_found(reader, "nest")
