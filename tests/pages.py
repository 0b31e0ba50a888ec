"""Pages as a browser reads them, and how many queries they took."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from sqlalchemy import event
from werkzeug.test import TestResponse

from ethreader.base import driver
from ethreader.base.db import db


def page_of(response: TestResponse, *, status: int = 200) -> Element:
    """Return the document of an answer that must have this status."""
    assert response.status_code == status, response.text
    document: Element = html5lib.parse(response.text, namespaceHTMLElements=False)
    return document


def text_of(element: Element | None) -> str:
    """Return what stands in an element that must be there, blanks drawn together."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def texts(page: Element, path: str) -> list[str]:
    """Return what stands in each element of a path, in order."""
    return [text_of(each) for each in page.findall(path)]


def without_once(url: str | None) -> str:
    """Return a URL but for the random token with which a page says once what was done."""
    return re.sub(r"[?&]once=[A-Za-z0-9_-]{16}$", "", url or "")


def links(page: Element, path: str = ".") -> dict[str, str]:
    """Return the links of a part of the page: their words and where they lead."""
    part = page.find(path)
    assert part is not None
    return {text_of(link): link.get("href", "") for link in part.iter("a")}


def by_class(page: Element, name: str) -> list[Element]:
    """Return the elements that have a class among others."""
    return [each for each in page.iter() if name in each.get("class", "").split()]


def by_id(page: Element, name: str) -> list[Element]:
    """Return what has an id: one thing, or nothing."""
    return [each for each in page.iter() if each.get("id") == name]


def facts_of(page: Element) -> dict[str, str]:
    """Return the facts at a glance of an article: each term with what it says."""
    terms = page.findall(".//section[@class='facts']/dl/div")
    return {text_of(each.find("dt")): text_of(each.find("dd")) for each in terms}


# What the site says of itself is read once, until an editor changes it.
OF_THE_SITE = re.compile(r"FROM site(_page)?\b")


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """Collect the statements that reach the database meanwhile, but those that are remembered."""
    statements: list[str] = []

    def collect(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not OF_THE_SITE.search(statement):
            statements.append(statement)

    def collect_prepared(on: Any, statement: str, *values: Any) -> Any:
        collect(on, None, statement)
        return run(on, statement, *values)

    run = driver.run
    event.listen(db.engine, "before_cursor_execute", collect)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(driver, "run", collect_prepared)
            yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", collect)
