"""What a form needs comes when somebody first does something, and nothing is lost on its way."""

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.conftest import OpenBrowser
from tests.browser.people import ARTICLE, expect_receipt, main_form, write
from tests.browser.server import Site
from tests.browser.test_weight import weigh

pytestmark = pytest.mark.browser

FILE = "**/static/comment-form.js*"
TEXT = "This text waited for a file."


@pytest.fixture
def page(open_browser: OpenBrowser) -> Page:
    return open_browser().new_page()


def opened(page: Page, site: Site) -> Page:
    page.goto(site.url + ARTICLE)
    page.wait_for_selector("form[data-htmx-powered]")
    return page


def test_it_is_no_part_of_reading(page: Page, site: Site) -> None:
    asked = weigh(page, site.url + ARTICLE).urls.values()

    assert [each for each in asked if "thread.js" in each] != []
    assert [each for each in asked if "comment-form.js" in each] == []


@pytest.mark.parametrize("how", ["pointerdown", "keydown", "click", "selectionchange"])
def test_it_comes_once_whatever_is_done(page: Page, site: Site, how: str) -> None:
    opened(page, site)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    with page.expect_request_finished(lambda request: "comment-form.js" in request.url):
        page.evaluate("how => document.dispatchEvent(new Event(how))", how)
    page.evaluate("how => document.dispatchEvent(new Event(how))", how)
    main_form(page).get_by_label("Comment", exact=True).focus()

    assert len(asked) == 1


def test_who_leaves_asks_for_nothing(page: Page, site: Site) -> None:
    opened(page, site)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/exit", lambda route: route.fulfill(body="Elsewhere."))

    page.keyboard.press("Shift")
    page.locator(".exit-link").click()
    page.wait_for_url("**/exit")

    assert [each for each in asked if "/static/" in each] == []


def test_what_is_sent_before_waits_for_it_and_is_sent_once(page: Page, site: Site) -> None:
    held: list[Route] = []
    page.route(FILE, lambda route: held.append(route))  # noqa: PLW0108 - a method cannot be one
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - the same
    form = main_form(opened(page, site))
    form.get_by_label("Comment", exact=True).evaluate("(e, text) => { e.value = text; }", TEXT)
    button = form.get_by_role("button", name="Send comment")

    button.click()
    button.click()
    expect(form).to_be_visible()
    assert [each.method for each in asked if each.method != "GET"] == []
    held[0].continue_()

    expect_receipt(page)
    assert len(held) == 1
    [sent] = [each.post_data or "" for each in asked if each.method == "POST"]
    assert re.search("key=[0-9a-f]{32}", sent)


def test_where_it_does_not_come_forms_are_sent_all_the_same(page: Page, site: Site) -> None:
    page.route(FILE, lambda route: route.abort())
    form = main_form(opened(page, site))

    write(form, body=f"{TEXT} In vain.")
    form.get_by_role("button", name="Send comment").click()

    expect_receipt(page)
