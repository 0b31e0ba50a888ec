"""What a reader finds, by the page that they get."""

from dataclasses import dataclass

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.pages import page_of, texts


@dataclass(frozen=True)
class Seen:
    """What the page of results shows: what leads where, and what is marked."""

    titles: list[str]
    passages: list[str]
    marks: list[str]
    urls: list[str]
    headings: list[str]
    notices: list[str]


def search(client: FlaskClient, typed: str, **more: object) -> Seen:
    """Search as a reader does, and return what is seen."""
    return seen(client.get("/search", query_string={"q": typed, **more}))


def seen(response: TestResponse) -> Seen:
    """Read a page of results."""
    page = page_of(response)
    return Seen(
        titles=texts(page, ".//h3"),
        passages=texts(page, ".//p[@class='result-text']"),
        marks=texts(page, ".//mark"),
        urls=[str(each.get("href")) for each in page.findall(".//h3/a")],
        headings=texts(page, ".//h2"),
        notices=texts(page, ".//p[@class='notice']"),
    )
