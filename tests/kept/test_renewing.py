"""Pages that many ask for, while something is added to them."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.topics import added_to, thread_of
from ethreader.comments.models import Comment, State
from ethreader.events.choices import CommentPolicy
from ethreader.events.models import Event
from ethreader.ops.border import demand, pages
from ethreader.ops.border.asked import Asked
from ethreader.ops.border.demand import Demand
from ethreader.ops.border.pages import KeptPage, KeptPages
from ethreader.ops.border.renewing import Renewing
from ethreader.ops.border.threads import Threads
from ethreader.ops.border.wsgi import Response, respond
from tests.comments.forms import COMMENTS, PAGE, fields_of
from tests.comments.states import put_in_state
from tests.conftest import make_comment
from tests.kept.asking import Site
from tests.kept.test_pages import NOW, asked, page_of

PATIENCE = 60
ARTICLE = asked("article")


class HeldUp:
    """Makes the pages of a site, and holds up the first one that is made anew."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_being_made, self.goes_on = threading.Event(), threading.Event()
        monkeypatch.setattr("ethreader.ops.border.making.respond", self._held_up)

    def _held_up(self, *arguments: Any) -> Response:
        if not self.is_being_made.is_set():
            self.is_being_made.set()
            assert self.goes_on.wait(PATIENCE)
        return respond(*arguments)


