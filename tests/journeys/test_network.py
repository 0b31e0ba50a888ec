"""What a visit leaves behind, and who learns of it: nothing, and nobody but the htmx CDN."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Route, StorageState

from ethreader.vendor import HTMX
from tests.journeys.conftest import OpenBrowser, answer_for_cdn
from tests.journeys.people import ARTICLE
from tests.journeys.server import Site
from tests.journeys.states import STATES, State

pytestmark = pytest.mark.journey

# What Chromium itself notes: each answer of 4xx, and that htmx, not the browser, moves the
# focus to what was swapped in. Both are meant.
NOTES_OF_BROWSER = (
    "Failed to load resource: the server responded with a status of 4",
    "Autofocus processing was blocked because a document already has a focused element.",
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


@pytest.mark.parametrize("state", [pytest.param(state, id=state.name) for state in STATES])
def test_visit_reaches_nobody_else_and_leaves_nothing(
    site: Site, open_browser: OpenBrowser, desk_state: StorageState, state: State
) -> None:
    options: dict[str, Any] = {"storage_state": desk_state} if state.at_desk else {}
    context = open_browser(java_script_enabled=state.scripts, **options)
    asked, said = watch(context)
    page = context.new_page()
    state.reach(page, site)

    foreign = {url for url in asked if not url.startswith(f"{site.url}/")}
    assert foreign - {"about:blank"} == ({HTMX.cdn_url} if state.scripts else set())
    assert [words for words in said if not words.startswith(NOTES_OF_BROWSER)] == []
    cookies = [(each.get("name"), each.get("path")) for each in context.cookies()]
    assert cookies == ([("desk", "/moderation")] if state.at_desk else [])
    if state.scripts:
        assert page.evaluate(STORED) == NOTHING


def test_cookie_of_the_desk_is_for_the_desk_alone(desk_state: StorageState) -> None:
    [cookie] = desk_state["cookies"]

    assert cookie["name"] == "desk"
    assert cookie["path"] == "/moderation"
    assert cookie["httpOnly"] is True
    assert cookie["sameSite"] == "Strict"
    assert cookie["expires"] == -1  # Gone with the browser.


def test_cdn_does_not_learn_what_is_read(site: Site, open_browser: OpenBrowser) -> None:
    referers: list[str | None] = []

    def note(route: Route) -> None:
        referers.append(route.request.headers.get("referer"))
        answer_for_cdn(route)

    page = open_browser(cdn=note).new_page()
    telling = f'<script src="{HTMX.cdn_url}" referrerpolicy="unsafe-url"></script>'
    as_page = {"Content-Type": "text/html"}
    page.route(f"{site.url}/telling", lambda route: route.fulfill(body=telling, headers=as_page))
    page.goto(f"{site.url}/telling")
    assert referers == [f"{site.url}/telling"]

    page.goto(site.url + ARTICLE)

    assert referers == [f"{site.url}/telling", None]
