"""A long list of the moderation pages in a browser: it goes on in place, and back again."""

import re

import pytest
from playwright.sync_api import StorageState, expect

from tests.browser.conftest import OpenBrowser
from tests.browser.server import Site

pytestmark = pytest.mark.browser


def test_a_long_list_goes_on_in_place_by_keyboard_and_back(
    site: Site, open_browser: OpenBrowser, moderator_state: StorageState
) -> None:
    page = open_browser(storage_state=moderator_state).new_page()
    page.goto(f"{site.url}/moderation/published")
    page.evaluate("document.documentElement.dataset.marked = 'yes'")
    first = page.locator("article.row").first.get_attribute("id")

    page.get_by_role("link", name="Older comments").press("Enter")

    expect(page).to_have_url(re.compile(r"/published\?before=\d+$"))
    expect(page.locator(f"#{first}")).to_have_count(0)
    expect(page.get_by_text(re.compile(r"^\d+ on this page$"))).to_be_focused()
    expect(page.locator("html")).to_have_attribute("data-marked", "yes")

    page.get_by_role("link", name="Newer comments").press("Enter")

    expect(page).to_have_url(re.compile(r"/published\?after=\d+$"))
    expect(page.locator(f"#{first}")).to_be_visible()
    page.reload()
    expect(page.locator(f"#{first}")).to_be_visible()


def test_a_long_list_goes_on_without_scripts(
    site: Site, open_browser: OpenBrowser, moderator_state: StorageState
) -> None:
    page = open_browser(storage_state=moderator_state, java_script_enabled=False).new_page()
    page.goto(f"{site.url}/moderation/published")
    first = page.locator("article.row").first.get_attribute("id")

    page.get_by_role("link", name="Older comments").click()
    expect(page.locator(f"#{first}")).to_have_count(0)
    page.get_by_role("link", name="Newer comments").click()

    expect(page.locator(f"#{first}")).to_be_visible()
