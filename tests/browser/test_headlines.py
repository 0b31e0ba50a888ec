"""The letters of headlines: on wide screens from the second page on; nobody waits for them."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.people import ARTICLE
from tests.browser.server import Site, demo_site

pytestmark = pytest.mark.browser
SERIF = "PT Serif"
PAGES = ("/", "/speakers/", f"/sr-Cyrl{ARTICLE}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A site that asks nobody else: where requests are answered here, a browser keeps no file."""
    site = demo_site(tmp_path_factory.mktemp("site") / "instance", ETHREADER_HTMX="self")
    yield site
    site.stop()


def letters_of(page: Page, selector: str) -> set[str]:
    """Return the families in which the browser has drawn an element's words."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    drawn = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    session.detach()
    return {each["familyName"] for each in drawn}


def asked_for(page: Page, urls: list[str]) -> list[str]:
    page.wait_for_load_state("networkidle")
    return [url for url in urls if ".woff2" in url]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_second_look_has_them_in_both_scripts(browser: Browser, site: Site, scripts: bool) -> None:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, java_script_enabled=scripts
    )
    page = context.new_page()
    for path in PAGES * 2:
        page.goto(site.url + path, wait_until="networkidle")

    assert letters_of(page, "h1") == {SERIF}
    assert letters_of(page, ".standfirst") & {SERIF} == set()
    page.goto(f"{site.url}/speakers/", wait_until="networkidle")
    assert letters_of(page, "h1") == {SERIF}
    context.close()


def test_phone_fetches_none(browser: Browser, site: Site) -> None:
    urls: list[str] = []
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.on("request", lambda request: urls.append(request.url))

    for path in PAGES:
        page.goto(site.url + path)
        assert asked_for(page, urls) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(site.url)
    assert asked_for(page, urls) != []
    context.close()
