"""Declining with a reason by keyboard, with and without scripts: shown first, then sent."""

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.browser.conftest import OpenBrowser
from tests.browser.keyboard import go, press, type_into
from tests.browser.people import EMPTY, main_form, send, write
from tests.browser.server import Site

pytestmark = pytest.mark.browser

WORDS = "Please leave out the town."
TOLD = "Your comment is not published. The reason: Gives away private details."


def waiting(open_browser: OpenBrowser, site: Site, name: str) -> str:
    """Send a comment and return its author's own page."""
    page = open_browser().new_page()
    page.goto(site.url + EMPTY)
    write(main_form(page), body=f"Words by {name}.", name=name)
    send(main_form(page))
    return page.get_by_label("Your private link").input_value()


def ask(page: Page, site: Site, name: str) -> None:
    page.goto(f"{site.url}/moderation/")
    row = page.locator("article.row").filter(has=page.get_by_role("heading", name=name))
    row.locator("summary", has_text="More").press("Enter")
    row.get_by_role("link", name=f"Decline with a reason… {name}").press("Enter")
    expect(page.get_by_role("heading", name="Decline with a reason")).to_be_visible()


def choose_private(page: Page) -> None:
    """Walk to the reasons, of which none is chosen, and on to the third by the arrow keys."""
    assert page.locator("[name=reason]:checked").count() == 0
    go(page, page.get_by_label("Not about this event"))
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Gives away private details")).to_be_checked()


def read_by_author(open_browser: OpenBrowser, url: str) -> None:
    author = open_browser().new_page()
    author.goto(url)
    expect(author.locator(".state")).to_have_text(TOLD)
    expect(author.locator(".message-moderator .message-text")).to_have_text(WORDS)


def test_what_the_author_will_see_follows_the_choice(
    site: Site, open_browser: OpenBrowser, moderator_state: StorageState
) -> None:
    url = waiting(open_browser, site, "Vesna")
    page = open_browser(storage_state=moderator_state).new_page()
    ask(page, site, "Vesna")
    view, show = page.locator("#author-view"), page.get_by_role("button", name="Show what")
    expect(show).to_have_count(0)
    expect(view).to_be_hidden()

    choose_private(page)
    expect(view.locator("[data-told=page]")).to_have_text(TOLD)
    expect(page.locator("#announcer")).to_have_text(TOLD)
    expect(view.locator(".message")).to_be_hidden()
    type_into(page, "Message to the author (optional)", WORDS)
    expect(view.locator(".message-text")).to_have_text(WORDS)
    press(page, "Decline and tell the author")

    expect(page.locator(".confirmation")).to_have_text("Your decision has been saved.")
    read_by_author(open_browser, url)


def test_without_scripts_a_step_of_its_own_shows_it(
    site: Site, open_browser: OpenBrowser, moderator_state: StorageState
) -> None:
    url = waiting(open_browser, site, "Teodora")
    page = open_browser(storage_state=moderator_state, java_script_enabled=False).new_page()
    ask(page, site, "Teodora")
    expect(page.get_by_role("button", name="Decline and tell the author")).to_have_count(0)
    page.get_by_label("Gives away private details").press("Space")
    page.get_by_label("Message to the author (optional)").fill(WORDS)
    note = page.get_by_label("Internal note (the author won’t see it)")
    note.fill("Ask Boris.")

    note.press("Enter")  # Shows, and sends nothing.
    expect(page.get_by_role("heading", name="What the author will see")).to_be_visible()
    expect(page.locator("[data-told=page]")).to_have_text(TOLD)
    page.get_by_role("button", name="Change").press("Enter")
    expect(note).to_have_value("Ask Boris.")
    page.get_by_role("button", name="Show what the author will see").press("Enter")
    page.get_by_role("button", name="Decline and tell the author").press("Enter")

    expect(page.locator(".confirmation")).to_have_text("Your decision has been saved.")
    read_by_author(open_browser, url)


def test_coming_back_shows_what_is_still_chosen(
    site: Site, open_browser: OpenBrowser, moderator_state: StorageState
) -> None:
    waiting(open_browser, site, "Mirjana")
    page = open_browser(storage_state=moderator_state).new_page()
    ask(page, site, "Mirjana")
    choose_private(page)
    page.goto(f"{site.url}/moderation/decided")

    page.go_back()

    expect(page.get_by_label("Gives away private details")).to_be_checked()
    expect(page.locator("#author-view [data-told=page]")).to_have_text(TOLD)
