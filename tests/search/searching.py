"""What a reader finds, by the page that they get."""

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from flask.testing import FlaskClient
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from ethreader.base.db import begin_write_transaction, db
from ethreader.search.models import SearchEntry
from tests.pages import page_of, texts

WORD = "lanternfish"
BODY = f"I saw a {WORD} there."


@dataclass(frozen=True)
class Seen:
    """What the page of results shows: what leads where, and what is marked."""

    titles: list[str]
    names: list[str]
    passages: list[str]
    marks: list[str]
    urls: list[str]
    headings: list[str]
    notices: list[str]


def search(client: FlaskClient, typed: str, *, prefix: str = "", **more: object) -> Seen:
    """Search as a reader of a language does, and return what is seen."""
    return seen(client.get(f"{prefix}/search", query_string={"q": typed, **more}))


def seen(response: TestResponse) -> Seen:
    """Read a page of results."""
    page = page_of(response)
    return Seen(
        titles=texts(page, ".//h3"),
        names=texts(page, ".//p[@class='result-name']"),
        passages=texts(page, ".//p[@class='result-text']"),
        marks=texts(page, ".//mark"),
        urls=[str(each.get("href")) for each in page.findall(".//h3/a")],
        headings=texts(page, ".//h2"),
        notices=said(page),
    )


def said(page: Element) -> list[str]:
    """Return the sentences about a search: what was wrong with it, that nothing was found."""
    return texts(page, ".//main//p[@class='notice']") + texts(page, ".//main//p[@class='nothing']")


def is_found(client: FlaskClient, word: str = WORD) -> bool:
    """Tell whether a word is found in any way, once it has proved to be in no row if it is not."""
    found = [
        search(client, typed)
        for typed in (word, word[:4], f"{word}es", f'"{word}"', f"{word} there")
    ]
    is_seen = any(each.urls or each.headings or each.marks for each in found)
    assert is_seen == is_indexed(word)
    return is_seen


def is_indexed(word: str = WORD) -> bool:
    """Tell whether a word is in a row of the index."""
    like = f"%{word}%"
    rows = select(SearchEntry.id).where(SearchEntry.words.like(like) | SearchEntry.title.like(like))
    found = db.session.scalar(select(rows.exists()))
    if db.engine.dialect.name == "postgresql":
        vectors = text("SELECT count(*) FROM search_index WHERE CAST(vector AS text) LIKE :like")
        assert bool(db.session.scalar(vectors, {"like": like})) == found
    db.session.rollback()
    return bool(found)


def committed(change: Callable[[], object]) -> None:
    """Change something in a transaction of its own."""
    begin_write_transaction()
    change()
    db.session.commit()
