"""Filling in the comment form, and reading what an answer holds."""

import hashlib
import re
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from ethreader.base.db import db
from ethreader.comments.models import Comment

SLUG = "winter-meeting"
PAGE = f"/events/{SLUG}/"
COMMENTS = f"/events/{SLUG}/comments"
KEY = "0123456789abcdef0123456789abcdef"
TEXT = "We were there, and it helped."


def digest_of(key: str) -> str:
    """Return what is stored of a browser's key."""
    return hashlib.sha256(key.encode()).hexdigest()


class _Reader(HTMLParser):
    """Collects form fields, and the text of elements by id, class and data attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.comment_ids: list[str] = []
        self._textarea: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        is_left_out = given.get("type") == "checkbox" and "checked" not in given
        if tag == "input" and "name" in given and not is_left_out:
            self.fields[given["name"]] = given.get("value", "")
        if tag == "textarea":
            self._textarea = given["name"]
            self.fields[self._textarea] = ""
        if "data-comment-id" in given:
            self.comment_ids.append(given["data-comment-id"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = None

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.fields[self._textarea] += data


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


def fields_of(html: str) -> dict[str, str]:
    """Return the fields of the form in `html` with their values, as a browser sends them."""
    fields = _read(html).fields
    if "body" in fields:  # A browser drops the line break after the tag.
        fields["body"] = fields["body"].removeprefix("\n")
    return fields


def comment_ids(html: str) -> list[str]:
    """Return the ids of the comments that `html` shows, in their order."""
    return _read(html).comment_ids


def filled_in(client: FlaskClient, slug: str = SLUG, **typed: Any) -> dict[str, Any]:
    """Open the form and return it filled in."""
    opened = fields_of(client.get(f"/events/{slug}/comments/new").text)
    return {**opened, "name": "Mira", "body": TEXT, **typed}


def stored() -> list[Comment]:
    """Return what the database holds now, oldest first."""
    db.session.rollback()
    return list(db.session.scalars(select(Comment).order_by(Comment.id)))


def without_link(response: TestResponse) -> tuple[int, str, list[tuple[str, str]]]:
    """Return an answer but for the secret link in it, whose address is random, and its date."""
    secret = re.compile(r'(/mine/|receipt=|"pass" value=")[A-Za-z0-9_%=-]+')
    headers = [(name, secret.sub(r"\1…", value)) for name, value in response.headers]
    headers = [(name, value) for name, value in headers if name != "Date"]
    return response.status_code, secret.sub(r"\1…", response.text), headers


def own_link(response: TestResponse) -> str:
    """Return the path of the author's own page that a receipt tells."""
    found = re.search(r"/mine/[A-Za-z0-9_-]{43}", response.text)
    assert found is not None
    return found[0]
