"""Every page and state: axe-core, the Nu HTML checker, small screens, the focus, sizes.

And what the visit leaves behind, and who learns of it: nothing, and nobody but the htmx CDN.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import StorageState

from ethreader.web.assets import HTMX
from tests.browser.conftest import OpenBrowser
from tests.browser.every_state import EVERY_STATE
from tests.browser.looking import EVERYTHING, NOTHING, RUN_AXE, Visit, look, wrong_markup
from tests.browser.people import ARTICLE, DEVICE_PATHS, QUEUE, SESSION_PATHS, main_form, wish
from tests.browser.server import Site, demo_site
from tests.browser.states import LOGIN, SETTINGS, STATES, State, waiting
from tests.tools import axe_script

pytestmark = pytest.mark.browser

# What Chromium itself notes: each answer of 4xx, and that htmx, not the browser, moves the
# focus to what was swapped in. Both are meant.
NOTES_OF_BROWSER = (
    "Failed to load resource: the server responded with a status of 4",
    "Autofocus processing was blocked because a document already has a focused element.",
)
COOKIES_OF_MODERATORS = {
    *(("moderation", path) for path in SESSION_PATHS),
    *(("moderation-device", path) for path in DEVICE_PATHS),
}
FAILED = "Failed to load resource: the server responded with a status of 500"
ALL = [pytest.param(state, id=state.name) for state in EVERY_STATE]
# Without scripts no checker runs in the page; what it shows is what other states show.
IN_PAGE = [pytest.param(state, id=state.name) for state in EVERY_STATE if state.scripts]
# Only pages that are read and use htmx ask its CDN for it; not an error in such a page's place.
READ = re.compile(r"(/de|/sr|/sr-Cyrl)?/events/[a-z0-9-]+/")
INSTEAD_OF_ARTICLES = {"error 404", "error 410", "error 500"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site with its mail process: forms offer to tell of answers."""
    site = demo_site(tmp_path_factory.mktemp("site") / "instance", with_mail=False, **SETTINGS)
    yield site
    site.stop()


Visiting = Callable[[State], Visit]


@pytest.fixture(scope="module")
def visits() -> dict[str, Visit]:
    """What was seen already: each state is reached once."""
    return {}


@pytest.fixture
def visit(
    site: Site, open_browser: OpenBrowser, moderator_state: StorageState, visits: dict[str, Visit]
) -> Visiting:
    """Go to a state and look at it in every way."""

    def go(state: State) -> Visit:
        if state.name not in visits:
            options: dict[str, Any] = (
                {"storage_state": moderator_state} if state.as_moderator else {}
            )
            context = open_browser(
                java_script_enabled=state.scripts, reduced_motion="reduce", **options
            )
            visits[state.name] = look(context, site, state)
            context.close()
        return visits[state.name]

    return go


@pytest.mark.parametrize("state", IN_PAGE)
def test_page_has_no_axe_violations(visit: Visiting, state: State) -> None:
    seen = visit(state)

    assert seen.rules_that_passed >= {"color-contrast", "target-size", "html-has-lang"}
    assert seen.violations == []


@pytest.mark.parametrize("state", ALL)
def test_visit_reaches_nobody_else_and_leaves_nothing(
    site: Site, visit: Visiting, state: State
) -> None:
    seen = visit(state)

    foreign = {url for url in seen.asked if not url.startswith(f"{site.url}/")}
    paths = {urlsplit(url).path for url in seen.asked if url not in foreign}
    is_read = any(READ.fullmatch(path) for path in paths) and state.name not in INSTEAD_OF_ARTICLES
    assert foreign - {"about:blank"} == ({HTMX.cdn_url} if state.scripts and is_read else set())
    expected = (*NOTES_OF_BROWSER, FAILED) if state.name == "error 500" else NOTES_OF_BROWSER
    assert [words for words in seen.said if not words.startswith(expected)] == []
    expected_cookies = COOKIES_OF_MODERATORS if state.as_moderator else set()
    assert set(seen.cookies) == expected_cookies
    assert seen.stored == NOTHING


@pytest.mark.parametrize("state", IN_PAGE)
def test_page_never_scrolls_sideways(visit: Visiting, state: State) -> None:
    assert visit(state).too_wide == []


@pytest.mark.parametrize("state", IN_PAGE)
def test_screen_reader_hears_a_name_for_everything(visit: Visiting, state: State) -> None:
    seen = visit(state)

    assert sum("heading " in line and "[level=1]" in line for line in seen.tree) == 1
    assert seen.nameless == []


