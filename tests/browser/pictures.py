"""Pictures of every page and state, for people to look at: `python -m tests.browser.pictures`."""

import re
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, StorageState, sync_playwright

from tests.browser.conftest import (
    SHELL,
    screenshot_folder,
    serve_for_cdn,
    sign_in,
)
from tests.browser.crowded_states import CROWDED, LIMITED, crowd
from tests.browser.every_state import EVERY_STATE
from tests.browser.long_list_states import LONG_LISTS, fill
from tests.browser.server import Site
from tests.browser.states import SETTINGS, State

SCREENS = [(width, colours) for width in (360, 768, 1280) for colours in ("light", "dark")]


def open_context(
    browser: Browser, site: Site, cookies: StorageState | None, *, scripts: bool = True
) -> BrowserContext:
    context = browser.new_context(
        java_script_enabled=scripts, storage_state=cookies, reduced_motion="reduce"
    )
    context.route(lambda url: not url.startswith(site.url), serve_for_cdn)
    return context


def take(browser: Browser, site: Site, state: State, cookies: StorageState, folder: Path) -> None:
    """Write one state's pictures, on every screen."""
    context = open_context(
        browser, site, cookies if state.as_moderator else None, scripts=state.scripts
    )
    page = context.new_page()
    state.reach(page, site)
    name = re.sub(r"\W+", "-", state.name)
    for width, colours in SCREENS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
        scripts = "" if state.scripts else "-no-scripts"
        page.screenshot(path=folder / f"{name}-{width}-{colours}{scripts}.png", full_page=True)
    context.close()


def main(*wanted: str) -> None:
    """Take all pictures, or those of the states whose names contain a wanted word."""
    folder = screenshot_folder()
    folder.mkdir(exist_ok=True)
    unscripted = [replace(s, scripts=False) for s in EVERY_STATE if s.name in PLAIN]
    groups = [([*EVERY_STATE, *unscripted], SETTINGS), ([*CROWDED, *LONG_LISTS], LIMITED)]
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**SHELL)
        for number, (states, settings) in enumerate(groups):
            asked = [s for s in states if not wanted or any(word in s.name for word in wanted)]
            if asked:
                take_all(browser, Path(home) / str(number), asked, settings)
        browser.close()


def take_all(browser: Browser, home: Path, states: list[State], settings: dict[str, str]) -> None:
    """Take the pictures of states that the same site can be in."""
    home.mkdir()
    site = Site(home / "instance", with_mail=True, **settings).start()
    try:
        context = open_context(browser, site, None)
        sign_in(context, site, "Ana")
        cookies = context.storage_state()
        if settings is LIMITED:
            crowd(site)
            fill(site)
        for state in states:
            take(browser, site, state, cookies, screenshot_folder())
            print(state.name, flush=True)
    finally:
        site.stop()


# Pages that are worth seeing without scripts as well; the states of the form have their own.
PLAIN = {
    "home",
    "article",
    "form",
    "speaker",
    "privacy",
    "own page",
    "own page, message",
    "own page, no more emails",
    "mail, confirm",
    "mail, confirmed",
    "mail, status",
    "mail, stopped",
    "sign-in",
    "own account",
    "sign-ins and rights",
    "queue",
    "decided",
    "error 404",
    "danger",
    "rules",
    "queue, found",
    "queue, batch",
    "account with everything",
}

if __name__ == "__main__":
    main(*sys.argv[1:])
