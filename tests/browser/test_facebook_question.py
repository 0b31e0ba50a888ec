"""A site with a Pixel: the same as one without until somebody says yes, and again afterwards."""

from base64 import b64decode
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.conftest import serve_for_cdn
from tests.browser.looking import EVERYTHING, NOTHING, RUN_AXE, STORED, watch
from tests.browser.people import ARTICLE
from tests.browser.server import PATIENCE, Site, demo_site
from tests.tools import axe_script

pytestmark = pytest.mark.browser

NUMBER = "1234567890"
IMAGE = f"https://www.facebook.com/tr?id={NUMBER}&ev=PageView&noscript=1"
DOT = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
READING = ["/", "/events/", ARTICLE, "/speakers/", "/speakers/marija-andjelkovic/", "/safety/"]
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo site, with a Pixel."""
    folder = tmp_path_factory.mktemp("pixel") / "instance"
    site = demo_site(folder, ETHREADER_PIXEL_ID=NUMBER)
    yield site
    site.stop()


@pytest.fixture(scope="module")
def site_without(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo site, without one."""
    site = demo_site(tmp_path_factory.mktemp("plain") / "instance")
    yield site
    site.stop()


@dataclass
class Visit:
    """A browser at a site, and all that it asked for and said, the site's own address cut off."""

    site: Site
    page: Page
    asked: list[str]
    said: list[str]
    told: list[dict[str, str]]  # The headers of what Facebook was asked for.

    def read(self, path: str) -> None:
        self.page.goto(self.site.url + path)

    @property
    def requests(self) -> list[str]:
        """Return what was asked for; pictures have other names on each site."""
        paths = [each.removeprefix(self.site.url) for each in self.asked]
        return [PICTURES if each.startswith(PICTURES) else each for each in paths]

    @property
    def pages(self) -> list[str]:
        """Return what was asked for without files, which the browser may or may not have kept."""
        files = ("/static/", "/npm/", PICTURES)
        return [each for each in self.requests if not any(file in each for file in files)]

    @property
    def cookies(self) -> dict[str, str]:
        return {each["name"]: each["value"] for each in self.page.context.cookies()}

    def press(self, name: str) -> None:
        with self.page.expect_navigation(url="**#facebook"):
            self.page.get_by_role("button", name=name).click()


Open = Callable[..., Visit]
PICTURES = "/pictures/"
# Still there when two frames were drawn.
AT_THE_TOP = """async () => {
    scrollTo({ top: 0, behavior: "instant" });
    for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
    return scrollY === 0;
}"""


@pytest.fixture
def open_at(browser: Browser) -> Iterator[Open]:
    """Open a browser of its own at a site; Facebook is answered for here, nobody else is."""
    contexts: list[BrowserContext] = []

    def go(site: Site, *, scripts: bool = True, **options: bool) -> Visit:
        context = browser.new_context(java_script_enabled=scripts, **options)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        told: list[dict[str, str]] = []

        def answer(route: Route) -> None:
            if route.request.url == IMAGE:
                told.append(route.request.all_headers())
                route.fulfill(body=DOT, content_type="image/gif")
            else:
                serve_for_cdn(route)

        context.route(lambda url: not url.startswith(site.url), answer)
        asked, said = watch(context)
        return Visit(site, context.new_page(), asked, said, told)

    yield go
    for context in contexts:
        context.close()


@SCRIPTS
@pytest.mark.parametrize("answer", [None, "No, don’t tell Facebook"], ids=["nothing said", "no"])
def test_without_a_yes_reading_is_as_on_a_site_without_a_pixel(
    open_at: Open, site: Site, site_without: Site, *, scripts: bool, answer: str | None
) -> None:
    asking, plain = open_at(site, scripts=scripts), open_at(site_without, scripts=scripts)
    if answer:
        asking.read("/")
        asking.press(answer)
        asking.asked.remove(f"{site.url}/pixel")
        for _ in range(2):
            plain.read("/")
    for visit in (asking, plain):
        for path in READING:
            visit.read(path)

    assert asking.pages == plain.pages
    assert asking.pages[-len(READING) :] == READING
    assert set(asking.requests) == set(plain.requests)
    assert (asking.said, asking.told, plain.cookies) == ([], [], {})
    assert asking.cookies == ({"facebook": "no"} if answer else {})
    if scripts:
        assert [each.page.evaluate(STORED) for each in (asking, plain)] == [NOTHING, NOTHING]


@SCRIPTS
def test_a_yes_is_told_once_by_page_and_ends_with_one_press(
    open_at: Open, site: Site, *, scripts: bool
) -> None:
    visit = open_at(site, scripts=scripts)
    visit.read(ARTICLE)
    assert visit.told == []

    visit.press("Yes, tell Facebook")

    expect(visit.page).to_have_url(f"{site.url}{ARTICLE}#facebook")
    expect(visit.page.get_by_role("heading", name="You said yes")).to_be_in_viewport()
    assert len(visit.told) == 1
    assert {"referer", "cookie", "origin"} & visit.told[0].keys() == set()
    [cookie] = visit.page.context.cookies()
    assert (cookie["name"], cookie["value"], cookie["expires"]) == ("facebook", "yes", -1)
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Strict", "/")

    visit.read("/safety/")
    visit.read(f"{ARTICLE}comments/new")
    assert len(visit.told) == 1
    visit.read("/speakers/")
    assert len(visit.told) == 2

    visit.press("Withdraw consent")
    visit.read("/")
    visit.page.go_back()
    visit.page.go_back()

    assert len(visit.told) == 2
    assert visit.cookies == {}
    assert visit.said == []
    foreign = {each for each in visit.requests if not each.startswith("/")}
    assert {each for each in foreign if "facebook" in each} == {IMAGE}


def test_the_question_covers_nothing_and_is_read_out(open_at: Open, site: Site) -> None:
    visit = open_at(site, bypass_csp=True)  # For the checker alone: it is injected.
    visit.page.set_viewport_size({"width": 360, "height": 800})
    visit.page.emulate_media(reduced_motion="reduce")  # It is at the question at once.
    for answer in (None, "Yes, tell Facebook", "Withdraw consent", "No, don’t tell Facebook"):
        visit.read(ARTICLE)
        if answer:
            visit.press(answer)
        question = visit.page.locator("#facebook")
        assert question.evaluate("each => getComputedStyle(each).position") == "static"
        assert visit.page.evaluate("document.documentElement.scrollWidth") == 360
        # Back from the question, and once more if pictures move it: links lie under the bar there.
        visit.page.wait_for_load_state("networkidle")
        visit.page.wait_for_function(AT_THE_TOP)
        visit.page.evaluate(axe_script())
        found, passed = visit.page.evaluate(RUN_AXE, EVERYTHING)
        assert (found, "color-contrast" in passed) == ([], True)


def test_both_answers_have_the_same_size_and_look(open_at: Open, site: Site) -> None:
    page = open_at(site).page
    look = """each => {
        const { width, height } = each.getBoundingClientRect();
        const { color, backgroundColor, borderColor, fontWeight } = getComputedStyle(each);
        return [width, height, color, backgroundColor, borderColor, fontWeight];
    }"""
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(site.url)
        no, yes = (
            page.get_by_role("button", name=name).evaluate(look) for name in ("No, do", "Yes, tell")
        )
        assert no == yes
