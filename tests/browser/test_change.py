"""Changing and taking back, in a browser: from the page, and later from the author's own."""

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.conftest import OpenBrowser
from tests.browser.people import ARTICLE, Navigations, expect_receipt, main_form, read, send, write
from tests.browser.server import Site

pytestmark = pytest.mark.browser

FIRST, SECOND = "I was there with my brother.", "I was there."
WIDTHS = pytest.mark.parametrize("width", [360, 1280])


@pytest.fixture
def page(site: Site, open_browser: OpenBrowser) -> Page:
    """The article, ready to be answered."""
    return read(open_browser().new_page(), site.url + ARTICLE)


def sent(page: Page, body: str) -> None:
    write(main_form(page), body=body)
    send(main_form(page))
    expect_receipt(page)


@WIDTHS
def test_words_are_changed_where_they_were_sent(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    loads = Navigations(page)
    sent(page, f"{FIRST} {width}")
    own_page = page.get_by_label("Your private link").input_value()

    page.get_by_role("button", name="Edit").press("Enter")
    field = page.get_by_role("region", name="Edit your comment").get_by_label("Comment", exact=True)
    expect(field).to_be_focused()
    expect(field).to_have_value(f"{FIRST} {width}")
    field.fill("")
    page.get_by_role("button", name="Save changes").press("Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("link", name="Enter a comment").press("Enter")
    expect(field).to_be_focused()
    field.fill(f"{SECOND} {width}")
    page.get_by_role("button", name="Save changes").press("Enter")

    expect(page.get_by_role("heading", name="Your changes have been received.")).to_be_focused()
    expect(page.locator("#announcer")).to_have_text("Your changes have been received.")
    assert (loads.count, loads.marker_survives) == (0, True)
    page.goto(own_page)
    expect(page.get_by_label("Comment", exact=True)).to_have_value(f"{SECOND} {width}")


def test_leaving_the_form_brings_the_receipt_back(page: Page) -> None:
    sent(page, f"{FIRST} Twice.")
    page.get_by_role("button", name="Edit").click()
    page.get_by_role("button", name="Cancel").click()

    expect_receipt(page)
    expect(page.get_by_role("button", name="Edit")).to_be_visible()
    expect(page.locator(".comment-form .comment-form")).to_have_count(0)


def test_leaving_the_form_asks_before_changed_words_are_lost(page: Page) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", stay)
    sent(page, f"{FIRST} Three times.")
    page.get_by_role("button", name="Edit").click()
    field = page.get_by_role("region", name="Edit your comment").get_by_label("Comment", exact=True)
    field.fill(SECOND)
    page.get_by_role("button", name="Cancel").press("Enter")

    assert asked == ["You haven’t sent your text. Discard it?"]
    expect(field).to_have_value(SECOND)


def test_words_are_taken_back_where_they_were_sent(page: Page) -> None:
    sent(page, f"{FIRST} Not for long.")
    own_page = page.get_by_label("Your private link").input_value()
    page.locator("summary", has_text="Delete").press("Enter")
    page.get_by_role("button", name="Delete permanently").press("Enter")

    expect(page.get_by_role("heading", name="Your comment has been deleted.")).to_be_focused()
    page.get_by_role("link", name="Leave another comment").click()
    expect(main_form(page).get_by_label("Comment", exact=True)).to_have_value("")
    page.goto(own_page)
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Your notes")


def test_the_offer_goes_when_its_time_is_over(site: Site, open_browser: OpenBrowser) -> None:
    page = open_browser().new_page()
    page.clock.install()
    read(page, site.url + ARTICLE)
    sent(page, f"{FIRST} Late.")
    page.clock.run_for(899_000)
    expect(page.get_by_role("button", name="Edit")).to_be_visible()

    page.clock.run_for(2_000)

    expect(page.get_by_role("button", name="Edit")).to_have_count(0)
    expect(page.get_by_label("Your private link")).to_be_visible()


@WIDTHS
def test_without_scripts_the_own_page_changes_and_takes_back(
    site: Site, open_browser: OpenBrowser, width: int
) -> None:
    context = open_browser(java_script_enabled=False, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(site.url + ARTICLE)
    sent(page, f"{FIRST} Plain, {width}.")
    page.get_by_role("link", name="Edit or delete").click()
    page.get_by_label("Comment", exact=True).fill(f"{SECOND} Plain, {width}.")
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_label("Comment", exact=True)).to_have_value(f"{SECOND} Plain, {width}.")

    page.get_by_role("link", name="Delete permanently").click()
    page.get_by_role("button", name="Yes, delete permanently").click()

    expect(page.get_by_role("heading", name="Your comment has been deleted.")).to_be_visible()
