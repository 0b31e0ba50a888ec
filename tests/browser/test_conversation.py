"""The main job, end to end: read, write, be refused, mend, be received, be decided on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, StorageState, expect

from ethreader.web.assets import HTMX
from tests.browser.codes import a_code
from tests.browser.conftest import OpenBrowser, serve_for_cdn, sign_in
from tests.browser.people import (
    ARTICLE,
    QUEUE,
    Navigations,
    comment,
    decide,
    expect_receipt,
    main_form,
    row,
    saying,
    send,
    write,
)
from tests.browser.server import Site, demo_site

pytestmark = pytest.mark.browser


def answer_with_other_bytes(route: Route) -> None:
    route.fulfill(
        body="window.intruder = true",
        headers={"Content-Type": "text/javascript", "Access-Control-Allow-Origin": "*"},
    )


def never_answer(route: Route) -> None:
    """Leave the request hanging; closing the browser ends it."""


@dataclass(frozen=True)
class Way:
    """How pages reach a visitor, and whether htmx then works in place."""

    in_place: bool
    cdn: Callable[[Route], None] | str = serve_for_cdn
    copy_is_dead: bool = False
    is_slow: bool = False  # Then only one of the three goes it.
    options: dict[str, Any] = field(default_factory=dict)

    def open(self, open_browser: OpenBrowser, **more: Any) -> BrowserContext:
        context = open_browser(cdn=self.cdn, **self.options, **more)
        if self.copy_is_dead:
            context.route("**/static/vendor/**", lambda route: route.abort())
        return context

    def go(self, page: Page, url: str) -> None:
        # A silent CDN holds up the event that Playwright would wait for.
        page.goto(url, wait_until="commit")
        if self.in_place:
            page.wait_for_selector("form[data-htmx-powered]")
        else:
            page.wait_for_load_state()

    @contextmanager
    def watching(self, page: Page) -> Iterator[None]:
        """Check that what happens within is in place, or by page loads."""
        navigations = Navigations(page)
        yield
        assert (navigations.count == 0) is self.in_place
        assert navigations.marker_survives is self.in_place


WAYS = [
    pytest.param(Way(in_place=True), id="the CDN answers"),
    pytest.param(
        Way(in_place=False, options={"java_script_enabled": False}), id="without JavaScript"
    ),
    pytest.param(Way(in_place=True, cdn=never_answer, is_slow=True), id="the CDN never answers"),
    pytest.param(
        Way(in_place=False, cdn="abort", copy_is_dead=True), id="the CDN and the copy are dead"
    ),
]


def converse(way: Way, site: Site, reader: Page, other: Page, moderator: Page) -> None:
    """Go the whole way from a first comment to an answer that was rejected by mistake."""
    article = site.url + ARTICLE
    remark, answer = f"A remark {a_code()}.", f"An answer {a_code()}."

    way.go(reader, article)
    with way.watching(reader):
        write(main_form(reader), body=remark, name="Vesna", email="vesna@")
        send(main_form(reader))
        summary = reader.locator(".error-summary")
        expect(summary).to_contain_text("Enter an email address like name@example.org")
        expect(main_form(reader).get_by_label("Comment", exact=True)).to_have_value(remark)
        expect(main_form(reader).get_by_label("Name (optional)")).to_have_value("Vesna")
        main_form(reader).get_by_label("Email", exact=True).fill("vesna@example.org")
        send(main_form(reader))
        expect_receipt(reader)

    way.go(other, article)
    expect(other.locator(".thread [data-comment-body]").first).to_be_visible()
    expect(comment(other, remark)).to_have_count(0)

    way.go(moderator, site.url + QUEUE)
    with way.watching(moderator):
        decide(row(moderator, remark), "Publish")
        expect(row(moderator, remark).first).to_contain_text("Published by Ana")

    way.go(other, article)
    expect(comment(other, remark)).to_have_count(1)
    with way.watching(other):
        comment(other, remark).get_by_role("link", name="Reply to Vesna").click()
        form = other.get_by_role("region", name="Reply to Vesna")
        write(form, body=answer, name="Luka")
        send(form)
        expect_receipt(other)

    way.go(moderator, site.url + QUEUE)
    with way.watching(moderator):
        waiting = row(moderator, answer)
        expect(waiting.locator(".quoted")).to_contain_text(remark)
        decide(waiting, "Decline")
        expect(row(moderator, answer)).to_contain_text("Declined by Ana")
        decide(row(moderator, answer), "Undo")
        expect(row(moderator, answer).get_by_role("button", name="Publish").first).to_be_visible()
        decide(row(moderator, answer).first, "Publish")
        expect(row(moderator, answer)).to_contain_text("Published by Ana")

    way.go(reader, article)
    branch = reader.locator("li.node").filter(has=saying(reader, remark)).locator(".branch .node")
    expect(branch.locator("[data-comment-body]")).to_have_text([answer])


@pytest.mark.parametrize("way", WAYS)
def test_conversation_goes_all_the_way(
    site: Site, open_browser: OpenBrowser, moderator_state: StorageState, way: Way
) -> None:
    others = Way(in_place=True) if way.is_slow else way
    reader = way.open(open_browser).new_page()
    other = others.open(open_browser).new_page()
    moderator = others.open(open_browser, storage_state=moderator_state).new_page()

    converse(way, site, reader, other, moderator)


@pytest.mark.parametrize(
    "cdn", ["abort", answer_with_other_bytes], ids=["is dead", "answers with other bytes"]
)
def test_copy_takes_over_from_a_cdn_that_fails(
    site: Site, open_browser: OpenBrowser, cdn: Callable[[Route], None] | str
) -> None:
    page = open_browser(cdn=cdn).new_page()
    sources: list[str] = []
    page.on("request", lambda request: sources.append(request.url))

    page.goto(site.url + ARTICLE)
    page.wait_for_selector("form[data-htmx-powered]")

    assert HTMX.cdn_url in sources
    assert any(f"/static/vendor/{HTMX.filename}" in source for source in sources)
    assert page.evaluate("htmx.version") == HTMX.version
    assert page.evaluate("window.intruder") is None


def test_copy_does_not_run_beside_a_cdn_that_answers_too_late(
    site: Site, open_browser: OpenBrowser
) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page = open_browser(cdn=hold).new_page()
    page.goto(site.url + ARTICLE, wait_until="commit")
    page.wait_for_selector("form[data-htmx-powered]")
    page.evaluate("window.first = window.htmx")
    [late] = held

    serve_for_cdn(late)
    page.wait_for_load_state()

    assert page.evaluate("window.htmx === window.first") is True


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[Site]:
    """A site that never names the CDN."""
    site = demo_site(tmp_path / "instance", ETHREADER_HTMX="self")
    yield site
    site.stop()


def test_site_that_serves_htmx_itself_asks_no_other_host(browser: Browser, own_site: Site) -> None:
    asked: list[str] = []
    pages = []
    for _person in ("reader", "other", "moderator"):
        context = browser.new_context()
        context.route(lambda url: not url.startswith(own_site.url), lambda route: route.abort())
        context.on("request", lambda request: asked.append(request.url))
        pages.append(context.new_page())
    sign_in(pages[2].context, own_site, "Ana")

    converse(Way(in_place=True), own_site, *pages)

    assert own_site.url + ARTICLE in asked
    assert [url for url in asked if not url.startswith(own_site.url + "/")] == []
    for page in pages:
        page.context.close()
