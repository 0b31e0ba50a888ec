"""The moderators' menu in a browser: one line on a phone, and “More” that closes as menus do."""

import pytest
from playwright.sync_api import Locator, Page, StorageState, ViewportSize, expect

from tests.browser.conftest import OpenBrowser
from tests.browser.people import QUEUE
from tests.browser.server import Site

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 360, "height": 800}
EVERYWHERE = ["Queue", "Reported", "Published", "History", "Messages", "Rules", "Your account"]


@pytest.fixture
def page(site: Site, open_browser: OpenBrowser, moderator_state: StorageState) -> Page:
    page = open_browser(storage_state=moderator_state).new_page()
    page.goto(site.url + QUEUE)
    return page


def more_of(page: Page) -> Locator:
    return page.locator(".menu-more")


def opened_menu(page: Page) -> Locator:
    more = more_of(page)
    more.locator("summary").click()
    expect(more.get_by_role("link", name="Rules")).to_be_visible()
    return more


def test_escape_closes_the_menu_and_the_focus_is_at_its_word(page: Page) -> None:
    more = opened_menu(page)
    more.get_by_role("link", name="Rules").focus()

    page.keyboard.press("Escape")

    expect(more.get_by_role("link", name="Rules")).to_be_hidden()
    expect(more.locator("summary")).to_be_focused()


def test_escape_elsewhere_closes_the_menu_and_leaves_the_focus_where_it_is(page: Page) -> None:
    more = opened_menu(page)
    queue = page.get_by_role("link", name="Queue")
    queue.evaluate("link => link.focus()")
    more.evaluate("more => { more.open = true; }")

    page.keyboard.press("Escape")

    expect(more.get_by_role("link", name="Rules")).to_be_hidden()
    expect(queue).to_be_focused()


@pytest.mark.parametrize("leave", ["press", "tab"])
def test_who_goes_on_elsewhere_closes_the_menu(page: Page, leave: str) -> None:
    more = opened_menu(page)
    last = more.get_by_role("link").last
    expect(last).to_be_visible()

    if leave == "press":
        page.get_by_role("heading", name="Queue").click(position={"x": 300, "y": 5})
    else:
        last.focus()
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Your account")).to_be_focused()

    expect(last).to_be_hidden()


def test_a_menu_without_scripts_closes_by_its_own_word(
    site: Site, open_browser: OpenBrowser, moderator_state: StorageState
) -> None:
    context = open_browser(storage_state=moderator_state, java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + QUEUE)

    more = opened_menu(page)
    more.locator("summary").click()

    expect(more.get_by_role("link", name="Rules")).to_be_hidden()


def test_a_phone_shows_the_menu_on_one_line_and_all_of_it_below_more(page: Page) -> None:
    page.set_viewport_size(PHONE)
    nav = page.get_by_role("navigation", name="Moderation")
    shown = nav.locator(".menu > li").filter(visible=True)
    expect(shown).to_have_text(["Queue", "Messages", "More"], use_inner_text=True)
    tops = [each.evaluate("item => item.getBoundingClientRect().top") for each in shown.all()]
    assert max(tops) - min(tops) < 5

    opened_menu(page)

    for name in EVERYWHERE:
        expect(nav.get_by_role("link", name=name)).to_have_count(1)
    expect(nav.get_by_role("button", name="Sign out")).to_have_count(1)


def test_a_wide_screen_shows_each_page_once(page: Page) -> None:
    opened_menu(page)
    nav = page.get_by_role("navigation", name="Moderation")

    for name in EVERYWHERE:
        expect(nav.get_by_role("link", name=name)).to_have_count(1)
    expect(nav.get_by_role("button", name="Sign out")).to_have_count(1)
