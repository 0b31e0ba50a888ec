"""A real browser and the real server."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
    Route,
    StorageState,
    expect,
    sync_playwright,
)

from ethreader.ops.assets import fetch
from ethreader.web.assets import HTMX
from tests.browser.server import PATIENCE, Site, demo_site
from tests.browser.signed_in import state_of
from tests.conftest import PASSWORD

CHROMIUM: Any = {
    "executable_path": shutil.which("chromium"),
    "args": [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--in-process-gpu",  # A process less for each browser to start and to copy pictures to.
    ],
}

# The same engine without what a desktop's browser has around it: a new visitor costs a fifth.
SHELL: Any = CHROMIUM | {
    "executable_path": shutil.which("chromium-headless-shell") or CHROMIUM["executable_path"]
}


@pytest.fixture(scope="session")
def chromium() -> Iterator[BrowserType]:
    """Chromium, as Debian packages it; started by `launch(**CHROMIUM)`."""
    assert CHROMIUM["executable_path"], (
        "Chromium is missing: `make test` installs it, or names it where it cannot."
    )
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def browser(chromium: BrowserType) -> Iterator[Browser]:
    """One browser for all tests; each opens contexts of its own."""
    browser = chromium.launch(**SHELL)
    expect.set_options(timeout=PATIENCE * 1000)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site with its demo content, one for all tests of a file; its form offers to tell news."""
    site = demo_site(tmp_path_factory.mktemp("site") / "instance")
    yield site
    site.stop()


def serve_for_cdn(route: Route) -> None:
    """Answer the CDN's address with the true file: the browser checks its hash itself."""
    assert route.request.url == HTMX.cdn_url, f"a request to a foreign host: {route.request.url}"
    route.fulfill(
        body=fetch(HTMX).read_bytes(),
        headers={"Content-Type": "text/javascript", "Access-Control-Allow-Origin": "*"},
    )


OpenBrowser = Callable[..., BrowserContext]


@pytest.fixture
def open_browser(browser: Browser, site: Site) -> Iterator[OpenBrowser]:
    """Open browsers that share nothing; nothing reaches any other host than the site.

    `cdn` handles requests to other hosts (a function of the route, or "abort"); the other
    options are those of a Playwright context, for example `java_script_enabled=False`.
    """
    contexts: list[BrowserContext] = []

    def open_one(
        cdn: Callable[[Route], None] | str = serve_for_cdn, **options: Any
    ) -> BrowserContext:
        context = browser.new_context(**options)
        context.set_default_timeout(PATIENCE * 1000)
        if callable(cdn):
            context.route(lambda url: not url.startswith(site.url), cdn)
        else:
            context.route(lambda url: not url.startswith(site.url), lambda route: route.abort())
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def moderator_state(site: Site) -> StorageState:
    """A moderator's cookies, for `open_browser(storage_state=…)`: one sign-in for a whole file."""
    return state_of("Ana", site.instance, site.url)


def sign_in(context: BrowserContext, site: Site, name: str, *options: str) -> None:
    """Make a moderator and sign them in, by the link that the command prints."""
    page = context.new_page()
    page.goto(site.sign_in_link(name, *options))
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("Confirm password").fill(PASSWORD)
    page.get_by_role("button", name="Set password and sign in").click()
    page.wait_for_url(f"{site.url}/moderation/")
    page.close()


def screenshot_folder() -> Path:
    """Return the folder for pictures that people look at; it is not committed."""
    return Path(__file__).resolve().parents[2] / "screenshots"
