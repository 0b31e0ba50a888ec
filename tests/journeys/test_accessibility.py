"""Every page and state: axe-core, the Nu HTML checker, small screens, the focus, sizes."""

import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Response, StorageState

from tests.journeys.conftest import OpenBrowser
from tests.journeys.people import ARTICLE, QUEUE
from tests.journeys.server import Site
from tests.journeys.states import LOGIN, STATES, State, waiting
from tests.tools import axe_script, nu_checker

pytestmark = pytest.mark.journey

ALL = [pytest.param(state, id=state.name) for state in STATES]
# Without scripts no checker runs in the page; what it shows is what other states show.
IN_PAGE = [pytest.param(state, id=state.name) for state in STATES if state.scripts]
SCREENS = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Dark pages differ from light ones in their colours alone.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
EVERYTHING = {"runOnly": TAGS, "rules": {"target-size": {"enabled": True}}}
RUN_AXE = """async (options) => {
    const { violations, passes } = await axe.run(options);
    const found = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
    return [found, passes.map(({ id }) => id)];
}"""
# What sticks out of the page to the right, beside what scrolls by itself.
WIDER_THAN_SCREEN = """() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter(
        (each) => each.getBoundingClientRect().right > clientWidth + 1);
    return wide.map((each) => each.outerHTML.slice(0, 120));
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site with its mail process: forms offer to tell of answers."""
    site = Site(tmp_path_factory.mktemp("site") / "instance", with_mail=True).start()
    yield site
    site.stop()


@dataclass
class Visit:
    """What was found in one state."""

    documents: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    rules_that_passed: set[str] = field(default_factory=set)
    too_wide: list[str] = field(default_factory=list)


Visiting = Callable[[State], Visit]


@pytest.fixture(scope="module")
def visits() -> dict[str, Visit]:
    """What was seen already: each state is reached once."""
    return {}


@pytest.fixture
def visit(
    site: Site, open_browser: OpenBrowser, desk_state: StorageState, visits: dict[str, Visit]
) -> Visiting:
    """Go to a state and look at it in every way."""

    def go(state: State) -> Visit:
        if state.name not in visits:
            options: dict[str, Any] = {"storage_state": desk_state} if state.at_desk else {}
            context = open_browser(
                bypass_csp=True,  # For the checker alone: it is injected.
                java_script_enabled=state.scripts,
                reduced_motion="reduce",
                **options,
            )
            visits[state.name] = look(context.new_page(), site, state)
            context.close()
        return visits[state.name]

    return go


def look(page: Page, site: Site, state: State) -> Visit:
    visit = Visit()
    documents: list[Response] = []

    def keep(response: Response) -> None:
        if response.request.resource_type == "document" and response.status not in {302, 303}:
            documents.append(response)

    page.on("response", keep)
    state.reach(page, site)
    visit.documents.append(documents[-1].text())
    if state.scripts:
        visit.documents.append(page.content())
        page.evaluate(axe_script())
        for width, colours in SCREENS:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
            found, passed = page.evaluate(RUN_AXE, COLOURS if colours == "dark" else EVERYTHING)
            visit.violations += [f"{width} {colours}: {each}" for each in found]
            visit.rules_that_passed |= set(passed)
        for height in (800, 256):  # The second is 1280 x 1024 at 400 %.
            page.set_viewport_size({"width": 320, "height": height})
            visit.too_wide += page.evaluate(WIDER_THAN_SCREEN)
    return visit


@pytest.mark.parametrize("state", IN_PAGE)
def test_page_has_no_axe_violations(visit: Visiting, state: State) -> None:
    seen = visit(state)

    assert seen.rules_that_passed >= {"color-contrast", "target-size", "html-has-lang"}
    assert seen.violations == []


@pytest.mark.parametrize("state", IN_PAGE)
def test_page_never_scrolls_sideways(visit: Visiting, state: State) -> None:
    assert visit(state).too_wide == []


def test_axe_finds_what_is_wrong(site: Site, open_browser: OpenBrowser) -> None:
    page = open_browser(bypass_csp=True).new_page()
    page.goto(site.url)
    page.evaluate(axe_script())
    page.evaluate("document.querySelector('main').innerHTML = '<img src=/static/icon.svg><input>'")

    found, _ = page.evaluate(RUN_AXE, EVERYTHING)

    assert {each.partition(":")[0] for each in found} >= {"image-alt", "label"}


def test_markup_is_valid(visit: Visiting, tmp_path: Path) -> None:
    (tmp_path / "wrong.html").write_text("<!doctype html><title>x</title><p><div></p>", "utf-8")
    for state in STATES:
        for number, document in enumerate(visit(state).documents):
            where = f"{state.name} ({'as sent' if number == 0 else 'as it stands'}).html"
            (tmp_path / where).write_text(document, encoding="utf-8")

    answer = subprocess.run(
        ["java", "-Xss4m", "-jar", nu_checker(), "--format", "json", "--stdout", tmp_path],
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )

    messages = json.loads(answer.stdout)["messages"]
    found = [
        f"{Path(each['url']).name.replace('%20', ' ')}: {each['message']} {each.get('extract')}"
        for each in messages
        if each["type"] == "error" or each.get("subType") == "warning"
    ]
    assert any(each.startswith("wrong.html") for each in found), answer.stdout
    assert [each for each in found if not each.startswith("wrong.html")] == []


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
    ("url", "at_desk"),
    [
        pytest.param("/", False, id="home"),
        pytest.param(ARTICLE, False, id="article"),
        pytest.param("/speakers/marija-andjelkovic/", False, id="speaker"),
        pytest.param(LOGIN, False, id="sign-in"),
        pytest.param(QUEUE, True, id="queue"),
    ],
)
def test_focus_shows_wherever_tab_leads(
    site: Site, open_browser: OpenBrowser, desk_state: StorageState, url: str, at_desk: bool
) -> None:
    options: dict[str, Any] = {"storage_state": desk_state} if at_desk else {}
    page = open_browser(reduced_motion="reduce", **options).new_page()
    if at_desk:
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


def test_buttons_and_fields_are_large_enough_for_thumbs(
    site: Site, open_browser: OpenBrowser
) -> None:
    page = open_browser(viewport={"width": 360, "height": 800}).new_page()
    page.goto(site.url + ARTICLE)

    heights = page.locator("button, input:not([type=hidden]), textarea").evaluate_all(
        "all => all.filter((each) => each.checkVisibility())"
        "  .map((each) => each.type === 'checkbox' ? each.labels[0] : each)"
        "  .map((each) => each.getBoundingClientRect().height)"
    )

    assert len(heights) == 6
    assert min(heights) >= 44
