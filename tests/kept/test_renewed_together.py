"""Comments that come at the same time share the page that has them."""

import asyncio
import threading
from typing import Any

import pytest
from flask import Flask

from ethreader.base.db import begin_write_transaction, db
from ethreader.events.choices import CommentPolicy
from ethreader.events.models import Event
from ethreader.ops.border import demand, renewing
from ethreader.ops.border.wsgi import Response, respond
from tests.comments.forms import COMMENTS, PAGE, fields_of
from tests.kept.asking import Given, Site

LONG = 60  # Seconds: nobody's patience ends meanwhile.

WORDS = ("One of the first.", "Another one.", "And a third.", "The last of them.")


class Pages:
    """Hears how many pages are made."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made = 0
        monkeypatch.setattr("ethreader.ops.border.making.respond", self._made)

    def _made(self, *asked: Any) -> Response:
        self.made += 1
        return respond(*asked)


@pytest.fixture
def asked_for(site: Site, event: Event, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site that many read, with an event whose comments are published at once."""
    monkeypatch.setattr(demand, "HIGH", -1)
    begin_write_transaction()
    event.comments = CommentPolicy.OPEN
    db.session.commit()
    return site


def form(site: Site, words: str) -> dict[str, str]:
    return fields_of(site.ask(f"{COMMENTS}/new").text) | {"body": words}


def test_comments_at_the_same_time_share_a_page(
    asked_for: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewing, "PATIENCE", LONG)
    forms = [form(asked_for, words) for words in WORDS]
    asked_for.ask(PAGE)
    pages = Pages(monkeypatch)

    async def all_at_once() -> list[Given]:
        sending = [asked_for.given(COMMENTS, method="POST", sent=each) for each in forms]
        return await asyncio.gather(*sending)

    posted = asked_for.run(all_at_once())
    page = asked_for.ask(PAGE).text

    assert {each.status for each in posted} == {303}
    assert all(words in page for words in WORDS)
    assert pages.made == 1


def test_no_comment_waits_for_a_request_that_takes_long(
    asked_for: Site, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, goes_on = form(asked_for, WORDS[0]), threading.Event()
    asked_for.ask(PAGE)
    monkeypatch.setattr(renewing, "PATIENCE", 0.01)
    threads = asked_for.border._threads

    async def beside_a_long_one() -> tuple[Given, bool]:
        long = asyncio.create_task(threads.run(goes_on.wait, LONG))
        posted = await asked_for.given(COMMENTS, method="POST", sent=sent)
        goes_on.set()
        return posted, await long

    posted, was_still_at_it = asked_for.run(beside_a_long_one())

    assert was_still_at_it
    assert posted.status == 303
    assert WORDS[0] in asked_for.ask(PAGE).text
