"""An editor says an event in German, by keyboard and without a script; what the form looks like."""

import pytest
from playwright.sync_api import BrowserContext, Page, StorageState, expect

from tests.browser.conftest import OpenBrowser, screenshot_folder
from tests.browser.keyboard import go, press, type_into
from tests.browser.looking import look
from tests.browser.people import ARTICLE, EMPTY
from tests.browser.server import Site
from tests.browser.states import State

pytestmark = pytest.mark.browser
EVENTS = "/moderation/content/events/"


def open_german(page: Page, site: Site, headline: str) -> None:
    """Go from the list of events to the form of the German text of one."""
    page.goto(site.url + EVENTS)
    page.get_by_role("link", name=headline).first.click()
    go(page, page.locator(".text-languages").get_by_role("link", name="Deutsch")).press("Enter")
    expect(page.locator("h1")).to_contain_text("Translation")


def test_a_text_is_written_looked_at_published_and_deleted_by_keyboard(
    open_browser: OpenBrowser, moderator_state: StorageState, site: Site
) -> None:
    context = open_browser(storage_state=moderator_state, java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + EMPTY)
    headline = page.locator(".article h1").inner_text()
    open_german(page, site, headline)
    type_into(page, "Name of the event", "Abend für Freiwillige")
    type_into(page, "Headline (optional)", "Ein Abend")
    type_into(page, "Article (optional)", "Der Text.")
    press(page, "Preview")
    expect(page.locator(".article h1")).to_have_text("Ein Abend")
    expect(page.locator(".article")).to_have_attribute("lang", "de")
    go(page, page.get_by_role("link", name="Back to the form")).press("Enter")
    press(page, "Publish")
    go(page, page.get_by_role("link", name="See the page")).press("Enter")

    expect(page).to_have_url(f"{site.url}/de{EMPTY}")
    expect(page.locator(".article h1")).to_have_text("Ein Abend")
    expect(page.locator(".foreign")).to_have_count(0)
    open_german(page, site, headline)
    go(page, page.get_by_role("link", name="Delete this text")).press("Enter")
    press(page, "Delete this text")
    expect(page.get_by_role("status").first).to_have_text("The text has been deleted.")
    page.goto(f"{site.url}/de{EMPTY}")
    expect(page.locator(".article h1")).to_have_text(headline)


def test_form_is_sound_and_fits(
    open_browser: OpenBrowser, moderator_state: StorageState, site: Site
) -> None:
    def reach(page: Page, site: Site) -> None:
        page.goto(site.url + ARTICLE)
        open_german(page, site, page.locator(".article h1").inner_text())

    context: BrowserContext = open_browser(storage_state=moderator_state)
    visit = look(context, site, State("translation", reach, as_moderator=True))

    assert (visit.violations, visit.too_wide, visit.nameless, visit.said) == ([], [], [], [])
    page = open_browser(storage_state=moderator_state).new_page()
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        reach(page, site)
        page.screenshot(path=screenshot_folder() / f"translation-{width}.png", full_page=True)
    page.goto(site.url + EVENTS)
    page.screenshot(path=screenshot_folder() / "events-with-languages.png", full_page=True)
