"""An article on paper: a handout of what it says, and no page for what only a screen can do."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenBrowser
from tests.browser.people import ARTICLE, EMPTY
from tests.browser.server import Site

pytestmark = pytest.mark.browser

PAGE = re.compile(rb"/Type\s*/Page\b")
OF_A_SCREEN = (
    *(".masthead nav", ".to-calendar", ".onward", ".share", ".contents", ".anchor", ".follow"),
    *(".exit", ".footer", ".comment-form", ".comment-actions", ".languages", ".to-top"),
)


@pytest.mark.parametrize(
    ("path", "pages", "has_comments"),
    [
        pytest.param(ARTICLE, 5, True, id="a long one"),
        pytest.param(EMPTY, 2, False, id="no comment"),
    ],
)
def test_handout_has_what_is_said_and_nothing_of_a_screen(
    site: Site, open_browser: OpenBrowser, path: str, pages: int, has_comments: bool
) -> None:
    page = open_browser("abort").new_page()
    page.goto(site.url + path)
    page.emulate_media(media="print")

    for selector in OF_A_SCREEN:
        assert page.locator(f"{selector}:visible").count() == 0, selector
    for selector in ("h1", ".facts dl", ".prose", ".source", "#organisations-title"):
        expect(page.locator(selector).first).to_be_visible()
    expect(page.locator(".conversation")).to_be_visible(visible=has_comments)
    assert len(PAGE.findall(page.pdf(format="A4"))) <= pages
