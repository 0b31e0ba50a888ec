"""A long list of the moderation pages in a browser: it goes on in place, and back again."""

import re

import pytest
from playwright.sync_api import Dialog, StorageState, expect

from tests.browser.conftest import OpenBrowser
from tests.browser.people import read
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


def test_what_is_typed_beside_is_not_lost_without_a_question(
    site: Site, open_browser: OpenBrowser, moderator_state: StorageState
) -> None:
    page = read(
        open_browser(storage_state=moderator_state).new_page(),
        f"{site.url}/moderation/published",
    )
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    rows = page.locator("article.row").filter(has=page.locator("button[name=pin]"))
    for at, text in enumerate(["A long reply.", "Another reply."]):
        rows.nth(at).locator("summary", has_text="Reply, pin").press("Enter")
        rows.nth(at).get_by_label("Public reply").press_sequentially(text)

    rows.first.get_by_role("button", name="Pin to the top").press("Enter")
    page.get_by_role("link", name="Older comments").press("Enter")
    rows.nth(1).get_by_role("button", name="Publish reply").press("Enter")
    page.get_by_role("link", name="Queue").press("Enter")

    assert asked == ["confirm", "confirm", "beforeunload", "beforeunload"]
    expect(rows.first.get_by_label("Public reply")).to_have_value("A long reply.")
    expect(rows.nth(1).get_by_label("Public reply")).to_have_value("Another reply.")

    rows.nth(1).get_by_label("Public reply").fill("")
    rows.first.get_by_role("button", name="Publish reply").press("Enter")
    expect(page.locator(".confirmation")).to_be_focused()
    assert len(asked) == 4


FIRST_LINES = """() => [...document.querySelectorAll(".figures tbody tr")].map((row) =>
  [...row.cells].map((cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return range.getClientRects()[0].top;
  }))"""


@pytest.mark.parametrize(
    "name",
    ["Mara Petrović-Jovanović of the night shift", "M" * 40],
    ids=["of words", "of one word"],
)
def test_a_long_name_stands_beside_what_happened_on_a_phone(
    site: Site, open_browser: OpenBrowser, moderator_state: StorageState, name: str
) -> None:
    small = {"width": 360, "height": 800}
    page = open_browser(storage_state=moderator_state, viewport=small).new_page()
    page.goto(f"{site.url}/moderation/sign-ins")
    page.locator(".figures bdi").first.evaluate("(bdi, name) => (bdi.textContent = name)", name)

    rows = page.evaluate(FIRST_LINES)

    assert max(max(tops) - min(tops) for tops in rows) < 6  # Fonts of two sizes may stand there.
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
