"""What the first view of a page weighs, as a browser takes it, and that nothing in it moves."""

import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import CDPSession, Page

from ethreader.ops.packing import pack_all
from tests.browser.conftest import OpenBrowser
from tests.browser.people import ARTICLE
from tests.browser.server import Site, demo_site

pytestmark = pytest.mark.browser

PHONE, DESKTOP = 360, 1280
WHOLE = 35_000  # Bytes of everything, heads included.
WITH_THREAD = 35_000  # With a hundred comments, once the page has stood for a while.
LETTERS = 10_900  # Of headlines, where a screen is wide; a phone has its own.


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that was set up, with its own copy of htmx."""
    pack_all()
    site = demo_site(tmp_path_factory.mktemp("site") / "instance", ETHREADER_HTMX="self")
    yield site
    site.stop()


@pytest.fixture(scope="module")
def crowded(site: Site) -> Site:
    """The same site with a hundred comments under its article, for the last tests."""
    site.command("demo", "comments", "100")
    stand(site.url + ARTICLE)
    return site


@dataclass
class Weighing:
    """What a browser says of a page's responses, and of what moved."""

    urls: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    moved: list[Any] = field(default_factory=list)

    def watch(self, session: CDPSession) -> None:
        """Listen from now on; it needs no script in the page."""
        session.on("Network.requestWillBeSent", self._begun)
        session.on("Network.loadingFinished", self._finished)
        session.on("PerformanceTimeline.timelineEventAdded", self._moved)
        session.send("Network.enable")
        session.send("PerformanceTimeline.enable", {"eventTypes": ["layout-shift"]})

    def _begun(self, event: dict[str, Any]) -> None:
        self.urls[event["requestId"]] = event["request"]["url"]

    def _finished(self, event: dict[str, Any]) -> None:
        self.sizes[event["requestId"]] = event["encodedDataLength"]

    def _moved(self, event: dict[str, Any]) -> None:
        self.moved.append(event["event"]["layoutShiftDetails"])


def stand(url: str) -> None:
    """Have a page asked for until it is as small as it becomes: see `border/polishing.py`."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "br"})
    tag = ""
    while not tag.endswith('-br-s"'):
        time.sleep(0.2)
        with urllib.request.urlopen(request) as response:
            tag = response.headers["ETag"]


def weigh(page: Page, url: str) -> Weighing:
    """Open a page and read it to its end."""
    weighing = Weighing()
    weighing.watch(page.context.new_cdp_session(page))
    page.goto(url, wait_until="networkidle")
    page.mouse.wheel(0, 100_000)
    page.locator(".footer").scroll_into_view_if_needed()
    return weighing


def weight_of(weighing: Weighing, page: Page) -> int:
    """Return the bytes of all but pictures: those are an editor's, and as heavy as they are."""
    own = [size for each, size in weighing.sizes.items() if "/pictures/" not in weighing.urls[each]]
    return sum(own) + weight_of_icon(page)


def weight_of_icon(page: Page) -> int:
    """Return the bytes of the icon, for which this browser does not ask by itself."""
    icon = page.locator("link[rel=icon]").get_attribute("href") or ""
    url = urljoin(page.url, icon)
    request = urllib.request.Request(url, headers={"Accept-Encoding": "br"})
    with urllib.request.urlopen(request) as response:
        return len(response.read()) + len(bytes(response.headers))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_first_view_is_light_and_nothing_moves(
    open_browser: OpenBrowser, site: Site, width: int, scripts: bool
) -> None:
    weights = {}

    for path in ("/", ARTICLE):
        size: Any = {"width": width, "height": 800}
        page = open_browser("abort", viewport=size, java_script_enabled=scripts).new_page()
        weighing = weigh(page, site.url + path)
        assert weighing.moved == [], path
        assert weighing.urls.keys() == weighing.sizes.keys()
        weights[path] = (len(weighing.urls) + 1, weight_of(weighing, page))

    counts = {path: count - (width == DESKTOP) for path, (count, _) in weights.items()}
    # The home page has two pictures, and the article one.
    assert counts == ({"/": 6, ARTICLE: 7} if scripts else {"/": 5, ARTICLE: 4})
    more = LETTERS if width == DESKTOP else 0
    assert weights[ARTICLE][1] <= WHOLE + more
    assert weights["/"][1] <= WHOLE // 3 + more


def test_what_moves_is_seen(open_browser: OpenBrowser, site: Site) -> None:
    page = open_browser("abort").new_page()
    weighing = weigh(page, site.url)
    page.evaluate("scrollTo(0, 0)")

    page.evaluate("document.querySelector('main').prepend(document.querySelector('.footer'))")
    page.wait_for_load_state("networkidle")
    page.evaluate("new Promise(requestAnimationFrame)")
    page.evaluate("new Promise(requestAnimationFrame)")

    assert weighing.moved != []


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_hundred_comments_are_light(open_browser: OpenBrowser, crowded: Site, width: int) -> None:
    size: Any = {"width": width, "height": 800}
    page = open_browser("abort", viewport=size).new_page()

    weighing = weigh(page, crowded.url + ARTICLE)

    assert page.locator("article.comment").count() > 90
    more = LETTERS if width == DESKTOP else 0
    assert weight_of(weighing, page) <= WITH_THREAD + more
