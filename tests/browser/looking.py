"""Looking at a page in every way: what a checker finds, what a visit asks for and leaves behind."""

import json
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import BrowserContext, Response

from tests.browser.server import Site
from tests.browser.states import State
from tests.tools import axe_script, nu_checker

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BRIEF = {"resultTypes": ["violations"]}  # Of what passed, the names of the rules are enough.
EVERYTHING = {**BRIEF, "runOnly": TAGS, "rules": {"target-size": {"enabled": True}}}
# Dark pages differ from light ones in colours alone, and wide ones from narrow ones in places.
COLOURS = {**BRIEF, "runOnly": ["color-contrast", "link-in-text-block"]}
PLACES = {**BRIEF, "runOnly": ["target-size", "scrollable-region-focusable", "bypass"]}
SCREENS: list[tuple[int, Literal["light", "dark"], dict[str, Any]]] = [
    (360, "light", EVERYTHING),
    (360, "dark", COLOURS),
    (1280, "light", PLACES),
]
# What stays in view covers now this, now that, wherever the page happens to be scrolled to.
RUN_AXE = """async (options) => {
    const all = [...document.querySelectorAll("body *")];
    const fixed = all.filter((each) => /fixed|sticky/.test(getComputedStyle(each).position));
    for (const each of fixed) each.style.position = "static";
    const { violations, passes } = await axe.run(options);
    for (const each of fixed) each.style.position = "";
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
# Words on buttons and in the menu that are torn in two to fit.
BROKEN_WORDS = r"""() => {
    const words = [];
    for (const each of document.querySelectorAll(".button, .menu a")) {
        const walker = document.createTreeWalker(each, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            for (const { 0: word, index } of walker.currentNode.data.matchAll(/\S+/g)) {
                const range = document.createRange();
                range.setStart(walker.currentNode, index);
                range.setEnd(walker.currentNode, index + word.length);
                if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1)
                    words.push(word);
            }
        }
    }
    return words;
}"""
# A line of the tree that a screen reader walks: something to use or to go to, without a name.
NAMELESS = re.compile(
    r"- (button|link|textbox|searchbox|checkbox|radio|radiogroup|combobox|region|heading"
    r"|dialog|navigation|img)(?! \"\S)"
)
STORED = """async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: globalThis.caches ? (await caches.keys()).length : 0,
    workers: (await navigator.serviceWorker?.getRegistrations() ?? []).length,
})"""
NOTHING = {"local": 0, "session": 0, "databases": 0, "caches": 0, "workers": 0}


def watch(context: BrowserContext) -> tuple[list[str], list[str]]:
    """Return the addresses asked for and the words of the console, as they come."""
    asked: list[str] = []
    said: list[str] = []
    context.add_init_script(
        "document.addEventListener('securitypolicyviolation', (event) =>"
        "  console.error('policy', event.violatedDirective, event.blockedURI));"
    )
    context.on("request", lambda request: asked.append(request.url))
    context.on("console", lambda message: said.append(message.text))
    context.on("weberror", lambda error: said.append(str(error.error)))
    return asked, said


@dataclass
class Visit:
    """What was found in one state, and what reaching it has caused."""

    asked: set[str] = field(default_factory=set)
    said: list[str] = field(default_factory=list)
    cookies: list[tuple[str, str]] = field(default_factory=list)
    stored: dict[str, int] = field(default_factory=lambda: dict(NOTHING))
    documents: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    rules_that_passed: set[str] = field(default_factory=set)
    too_wide: list[str] = field(default_factory=list)
    tree: list[str] = field(default_factory=list)

    @property
    def nameless(self) -> list[str]:
        """What the accessibility tree gives no name."""
        return [line for line in self.tree if NAMELESS.match(line.strip())]


def look(context: BrowserContext, site: Site, state: State) -> Visit:
    """Reach a state in a fresh browser and note all that can be found out about it."""
    asked, said = watch(context)
    page = context.new_page()
    documents: list[Response] = []

    def keep(response: Response) -> None:
        if response.request.resource_type == "document" and response.status not in {302, 303}:
            documents.append(response)

    page.on("response", keep)
    state.reach(page, site)
    visit = Visit(asked=set(asked), said=list(said), documents=[documents[-1].text()])
    visit.cookies = [(each.get("name", ""), each.get("path", "")) for each in context.cookies()]
    if state.scripts:
        visit.stored = page.evaluate(STORED)
        visit.documents.append(page.content())
        visit.tree = page.locator("body").aria_snapshot().splitlines()
        page.evaluate(axe_script())
        for width, colours, rules in SCREENS:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=colours)
            found, passed = page.evaluate(RUN_AXE, rules)
            visit.violations += [f"{width} {colours}: {each}" for each in found]
            visit.rules_that_passed |= set(passed)
        for height in (800, 256):  # The second is 1280 x 1024 at 400 %.
            page.set_viewport_size({"width": 320, "height": height})
            visit.too_wide += page.evaluate(WIDER_THAN_SCREEN)
    return visit


def wrong_markup(visits: Mapping[str, Visit], folder: Path) -> list[str]:
    """Return what the Nu HTML checker says of pages, each as it was sent and as it stands.

    It has to find what is wrong with one more page.
    """
    (folder / "wrong.html").write_text("<!doctype html><title>x</title><p><div></p>", "utf-8")
    for name, visit in visits.items():
        for number, document in enumerate(visit.documents):
            where = f"{name} ({'as sent' if number == 0 else 'as it stands'}).html"
            (folder / where).write_text(document, encoding="utf-8")
    result = subprocess.run(
        ["java", "-Xss4m", "-jar", nu_checker(), "--format", "json", "--stdout", folder],
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    found = [
        f"{Path(each['url']).name.replace('%20', ' ')}: {each['message']} {each.get('extract')}"
        for each in json.loads(result.stdout)["messages"]
        if each["type"] == "error" or each.get("subType") == "warning"
    ]
    assert any(each.startswith("wrong.html") for each in found), result.stdout
    return [each for each in found if not each.startswith("wrong.html")]
