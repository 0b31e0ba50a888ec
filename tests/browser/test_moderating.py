"""A moderator clears the queue by keys alone, and by thumb on a small phone."""

import os
import sqlite3
import time
from contextlib import closing
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, StorageState, expect

from ethreader.base.paging import PAGE_LENGTH
from tests.browser.conftest import OpenBrowser
from tests.browser.people import QUEUE
from tests.browser.server import Site

pytestmark = pytest.mark.browser

# More than a page has, by hand: ETHREADER_DECISIONS=100 .venv/bin/pytest tests/browser/…
DECISIONS = int(os.environ.get("ETHREADER_DECISIONS", "20"))
LONG = "<p>" + "A long line of a long story that goes on. " * 40 + "</p>"


@pytest.fixture(autouse=True)
def waiting(site: Site) -> None:
    """So many comments wait, and nothing else."""
    row = (
        "INSERT INTO comment (public_id, event_id, name, body, body_html, is_edited, state, flags,"
        " urgency, received_on, version, is_pinned, is_reviewed, reply_count, is_visible)"
        " SELECT ?, min(id), ?, ?, ?, 0, 'pending', '[]', 0, '2026-01-05', 1, 0, 0, 0, 0"
        " FROM event WHERE body != ''"
    )
    with closing(sqlite3.connect(site.instance / "ethreader.sqlite3", timeout=10)) as database:
        database.execute("UPDATE comment SET state = 'spam' WHERE state = 'pending'")
        for number in range(DECISIONS):
            words = LONG if number == 0 else f"<p>Comment {number}.</p>"
            name = f"Person {number}"
            database.execute(row, (uuid4().hex[:16], name, words, words))
        database.commit()


def opened(page: Page, site: Site) -> Page:
    page.goto(site.url + QUEUE)
    page.wait_for_function("() => window.htmx")
    return page


def framed(page: Page) -> Locator:
    return page.locator("#rows > .row:focus")


def settled(page: Page) -> None:
    """Wait until a key would decide again."""
    expect(page.locator(".row.is-arriving")).to_have_count(0)


def left_in(site: Site) -> int:
    with closing(sqlite3.connect(site.instance / "ethreader.sqlite3", timeout=10)) as database:
        query = "SELECT count(*) FROM comment WHERE state = 'pending'"
        return int(database.execute(query).fetchone()[0])


def test_the_queue_is_cleared_by_keys_alone(
    site: Site, open_browser: OpenBrowser, moderator_state: StorageState
) -> None:
    page = opened(open_browser(storage_state=moderator_state).new_page(), site)
    pressed, asked = 0, 0.0

    def press(key: str) -> None:
        nonlocal pressed
        page.keyboard.press(key)
        pressed += 1

    press("j")
    decided, began = 0, time.monotonic()
    while decided < DECISIONS:
        if framed(page).count() == 0:  # The end of a page: on to the next.
            press("j")
            expect(framed(page)).to_have_count(1)
        settled(page)
        row = framed(page).get_attribute("id")
        before = time.monotonic()
        press("pds"[decided % 3])
        expect(page.locator(f"#{row} .decided")).to_be_visible()
        asked += time.monotonic() - before
        decided += 1
        if decided < DECISIONS:  # The next one, or the link to more.
            expect(page.locator("#rows > .row:focus, #rows .pager a:focus")).to_have_count(1)

    print(f"{pressed / decided:.2f} keys a decision, {asked / decided * 1000:.0f} ms until it is")
    print(f"shown, {decided} decided in {time.monotonic() - began:.1f} s")
    assert left_in(site) == 0
    assert pressed <= decided + 1 + decided // 50
    expect(page.locator("#waiting")).to_have_text("All clear")
    expect(page.locator("#menu-waiting")).to_have_text("")

    last = page.locator(".decided").last
    page.keyboard.press("u")
    expect(last).to_have_count(1)
    expect(page.locator("#waiting")).to_have_text("1 waiting")


