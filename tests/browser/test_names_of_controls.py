"""Whoever goes from control to control at the desk hears which comment each is about."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.browser.conftest import OpenBrowser
from tests.browser.desk_states import apart, found
from tests.browser.server import Site
from tests.browser.states import full_queue, message_sent, opened

pytestmark = pytest.mark.browser

# What of a row can be pressed or typed into has its own words and those of the row's name.
UNNAMED = """() => [...document.querySelectorAll("article.row")].flatMap((row) => {
    const name = row.querySelector(".comment-name").innerText.trim();
    row.querySelectorAll("details").forEach((each) => { each.open = true; });
    const controls = "button:not([hidden]), a[href], textarea, input:not([type=hidden]), summary";
    return [...row.querySelectorAll(controls)].filter((one) =>
        !one.closest(".comment-body, .comment-meta, .why > p")).map((one) => {
        const ids = (one.getAttribute("aria-labelledby") ?? "").split(" ").filter(Boolean);
        const labels = ids.map((id) => document.getElementById(id).innerText);
        const words = labels.join(" ") || one.labels?.[0]?.innerText || one.innerText;
        return words.includes(name) ? "" : words;
    }).filter(Boolean);
})"""


def messages(page: Page, site: Site) -> None:
    message_sent(page, site)
    page.goto(f"{site.url}/moderation/messages")


@pytest.mark.parametrize(
    "reach",
    [
        pytest.param(full_queue, id="queue"),
        pytest.param(apart, id="danger"),
        pytest.param(messages, id="messages"),
        pytest.param(opened("/moderation/published"), id="published"),
    ],
)
def test_each_control_of_a_row_is_named_with_its_comment(
    site: Site,
    open_browser: OpenBrowser,
    moderator_state: StorageState,
    reach: Callable[[Page, Site], None],
) -> None:
    page = open_browser(storage_state=moderator_state).new_page()
    reach(page, site)

    expect(page.locator("article.row").first).to_be_visible()
    assert set(page.evaluate(UNNAMED)) == set()


def test_what_was_found_is_said_where_the_page_begins(
    site: Site, open_browser: OpenBrowser, moderator_state: StorageState
) -> None:
    page = open_browser(storage_state=moderator_state).new_page()
    found(page, site)

    expect(page.locator(".looked-for")).to_be_focused()
    expect(page.locator(".looked-for strong")).to_have_text(re.compile(r"\d found:\s+Waiting"))