def test_axe_and_the_tree_tell_what_is_wrong(site: Site, open_browser: OpenBrowser) -> None:
    page = open_browser(bypass_csp=True).new_page()
    page.goto(site.url)
    page.evaluate(axe_script())
    page.evaluate("document.querySelector('main').innerHTML = '<img src=/static/icon.svg><input>'")

    found, _ = page.evaluate(RUN_AXE, EVERYTHING)

    assert {each.partition(":")[0] for each in found} >= {"image-alt", "label"}
    seen = Visit(tree=page.locator("main").aria_snapshot().splitlines())
    assert seen.nameless != []


def test_markup_is_valid(visit: Visiting, tmp_path: Path) -> None:
    visits = {state.name: visit(state) for state in EVERY_STATE}

    assert wrong_markup(visits, tmp_path) == []


FOCUS_SHOWS = """() => {
    const element = document.activeElement;
    if (element === document.body) return null;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    const { width, height, bottom, top } = element.getBoundingClientRect();
    return {
        what: element.outerHTML.slice(0, 120),
        outline: outlineStyle === "none" ? 0 : parseFloat(outlineWidth),
        isInSight: width > 0 && height > 0 && bottom > 0 && top < innerHeight,
    };
}"""


@pytest.mark.parametrize(
    ("url", "as_moderator"),
    [
        pytest.param("/", False, id="home"),
        pytest.param(ARTICLE, False, id="article"),
        pytest.param("/speakers/marija-andjelkovic/", False, id="speaker"),
        pytest.param(LOGIN, False, id="sign-in"),
        pytest.param(QUEUE, True, id="queue"),
        pytest.param("/search?q=Vienna", False, id="search"),
        pytest.param("/moderation/content/events/2/", True, id="form of an event"),
    ],
)
def test_focus_shows_wherever_tab_leads(
    site: Site,
    open_browser: OpenBrowser,
    moderator_state: StorageState,
    url: str,
    as_moderator: bool,
) -> None:
    options: dict[str, Any] = {"storage_state": moderator_state} if as_moderator else {}
    page = open_browser(reduced_motion="reduce", **options).new_page()
    if as_moderator:
        waiting(page, site)
    page.goto(site.url + url)
    visited = []
    for _ in range(200):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS_SHOWS)
        if here is None:
            break
        visited.append(here)

    assert "skip-link" in visited[0]["what"]
    assert len(visited) >= 6
    assert [each for each in visited if each["outline"] < 2 or not each["isInSight"]] == []


OF_THE_CONVERSATION = [
    "thread, news offered",
    "thread, comment asked for",
    "thread, next page",
    "receipt",
    "change, refused",
    "reply form",
    "report form, refused",
    "report sent",
    "reported",
]


@pytest.mark.parametrize("name", OF_THE_CONVERSATION)
def test_everything_in_the_conversation_is_reached_by_keyboard(
    site: Site, open_browser: OpenBrowser, moderator_state: StorageState, name: str
) -> None:
    [state] = [each for each in STATES if each.name == name]
    options: dict[str, Any] = {"storage_state": moderator_state} if state.as_moderator else {}
    page = open_browser(reduced_motion="reduce", **options).new_page()
    state.reach(page, site)
    page.evaluate(
        "document.querySelectorAll('main, .leave-bar').forEach((each) => {"
        "  each.querySelectorAll('a[href], button, input, textarea, summary').forEach((one) => {"
        "    if (one.checkVisibility() && one.type !== 'radio') one.dataset.toReach = '';"
        "  });"
        "});"
    )
    hidden, rounds = [], 0
    for _ in range(400):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS_SHOWS)
        page.evaluate("delete document.activeElement.dataset.toReach")
        if here is None:
            rounds += 1  # Tab begins where the focus was: what stands before comes after the end.
            if rounds == 2:
                break
        elif here["outline"] < 2 or not here["isInSight"]:
            hidden.append(here)

    missed = page.locator("[data-to-reach]").evaluate_all("all => all.map((e) => e.outerHTML)")
    assert hidden == []
    assert missed == []


def test_buttons_and_fields_are_large_enough_for_thumbs(
    site: Site, open_browser: OpenBrowser
) -> None:
    page = open_browser(viewport={"width": 360, "height": 800}).new_page()
    page.goto(site.url + ARTICLE)
    wish(main_form(page)).check()

    heights = page.locator("button, input:not([type=hidden]), textarea").evaluate_all(
        "all => all.filter((each) => each.checkVisibility())"
        "  .map((each) => each.type === 'checkbox' ? each.labels[0] : each)"
        "  .map((each) => each.getBoundingClientRect().height)"
    )

    assert len(heights) == 7  # One copies the link of the article.
    assert min(heights) >= 44
