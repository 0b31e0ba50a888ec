"""Somebody at a keyboard: the Tab key leads to what they use, or it cannot be used."""

import re

from playwright.sync_api import Locator, Page, expect

# What a page focuses by itself it focuses when it is painted: nobody presses a key before. Where no
# scripts run, none is told of it either.
PAINTED = """() => matchMedia("(scripting: enabled)").matches &&
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"""
NO_STOPS = 400  # No form has as many places for the Tab key.


def go(page: Page, target: Locator) -> Locator:
    """Walk to something by the Tab key, and fail if it cannot be reached so."""
    expect(target).to_be_visible()
    page.wait_for_load_state()
    page.evaluate(PAINTED)
    for _ in range(NO_STOPS):
        if target.evaluate("(element) => element === document.activeElement"):
            return target
        page.keyboard.press("Tab")
    raise AssertionError(f"not reached by keyboard: {target}")


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    """Walk to a link and follow it."""
    link = page.get_by_role("link", name=name, exact=isinstance(name, str)).first
    go(page, link).press("Enter")


def type_into(page: Page, label: str, text: str, *, nth: int = 0) -> None:
    """Walk to a field and type."""
    go(page, page.get_by_label(label, exact=True).nth(nth))
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def press(page: Page, name: str | re.Pattern[str], *, nth: int = 0) -> None:
    """Walk to a button and press it."""
    go(page, page.get_by_role("button", name=name, exact=isinstance(name, str)).nth(nth))
    page.keyboard.press("Enter")


def type_day(page: Page, field: str, day: str, hour: str = "") -> None:
    """Type into a field for a day as it takes digits in the order of its language, and an hour."""
    target = go(page, page.locator(f'input[name="{field}.day"]'))
    year, month, date = day.split("-")
    page.keyboard.type(f"{month}{date}{year}")
    expect(target).to_have_value(day)
    if hour:
        target = go(page, page.locator(f'input[name="{field}.hour"]'))
        page.keyboard.type(hour)
        expect(target).not_to_have_value("")