@pytest.fixture
def everybody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take it that many ask for each page."""
    monkeypatch.setattr(demand, "HIGH", -1)


@pytest.fixture
def open_event(app: Flask, event: Event) -> Event:
    """An event whose comments are published at once."""
    begin_write_transaction()
    event.comments = CommentPolicy.OPEN
    db.session.commit()
    return event


@pytest.fixture
def held_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[HeldUp]:
    held_up = HeldUp(monkeypatch)
    held_up.is_being_made.set()  # Not the first time.
    yield held_up
    held_up.goes_on.set()


def sent(site: Site, words: str) -> dict[str, str]:
    return fields_of(site.ask(f"{COMMENTS}/new").text) | {"body": words}


@pytest.mark.usefixtures("everybody_asks")
def test_readers_get_the_last_page_until_the_next_and_the_author_waits_for_it(
    site: Site, open_event: Event, held_up: HeldUp
) -> None:
    form = sent(site, "Words that are new.")

    async def doing() -> list[Any]:
        await site.given(PAGE)
        held_up.is_being_made.clear()
        posting = asyncio.create_task(site.given(COMMENTS, method="POST", sent=form))
        await asyncio.to_thread(held_up.is_being_made.wait, PATIENCE)
        meanwhile = await site.given(PAGE)
        was_answered = posting.done()
        held_up.goes_on.set()
        return [meanwhile, was_answered, await posting, await site.given(PAGE)]

    meanwhile, was_answered, posted, after = site.run(doing())

    assert "Words that are new." not in meanwhile.text
    assert not was_answered
    assert posted.status == 303
    assert "Words that are new." in after.text


@pytest.mark.usefixtures("everybody_asks")
def test_what_is_taken_down_is_gone_though_a_page_with_it_is_being_made(
    site: Site, open_event: Event, held_up: HeldUp
) -> None:
    goes = make_comment(open_event, body="A word that goes.")
    site.ask(PAGE)
    held_up.is_being_made.clear()
    make_comment(open_event, body="One more.", state=State.PENDING)  # The event publishes it.

    async def doing() -> list[str]:
        before = await site.given(PAGE)
        await asyncio.to_thread(held_up.is_being_made.wait, PATIENCE)
        await asyncio.to_thread(take_down)
        at_once = await site.given(PAGE)
        held_up.goes_on.set()
        await site.given("/safety/", cookie="a=b")  # Answered when nothing is being made any more.
        return [each.text for each in (before, at_once, await site.given(PAGE))]

    def take_down() -> None:
        with site.app.app_context():
            begin_write_transaction()
            put_in_state(db.session.get_one(Comment, goes.id), State.REJECTED)
            db.session.commit()

    texts = site.run(doing())

    assert ["A word that goes." in text for text in texts] == [True, False, False]
    assert ["One more." in text for text in texts] == [False, True, True]


def test_page_that_few_ask_for_is_made_for_who_asks_next(
    site: Site, open_event: Event, held_up: HeldUp
) -> None:
    form = sent(site, "Words that are new.")
    site.ask(PAGE)
    held_up.is_being_made.clear()

    posted = site.run(site.given(COMMENTS, method="POST", sent=form))

    assert posted.status == 303
    assert not held_up.is_being_made.is_set()


@pytest.mark.parametrize(
    ("count", "seconds", "is_high"), [(10, 0.0, False), (11, 0.0, True), (60, 1.5, False)]
)
def test_many_are_more_than_would_wait(
    monkeypatch: pytest.MonkeyPatch, count: int, seconds: float, is_high: bool
) -> None:
    now = 100.0
    monkeypatch.setattr("ethreader.ops.border.demand.monotonic", lambda: now)
    asking = Demand()
    asking.count = count
    now += seconds

    assert asking.is_high() is is_high


def test_demand_of_long_ago_counts_less_and_less(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("ethreader.ops.border.demand.monotonic", lambda: now)
    asking = Demand()
    asking.count = 10_000

    said = []
    for _ in range(12):
        now += 10
        said.append(asking.is_high())

    assert (said[0], said[-1]) == (True, False)


def shown_and_added_to(*, is_high: bool = True) -> tuple[KeptPages, KeptPage]:
    """Return pages, and the one among them to which something was added."""
    kept, page = KeptPages(room=10_000), page_of(thread_of(1))
    kept.keep(ARTICLE, page, begun=0)
    page.demand.count = 10_000 * is_high
    kept.drop([added_to(thread_of(1))])
    return kept, page


@pytest.mark.parametrize("is_high", [True, False])
def test_what_many_ask_for_is_given_out_though_something_was_added(is_high: bool) -> None:
    kept, page = shown_and_added_to(is_high=is_high)

    assert kept.get(ARTICLE, now=NOW) is (page if is_high else None)
    assert kept.behind(kept.moment) == ([(ARTICLE, page)] if is_high else [])


def test_what_is_changed_is_dropped_though_many_ask_for_it() -> None:
    kept, _ = shown_and_added_to()

    kept.drop([thread_of(1)])

    assert kept.get(ARTICLE, now=NOW) is None
    assert kept.behind(kept.moment) == []


def test_page_does_not_lack_anything_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    kept, page = shown_and_added_to()
    assert page.behind_since is not None
    since = page.behind_since
    later = since + pages.BEHIND + 0.01
    monkeypatch.setattr("ethreader.ops.border.pages.monotonic", lambda: later)

    assert kept.get(ARTICLE, now=NOW) is None
    assert kept.behind(kept.moment) == []


def test_next_page_may_lack_what_was_added_since_it_was_begun() -> None:
    kept, page = shown_and_added_to()
    begun, following = kept.moment, page_of(thread_of(1))
    kept.drop([added_to(thread_of(1))])

    kept.keep(ARTICLE, following, begun=begun, before=page)

    assert kept.get(ARTICLE, now=NOW) is following
    assert kept.behind(begun) == []
    assert kept.behind(kept.moment) == [(ARTICLE, following)]


def test_page_begun_before_something_was_added_takes_the_place_of_no_other() -> None:
    kept, page = shown_and_added_to()
    begun = kept.moment
    kept.drop([added_to(thread_of(1))])
    kept.forget(ARTICLE, page)

    kept.keep(ARTICLE, page_of(thread_of(1)), begun=begun, before=page)

    assert kept.get(ARTICLE, now=NOW) is None


@pytest.mark.parametrize("is_broken", [True, False])
def test_page_that_cannot_be_made_again_is_dropped(site: Site, is_broken: bool) -> None:
    kept, _ = shown_and_added_to()

    async def again(_asked: Asked, _page: KeptPage) -> Response:
        if is_broken:
            raise MemoryError
        return Response(500, [], b"")

    writers = Threads(1, name="request")
    site.run(Renewing(kept, again=again, writers=writers).reach(kept.moment))

    assert kept.get(ARTICLE, now=NOW) is None
