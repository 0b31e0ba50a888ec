import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenBrowser
from tests.browser.server import Site

pytestmark = pytest.mark.browser
ARTICLE = "/events/unconditional-support-and-residence/"


def test_reading_sets_no_cookie_and_stores_nothing(site: Site, open_browser: OpenBrowser) -> None:
    context = open_browser()
    page = context.new_page()
    page.goto(site.url + ARTICLE)

    expect(page.get_by_role("heading", level=1)).to_have_text("Help first, without conditions")
    assert page.evaluate("typeof htmx.version") == "string"
    assert context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
