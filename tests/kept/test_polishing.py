"""Pages that stay are made smaller once more: when, and what a browser is told of it."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import brotli
import pytest
from time_machine import Traveller

from ethreader.events.models import Event
from ethreader.ops.border.forms import Form
from ethreader.ops.border.pages import KeptPage
from ethreader.ops.border.polishing import LARGEST, STANDS, Polisher
from ethreader.ops.border.wsgi import Response
from tests.conftest import make_comment
from tests.kept.asking import Given, Site

PAGE = "/events/winter-meeting/"
BEGIN = datetime(2026, 5, 1, 9, tzinfo=UTC)
LATER = BEGIN + STANDS


def page_of(content: bytes = b"a page, of words. " * 999 + bytes(range(256))) -> KeptPage:
    response = Response(200, [("ETag", '"a"'), ("Cache-Control", "public")], content)
    topics: frozenset[str] = frozenset()
    return KeptPage(response, topics=topics, until=BEGIN, counted_as="", environ={})


def polished(
    page: KeptPage, *moments: datetime, encoding: str = "br", is_idle: bool = True
) -> Form | None:
    """Return the form of a page after it was asked for at some moments."""
    polisher = Polisher(is_idle=lambda: is_idle)
    form = page.make(encoding)
    for moment in moments:
        polisher.see(page, form, encoding, now=moment)
    polisher.finish()
    return page.form(encoding)


def test_page_that_stands_is_made_smaller() -> None:
    page = page_of()
    rough, size = page.make("br"), page.size

    form = polished(page, BEGIN, LATER)

    assert form is not None
    assert len(form.body) < len(rough.body)
    assert brotli.decompress(form.body) == brotli.decompress(rough.body)
    assert (rough.may_shrink, form.may_shrink) == (True, False)
    assert rough.etag != form.etag
    assert page.size == size  # The memory that it was counted for is given back as it was.


@pytest.mark.parametrize("moments", [(), (BEGIN,), (BEGIN, LATER - timedelta(seconds=0.1))])
def test_page_that_may_soon_change_is_left(moments: tuple[datetime, ...]) -> None:
    page = page_of()
    rough = page.make("br")

    assert polished(page, *moments) is rough


def test_nothing_is_polished_while_pages_are_made() -> None:
    page = page_of()
    rough = page.make("br")

    assert polished(page, BEGIN, LATER, is_idle=False) is rough


@pytest.mark.parametrize(
    ("encoding", "content"), [("gzip", b"a" * 999), ("zstd", b"a"), ("br", b"a" * (LARGEST + 1))]
)
def test_what_is_not_worth_it_is_not_looked_at_again(encoding: str, content: bytes) -> None:
    page = page_of(content)
    rough = page.make(encoding)

    form = polished(page, BEGIN, LATER, encoding=encoding)

    assert form == rough._replace(may_shrink=False)


def test_page_that_is_as_small_as_it_goes_keeps_its_form() -> None:
    page = page_of(b"")
    rough = page.make("br")

    assert polished(page, BEGIN, LATER) == rough._replace(may_shrink=False)


def test_after_each_page_there_is_a_rest() -> None:
    ticks = count()  # Each look at the clock is a second later.
    polisher = Polisher(is_idle=lambda: True, ticks=lambda: float(next(ticks)))
    first, second = page_of(), page_of()
    for page in (first, second):
        polisher.see(page, page.make("br"), "br", now=BEGIN)

    polisher.see(first, first.make("br"), "br", now=LATER)
    until(lambda: not first.make("br").may_shrink)
    for _ in range(10):  # Of the twenty seconds.
        polisher.see(second, second.make("br"), "br", now=LATER)
    is_rough = second.make("br").may_shrink
    for _ in range(20):
        polisher.see(second, second.make("br"), "br", now=LATER)
    polisher.finish()

    assert (is_rough, second.make("br").may_shrink) == (True, False)


def until(is_so: Callable[[], bool]) -> None:
    """Wait for what another thread does."""
    while not is_so():
        time.sleep(0.001)


def ask(site: Site, **headers: str) -> Given:
    return site.ask(PAGE, accept_encoding="br", **headers)


def ask_until_polished(site: Site, clock: Traveller) -> Given:
    """Return the first response with the smaller form."""
    rough = ask(site)
    ask(site)
    clock.shift(STANDS)
    until(lambda: ask(site).body != rough.body)
    return ask(site)


def test_reader_is_given_the_smaller_form_of_the_same_page(
    site: Site, event: Event, clock: Traveller
) -> None:
    rough = ask(site)

    small = ask_until_polished(site, clock)

    assert len(small.body) < len(rough.body)
    assert small.text == rough.text
    tags = rough.headers.pop("etag"), small.headers.pop("etag")
    assert tags[0] != tags[1]
    assert small.headers == rough.headers


def test_browser_that_has_the_page_in_either_form_is_told_so(
    site: Site, event: Event, clock: Traveller
) -> None:
    before = ask(site).headers["etag"]
    after = ask_until_polished(site, clock).headers["etag"]

    for tag in (before, after):
        known = ask(site, if_none_match=tag)
        assert (known.status, known.body, known.headers["etag"]) == (304, b"", tag)
    assert ask(site, if_none_match='"another"').status == 200


def test_page_that_was_changed_is_given_at_once(site: Site, event: Event, clock: Traveller) -> None:
    small = ask_until_polished(site, clock)

    make_comment(event, body="Something new.")
    site.ask("/safety/", cookie="a=b")  # As whoever wrote is answered: when readers have it.

    assert "Something new." in ask(site).text
    assert "Something new." not in small.text
