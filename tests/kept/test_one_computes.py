"""Whatever the border's threads make, one of them computes at a time."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from flask import Flask

from ethreader.base import processor
from ethreader.base.processor import TURNS
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, PAGE
from tests.kept.asking import Given, Site

LONG = 60  # Seconds: nobody's patience ends meanwhile.
A_MOMENT = 0.2  # Seconds in which another one would come.

READ = (PAGE, "/", "/speakers/")
SENT = {"body": "I will be there."}


class Meeting:
    """The site, whose requests look whether another one is under way at the same time."""

    def __init__(self, app: Flask) -> None:
        self._respond, self._guard = app.wsgi_app, threading.Lock()
        self._inside, self.have_met = 0, threading.Event()
        app.wsgi_app = self.respond  # type: ignore[assignment, method-assign]

    def respond(self, *asked: Any) -> Any:
        """Respond, a moment later."""
        with self._guard:
            self._inside += 1
            if self._inside > 1:
                self.have_met.set()
        self.have_met.wait(A_MOMENT)
        try:
            return self._respond(*asked)
        finally:
            with self._guard:
                self._inside -= 1


@pytest.fixture
def meeting(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Meeting:
    monkeypatch.setattr(processor, "PATIENCE", LONG)
    return Meeting(app)


def reading(site: Site) -> list[Awaitable[Given]]:
    """Ask for pages that can be kept: they have threads of their own."""
    return [site.given(url) for url in READ]


def sending(site: Site) -> list[Awaitable[Given]]:
    """Send what is responded to with no such page."""
    url = f"{COMMENTS}/preview"
    return [site.given(url, method="POST", sent=SENT) for _ in range(3)]


def both(site: Site) -> list[Awaitable[Given]]:
    """Read and send."""
    return [*reading(site), *sending(site)]


@pytest.mark.parametrize("work", [reading, sending, both])
def test_one_computes_at_a_time(
    meeting: Meeting, site: Site, event: Event, work: Callable[[Site], list[Awaitable[Given]]]
) -> None:
    async def at_once() -> list[Given]:
        return await asyncio.gather(*work(site))

    assert {each.status for each in site.run(at_once())} == {200}
    assert not meeting.have_met.is_set()


def test_reader_of_a_kept_page_is_let_first(site: Site, event: Event) -> None:
    used = site.border.processor
    assert used is not None
    site.ask(PAGE)
    before = used.wanted

    site.ask(PAGE)

    assert (before, used.wanted) == (0, TURNS)
