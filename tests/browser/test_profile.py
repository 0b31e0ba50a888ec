"""What a browser's own folder keeps of a comment that was sent by htmx: no address, no name."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, BrowserType

from tests.browser.conftest import CHROMIUM, serve_for_cdn
from tests.browser.people import ARTICLE, expect_receipt, main_form, read, send, write
from tests.browser.server import Site
from tests.privacy.leaks import Searcher

pytestmark = pytest.mark.browser

ADDRESS = "Marked.Profile+q7x@hidden-place.example"
NAME = "Namequx7profile"
WORDS = "Words of a profile."
SEARCHERS = {
    "address": Searcher(ADDRESS, parts=["Marked.Profile", "hidden-place"]),
    "name": Searcher(NAME),
}


def open_profile(folder: Path, site: Site, chromium: BrowserType) -> BrowserContext:
    context = chromium.launch_persistent_context(folder, **CHROMIUM)
    context.set_default_timeout(10_000)
    context.route(lambda url: not url.startswith(site.url), serve_for_cdn)
    return context


def test_profile_keeps_the_visit_and_neither_address_nor_name(
    chromium: BrowserType, site: Site, tmp_path: Path
) -> None:
    """Of the text Chromium may keep a copy, to bring it back after a crash: /safety/ says so.

    So may it of a plain form post, with all its fields.
    """
    folder = tmp_path / "profile"
    context = open_profile(folder, site, chromium)
    page = read(context.new_page(), site.url + ARTICLE)
    form = main_form(page)
    write(form, body=WORDS, name=NAME, email=ADDRESS)
    send(form)
    expect_receipt(page)
    page.goto(f"{site.url}/events/")
    context.close()

    kept = {name: searcher.traces_below(folder) for name, searcher in SEARCHERS.items()}
    visit = Searcher(parts=["unconditional-support-and-residence"]).traces_below(folder)
    assert any(path.endswith("History") for path in visit), visit
    assert kept == {"address": {}, "name": {}}