def test_keys_do_nothing_in_fields_with_modifiers_or_switched_off(
    site: Site, open_browser: OpenBrowser, moderator_state: StorageState
) -> None:
    page = opened(open_browser(storage_state=moderator_state).new_page(), site)
    page.keyboard.press("j")
    first = framed(page).get_attribute("id")
    settled(page)

    page.keyboard.press("Alt+p")
    page.locator(f"#{first} summary", has_text="More").press("Enter")
    page.locator(f"#{first} input[name=note]").press_sequentially("psd")
    page.locator(f"#{first} input[name=note]").fill("")
    assert left_in(site) == DECISIONS

    page.locator(f"#{first}").focus()
    page.keyboard.press("o")
    expect(page.locator(f"#{first} .show-all")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("j")
    expect(page.locator(f"#{first}")).not_to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(f"#{first}")).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator("[data-bulk-count]")).to_have_text("Selected: 1")
    page.keyboard.press("?")
    expect(page.get_by_text("Next comment: skip this one")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(f"#{first}")).to_be_focused()
    page.keyboard.press("?")

    page.get_by_role("button", name="Switch keys off").press("Enter")
    page.wait_for_url("**/moderation/?once=*")
    page.keyboard.press("j")
    expect(framed(page)).to_have_count(0)
    page.locator("#keys summary").press("Enter")
    page.get_by_role("button", name="Switch keys on").press("Enter")
    page.wait_for_url("**/moderation/?once=*")
    assert left_in(site) == DECISIONS


def test_few_stops_lead_from_one_comment_to_the_next(
    site: Site, open_browser: OpenBrowser, moderator_state: StorageState
) -> None:
    page = opened(open_browser(storage_state=moderator_state).new_page(), site)
    rows = page.locator("#rows > .row")
    rows.nth(1).locator(".pick input").focus()

    stops = 0
    while rows.nth(2).locator(":focus").count() == 0:
        page.keyboard.press("Tab")
        stops += 1

    assert stops <= 5  # Three decisions, the box and “More”.


# Each thing that a thumb presses, and what lies 21 pixels from its middle on each side.
BESIDE = """(selector) => [...document.querySelectorAll(selector)].filter((each) =>
  each.checkVisibility()).flatMap((each) => {
    each.scrollIntoView({ block: "center", behavior: "instant" });
    const box = each.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    return [[0, 0], [21, 0], [-21, 0], [0, 21], [0, -21]]
      .filter(([right, down]) => !each.contains(document.elementFromPoint(x + right, y + down)))
      .map(() => `${each.textContent.trim()}: ${box.width} × ${box.height}`);
  })"""
PRESSED = "#rows .pick, #rows button, #rows summary, #bulk button, [data-pick-all]"


def test_a_thumb_that_slips_presses_nothing_else(
    site: Site, open_browser: OpenBrowser, moderator_state: StorageState
) -> None:
    small = {"width": 360, "height": 640}
    page = open_browser(storage_state=moderator_state, viewport=small, has_touch=True).new_page()
    opened(page, site)

    assert page.locator(PRESSED).count() > 4 * min(DECISIONS, PAGE_LENGTH)
    assert page.evaluate(BESIDE, PRESSED) == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_many_are_decided_by_thumb_on_a_small_phone(
    site: Site, open_browser: OpenBrowser, moderator_state: StorageState, *, scripts: bool
) -> None:
    small = {"width": 360, "height": 640}
    page = open_browser(
        storage_state=moderator_state, viewport=small, has_touch=True, java_script_enabled=scripts
    ).new_page()
    page.goto(site.url + QUEUE)

    page.get_by_role("link", name="Select all on this page").tap()
    page.locator("#rows .pick").nth(1).tap()
    page.locator("#bulk").get_by_role("button", name="Publish").tap()

    count = min(DECISIONS, PAGE_LENGTH) - 1
    expect(page.locator(".confirmation")).to_have_text(f"{count} comments have been published.")
    assert left_in(site) == DECISIONS - count
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name=f"Undo {count} decisions").tap()
    expect(page.locator(".confirmation")).to_have_text(
        f"{count} comments wait for a decision again."
    )
    assert left_in(site) == DECISIONS
