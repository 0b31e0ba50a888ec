"""`/privacy/proof` is true: each visit that it describes, made in a real browser."""

import re
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import html5lib
import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, Request, Route

from ethreader.facebook.question import SOURCE
from tests.browser.conftest import CHROMIUM, OpenBrowser, serve_for_cdn
from tests.browser.looking import NOTHING, STORED
from tests.browser.people import ARTICLE, wish
from tests.browser.server import Site, demo_site

pytestmark = pytest.mark.browser

Asked = list[tuple[str, str, tuple[str, ...]]]  # Method, address or pattern, fields.


@pytest.fixture(scope="module")
def browser(chromium: BrowserType) -> Iterator[Browser]:
    """The whole browser, not its engine alone: what it asks for by itself counts, too."""
    browser = chromium.launch(**CHROMIUM)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site with all that it can do; a Pixel changes nothing in any visit but its own.

    Without a mail process, thus without a key of the month, the form would offer no news.
    """
    folder = tmp_path_factory.mktemp("site") / "instance"
    site = demo_site(folder, with_mail=True, ETHREADER_PIXEL_ID="1234567890")
    yield site
    site.stop()


@pytest.fixture(scope="module")
def proof(site: Site) -> dict[str, Asked]:
    """Return what the page says of each visit."""
    document = html5lib.parse(_bytes_of(f"{site.url}/privacy/proof"), namespaceHTMLElements=False)
    return {
        section.get("data-visit", ""): [
            (
                code.get("data-method", ""),
                code.get("data-path", ""),
                tuple(code.get("data-fields", "").split()),
            )
            for code in section.iter("code")
            if code.get("data-path")
        ]
        for section in document.iter("section")
        if section.get("data-visit")
    }


def _bytes_of(url: str) -> bytes:
    with urllib.request.urlopen(url) as response:
        return bytes(response.read())


class Watch:
    """Notes all that a browser asks for, and the cookies that any answer sets."""

    def __init__(self, context: BrowserContext, site: Site, told: dict[str, Asked]) -> None:
        self._site = site
        self._patterns = {path for visit in told.values() for _, path, _ in visit}
        self.asked: Asked = []
        context.on("request", self._note)

    def _note(self, request: Request) -> None:
        self.asked.append(
            (request.method, self._pattern(request.url), self._fields(request.post_data))
        )

    def _pattern(self, url: str) -> str:
        path = urlsplit(url).path if url.startswith(f"{self._site.url}/") else url
        for pattern in self._patterns:
            if re.fullmatch(re.sub(r"<\w+>", "[^/]+", re.escape(pattern)), path):
                return pattern
        return url

    @staticmethod
    def _fields(body: str | None) -> tuple[str, ...]:
        return tuple(parse_qs(body, keep_blank_values=True)) if body else ()


def same(told: Asked, seen: Asked) -> None:
    """Compare without minding the order, which no browser promises.

    A file counts once: watching turns the browser's cache off.
    """

    def in_order(asked: Asked) -> tuple[list[str], list[Any]]:
        kept = [(method, path, sorted(fields)) for method, path, fields in asked]
        places = ("/static/", "/pictures/")
        files = {path for _, path, _ in kept if path.startswith(places) or path.endswith(".js")}
        return sorted(files), sorted(each for each in kept if each[1] not in files)

    assert in_order(seen) == in_order(told)


def leaves_nothing(context: BrowserContext, page: Page) -> None:
    """Fail on a cookie or an entry of any of the browser's stores."""
    assert context.cookies() == []
    assert page.evaluate(STORED) == NOTHING


@pytest.fixture
def context(open_browser: OpenBrowser) -> BrowserContext:
    """A browser that has never been here."""
    return open_browser()


def test_reading(site: Site, context: BrowserContext, proof: dict[str, Asked]) -> None:
    watch = Watch(context, site, proof)
    page = context.new_page()
    page.goto(site.url, wait_until="networkidle")
    page.goto(site.url + ARTICLE, wait_until="networkidle")
    page.locator("a[href='/speakers/marija-andjelkovic/']").first.click()
    page.wait_for_load_state("networkidle")

    same(proof["reading"], watch.asked)
    leaves_nothing(context, page)


def test_writing(site: Site, context: BrowserContext, proof: dict[str, Asked]) -> None:
    watch = Watch(context, site, proof)
    page = context.new_page()
    page.goto(site.url + ARTICLE, wait_until="networkidle")
    form = page.locator("#comment-form")
    wish(form).check()
    for label, path, value in [
        ("Comment", "check?field=body", "I have read it."),
        ("Name (optional)", "check?field=name", "Mira"),
        ("Email", "check?field=email", "mira@example.org"),
    ]:
        with page.expect_response(lambda answer, path=path: path in answer.url):  # type: ignore[misc]
            form.get_by_label(label, exact=True).fill(value)
            form.get_by_label(label, exact=True).blur()
    with page.expect_response(lambda answer: answer.url.endswith("/preview")):
        form.get_by_role("button", name="Preview").click()
    form.get_by_role("button", name="Send comment").click()
    page.locator(".receipt").wait_for()

    same(proof["writing"], watch.asked)
    leaves_nothing(context, page)


def test_writing_without_scripts(
    site: Site, open_browser: OpenBrowser, proof: dict[str, Asked]
) -> None:
    context = open_browser(java_script_enabled=False)
    watch = Watch(context, site, proof)
    page = context.new_page()
    page.goto(site.url + ARTICLE, wait_until="networkidle")
    page.locator("#comment-form").get_by_label("Comment", exact=True).fill("Without a script.")
    page.get_by_role("button", name="Send comment").click()
    page.wait_for_load_state("networkidle")

    same(proof["writing-without-scripts"], watch.asked)
    assert context.cookies() == []


def test_reporting(site: Site, context: BrowserContext, proof: dict[str, Asked]) -> None:
    watch = Watch(context, site, proof)
    page = context.new_page()
    page.goto(site.url + ARTICLE, wait_until="networkidle")
    page.get_by_role("link", name="Report the comment by Jonas").click()
    page.get_by_label("Something else").check()
    page.get_by_role("button", name="Send report").click()
    page.locator(".receipt").wait_for()

    same(proof["reporting"], watch.asked)
    leaves_nothing(context, page)


def test_leaving(site: Site, context: BrowserContext, proof: dict[str, Asked]) -> None:
    page = context.new_page()
    page.goto(site.url + ARTICLE, wait_until="networkidle")
    watch = Watch(context, site, proof)
    elsewhere = proof["leaving"][-1][1]
    with page.expect_request(elsewhere):  # Nobody answers it here.
        page.locator(".exit-link").click()

    same(proof["leaving"], watch.asked)
    assert context.cookies() == []


def test_agreeing_and_taking_it_back(
    site: Site, open_browser: OpenBrowser, proof: dict[str, Asked]
) -> None:
    def answer(route: Route) -> None:
        if route.request.url.startswith(SOURCE):
            route.fulfill(body=b"", content_type="image/gif")
        else:
            serve_for_cdn(route)

    context = open_browser(answer)
    watch = Watch(context, site, proof)
    page = context.new_page()
    page.goto(site.url + ARTICLE, wait_until="networkidle")
    for name, cookies in [("Yes, tell Facebook", ["facebook"]), ("Withdraw consent", [])]:
        with page.expect_navigation(url="**#facebook", wait_until="networkidle"):
            page.get_by_role("button", name=name).click()
        assert [each["name"] for each in context.cookies()] == cookies

    same(proof["agreeing"], watch.asked)
    leaves_nothing(context, page)
