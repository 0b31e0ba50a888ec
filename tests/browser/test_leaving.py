"""“Leave this page” in a real browser, to a neutral site that is a real server beside it."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import OpenBrowser
from tests.browser.looking import COLOURS, EVERYTHING, RUN_AXE, WIDER_THAN_SCREEN
from tests.browser.people import ARTICLE
from tests.browser.server import Site, demo_site
from tests.tools import axe_script

pytestmark = pytest.mark.browser

HELP = "Do you need help? Call 116 006, day and night."
EXPIRED = "Leaving by Shift has expired."
TWO_MORE = "Shift, press 2 more times to leave."
ONE_MORE = "Shift, press 1 more time to leave."
OPEN_DIALOG = """(className) => {
    const dialog = document.createElement("dialog");
    dialog.className = className;
    dialog.innerHTML = "<h2>Are you sure?</h2><button>Yes</button>";
    dialog.querySelector("button").addEventListener("click", () => dialog.close());
    document.querySelector("main").append(dialog);
    dialog.showModal();
}"""
# What lies on top in the middle of an element, as a finger would meet it.
IS_ON_TOP = """(element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const met = document.elementFromPoint(left + width / 2, top + height / 2);
    return met !== null && (met === element || element.contains(met));
}"""
FOCUS_BELOW_BAR = """() => {
    const element = document.activeElement;
    if (element === document.body) return null;
    const bar = document.querySelector(".exit").getBoundingClientRect();
    const { top, height } = element.getBoundingClientRect();
    const isPartOfBar = element.closest(".exit") !== null;
    return {
        what: element.outerHTML.slice(0, 120),
        isHidden: !isPartOfBar && height < innerHeight - bar.height && top < bar.bottom - 1,
    };
}"""


class NeutralSite:
    """A page that looks the same to everybody; notes what it is told of where they come from."""

    def __init__(self) -> None:
        neutral = self
        self.referers: list[str | None] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                neutral.referers.append(self.headers.get("Referer"))
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(b"<!doctype html><title>Weather</title><h1>Weather</h1>")

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/weather"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(scope="module")
def neutral() -> Iterator[NeutralSite]:
    neutral = NeutralSite()
    yield neutral
    neutral.stop()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, neutral: NeutralSite) -> Iterator[Site]:
    """A site whose exit leads to the neutral one, with a help line."""
    site = demo_site(
        tmp_path_factory.mktemp("site") / "instance",
        ETHREADER_EXIT_URL=neutral.url,
        ETHREADER_HELPLINE_TEXT=HELP,
        ETHREADER_HELPLINE_URL="tel:116006",
    )
    yield site
    site.stop()


@pytest.fixture
def article(open_browser: OpenBrowser, site: Site) -> Page:
    """The article, read after the home page, with everything loaded."""
    return reading(open_browser(), site)


def reading(context: BrowserContext, site: Site) -> Page:
    page = context.new_page()
    page.goto(site.url)
    page.goto(site.url + ARTICLE)
    return page


def way_out(page: Page) -> Locator:
    return page.locator(".exit-link")


def spoken(page: Page) -> Locator:
    return page.locator(".exit-bar [role=status]")


def lit(page: Page) -> Locator:
    return page.locator(".exit-light.is-on")


def expect_left(page: Page, neutral: NeutralSite) -> None:
    page.wait_for_url(neutral.url)
    expect(page.get_by_role("heading")).to_have_text("Weather")


def press_shift(page: Page, times: int) -> None:
    for _ in range(times):
        page.keyboard.press("Shift")


# --- by mouse and keyboard ----------------------------------------------------------------


def test_mouse_leaves_and_back_does_not_return(
    article: Page, site: Site, neutral: NeutralSite
) -> None:
    way_out(article).click()

    expect_left(article, neutral)
    article.go_back()
    assert article.url == f"{site.url}/"  # What was read before stays; the safety page says so.


def test_link_beside_the_skip_link_leaves_too(article: Page, neutral: NeutralSite) -> None:
    article.keyboard.press("Tab")
    article.keyboard.press("Tab")
    expect(article.locator(".skip-link[data-exit]")).to_be_focused()
    assert article.locator(".skip-link[data-exit]").evaluate(IS_ON_TOP)
    assert way_out(article).evaluate(IS_ON_TOP)

    article.keyboard.press("Enter")

    expect_left(article, neutral)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_neutral_site_does_not_learn_where_the_reader_was(
    open_browser: OpenBrowser, site: Site, neutral: NeutralSite, scripts: bool
) -> None:
    page = reading(open_browser(java_script_enabled=scripts), site)
    neutral.referers.clear()

    way_out(page).click()

    expect_left(page, neutral)
    assert neutral.referers[0] is None


def test_exit_leaves_neither_cookies_nor_storage(
    open_browser: OpenBrowser, site: Site, neutral: NeutralSite
) -> None:
    context = open_browser()
    page = reading(context, site)
    context.add_cookies([{"name": "moderation", "value": "x", "url": site.url}])
    page.evaluate("localStorage.setItem('kept', 'x')")
    assert [each.get("name") for each in context.cookies()] == ["moderation"]

    way_out(page).click()

    expect_left(page, neutral)
    assert context.cookies() == []
    page.goto(site.url)
    assert page.evaluate("localStorage.length") == 0


def test_page_without_scripts_leaves_by_an_ordinary_link(
    open_browser: OpenBrowser, site: Site, neutral: NeutralSite
) -> None:
    page = reading(open_browser(java_script_enabled=False), site)
    page.mouse.wheel(0, 4000)
    assert page.get_by_text("Press Shift three times").is_hidden()

    way_out(page).click()

    expect_left(page, neutral)


def test_page_is_hidden_at_once_and_whole_again_when_brought_back(
    article: Page, site: Site
) -> None:
    title = article.title()
    # An answer without content leaves the browser where it is.
    article.route(f"{site.url}/exit", lambda route: route.fulfill(status=204))

    way_out(article).click()

    expect(article.get_by_role("alert")).to_have_text("Loading.")
    assert article.inner_text("body").strip() == "Loading."
    assert article.title() == "Loading."
    article.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }))")
    expect(article.get_by_role("heading", level=1)).to_be_hidden()
    article.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(article.get_by_role("heading", level=1)).to_be_visible()
    expect(article.get_by_text("Loading.", exact=True)).to_have_count(0)
    assert article.title() == title


# --- three times Shift --------------------------------------------------------------------


def test_three_shifts_leave_and_back_does_not_return(
    article: Page, site: Site, neutral: NeutralSite
) -> None:
    expect(article.get_by_text("Press Shift three times, or")).to_be_visible()
    expect(lit(article)).to_have_count(0)
    press_shift(article, 1)
    expect(spoken(article)).to_have_text(TWO_MORE)
    expect(lit(article)).to_have_count(1)
    press_shift(article, 1)
    expect(spoken(article)).to_have_text(ONE_MORE)
    expect(lit(article)).to_have_count(2)

    press_shift(article, 1)

    expect_left(article, neutral)
    article.go_back()
    assert article.url == f"{site.url}/"


def test_three_shifts_leave_while_somebody_writes(article: Page, neutral: NeutralSite) -> None:
    article.get_by_label("Comment", exact=True).fill("I was ")

    press_shift(article, 3)

    expect_left(article, neutral)


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(["Shift+A"], id="a capital"),
        pytest.param(["Shift+Tab"], id="a step back"),
        pytest.param(["Alt+Shift"], id="a switch of layout by Alt and Shift"),
        pytest.param(["Control+Shift"], id="a switch of layout by Ctrl and Shift"),
        pytest.param(["Shift", "a"], id="another key between"),
    ],
)
def test_shift_with_another_key_does_not_count(article: Page, keys: list[str]) -> None:
    article.get_by_label("Comment", exact=True).focus()

    for _ in range(4):
        for key in keys:
            article.keyboard.press(key)

    expect(lit(article)).to_have_count(0)
    expect(spoken(article)).to_be_empty()
    press_shift(article, 1)
    expect(lit(article)).to_have_count(1)


def test_capital_typed_in_haste_does_not_count(article: Page) -> None:
    """Shift goes up before the letter does."""
    article.get_by_label("Comment", exact=True).focus()
    for _ in range(4):
        article.keyboard.down("Shift")
        article.keyboard.down("A")
        article.keyboard.up("Shift")
        article.keyboard.up("A")

    expect(lit(article)).to_have_count(0)
    expect(article.get_by_label("Comment", exact=True)).to_have_value("AAAA")


def test_click_with_shift_does_not_count(article: Page) -> None:
    for _ in range(4):
        article.locator(".standfirst").click(modifiers=["Shift"])

    expect(lit(article)).to_have_count(0)


def test_presses_expire_after_five_seconds(open_browser: OpenBrowser, site: Site) -> None:
    context = open_browser()
    context.clock.install()
    page = reading(context, site)
    press_shift(page, 2)
    page.clock.run_for(4_000)
    expect(spoken(page)).to_have_text(ONE_MORE)

    page.clock.run_for(1_500)

    expect(spoken(page)).to_have_text(EXPIRED)
    expect(lit(page)).to_have_count(0)
    page.clock.run_for(5_000)
    expect(spoken(page)).to_be_empty()
    press_shift(page, 1)
    expect(spoken(page)).to_have_text(TWO_MORE)
    assert page.url == site.url + ARTICLE


def test_each_press_starts_the_five_seconds_anew(
    open_browser: OpenBrowser, site: Site, neutral: NeutralSite
) -> None:
    context = open_browser()
    context.clock.install()
    page = reading(context, site)
    for _ in range(2):
        press_shift(page, 1)
        page.clock.run_for(4_000)

    press_shift(page, 1)

    expect_left(page, neutral)


# --- with a dialog open -------------------------------------------------------------------


def test_mouse_leaves_from_under_a_dialog(article: Page, site: Site, neutral: NeutralSite) -> None:
    article.evaluate(OPEN_DIALOG, "first")
    expect(article.get_by_role("dialog")).to_be_visible()

    way_out(article).click()

    expect_left(article, neutral)
    article.go_back()
    assert article.url == f"{site.url}/"


def test_three_shifts_leave_from_a_dialog(article: Page, neutral: NeutralSite) -> None:
    article.evaluate(OPEN_DIALOG, "first")

    press_shift(article, 3)

    expect_left(article, neutral)


def test_bar_stands_in_the_dialog_opened_last_and_goes_home_again(article: Page) -> None:
    for name in ("first", "second"):
        article.evaluate(OPEN_DIALOG, name)
    expect(article.locator("dialog.second .exit-link")).to_have_count(1)
    assert way_out(article).evaluate(IS_ON_TOP)
    top = article.locator(".exit-bar").bounding_box()
    assert top is not None
    assert (top["x"], top["y"]) == (0, 0)

    article.locator("dialog.second").get_by_role("button").click()

    expect(article.locator("dialog.first .exit-link")).to_have_count(1)
    assert way_out(article).evaluate(IS_ON_TOP)
    article.locator("dialog.first").evaluate("dialog => dialog.remove()")
    expect(article.locator(".exit > .exit-bar .exit-link")).to_have_count(1)
    assert way_out(article).evaluate(IS_ON_TOP)


# --- never covered, never in the way ------------------------------------------------------


def test_nothing_of_the_page_covers_the_way_out(article: Page) -> None:
    article.evaluate(
        """() => {
            const cover = document.createElement("div");
            cover.id = "cover";
            Object.assign(cover.style, { position: "fixed", inset: 0, zIndex: 2147483646 });
            document.querySelector("main").append(cover);
        }"""
    )
    assert not article.locator("h1").evaluate(IS_ON_TOP)

    height = article.evaluate("document.documentElement.scrollHeight")

    for place in range(0, height, 500):
        article.evaluate("(top) => scrollTo({ top, behavior: 'instant' })", place)
        assert way_out(article).evaluate(IS_ON_TOP), place


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
@pytest.mark.parametrize("screen", [(1280, 800), (320, 256)], ids=["desktop", "400 %"])
def test_bar_hides_nothing_that_has_the_focus(
    open_browser: OpenBrowser, site: Site, screen: tuple[int, int], key: str
) -> None:
    size: Any = {"width": screen[0], "height": screen[1]}
    page = reading(open_browser(viewport=size, reduced_motion="reduce"), site)
    if key == "Shift+Tab":
        page.locator("a").last.focus()
    visited = []
    for _ in range(200):
        page.keyboard.press(key)
        here = page.evaluate(FOCUS_BELOW_BAR)
        if here is None:
            break
        visited.append(here)

    assert len(visited) > 20
    assert [each["what"] for each in visited if each["isHidden"]] == []


def test_target_of_a_link_within_the_page_stands_below_the_bar(article: Page) -> None:
    article.goto(f"{article.url}#comments-title")

    bar = article.locator(".exit").bounding_box()
    target = article.locator("#comments-title").bounding_box()

    assert bar is not None
    assert target is not None
    assert article.evaluate("scrollY") > 0
    assert target["y"] >= bar["y"] + bar["height"]


@pytest.mark.parametrize(
    ("width", "height", "least"),
    [
        pytest.param(1280, 800, 44, id="desktop"),
        pytest.param(320, 640, 44, id="small phone"),
        pytest.param(320, 256, 24, id="400 %"),
    ],
)
def test_way_out_is_large_enough_and_the_bar_small_enough(
    article: Page, width: int, height: int, least: int
) -> None:
    article.set_viewport_size({"width": width, "height": height})

    box = way_out(article).bounding_box()
    bar = article.locator(".exit").bounding_box()

    assert box is not None
    assert bar is not None
    assert box["height"] >= least
    assert bar["height"] <= height / 6
    assert article.evaluate(WIDER_THAN_SCREEN) == []


def test_bar_is_not_printed(article: Page) -> None:
    expect(way_out(article)).to_be_visible()

    article.emulate_media(media="print")

    expect(way_out(article)).to_be_hidden()
    expect(article.get_by_role("heading", level=1)).to_be_visible()


def test_lights_differ_in_forced_colours_too(article: Page) -> None:
    article.emulate_media(forced_colors="active")
    press_shift(article, 1)

    widths = article.locator(".exit-light").evaluate_all(
        "all => all.map((each) => parseFloat(getComputedStyle(each).borderTopWidth))"
    )

    assert widths[0] > 2 * widths[1]
    assert widths[1] == widths[2]
    assert way_out(article).evaluate("each => getComputedStyle(each).borderStyle") == "solid"


@pytest.mark.parametrize("path", [ARTICLE, "/safety/"], ids=["article", "safety"])
@pytest.mark.parametrize("dialog", [False, True], ids=["plain", "dialog open"])
def test_page_with_help_line_and_bar_has_no_axe_violations(
    open_browser: OpenBrowser, site: Site, path: str, dialog: bool
) -> None:
    page = open_browser(bypass_csp=True, reduced_motion="reduce").new_page()
    page.goto(site.url + path)
    expect(page.get_by_role("link", name=HELP)).to_have_attribute("href", "tel:116006")
    if dialog:
        page.evaluate(OPEN_DIALOG, "first")
    press_shift(page, 1)
    expect(lit(page)).to_have_count(1)
    page.evaluate(axe_script())
    found = []
    for colours in ("light", "dark"):
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
            violations, passed = page.evaluate(
                RUN_AXE, COLOURS if colours == "dark" else EVERYTHING
            )
            found += [f"{width} {colours}: {each}" for each in violations]
            assert "color-contrast" in passed

    assert found == []
