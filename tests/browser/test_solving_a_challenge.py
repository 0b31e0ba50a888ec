"""The proof of work in a real browser: its script, its worker, its words, and who has neither."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenBrowser
from tests.browser.people import ARTICLE, expect_receipt, main_form, read, send, write
from tests.browser.server import Site, demo_site
from tests.browser.test_limits import post, stamp_of

pytestmark = pytest.mark.browser

ASKED = re.compile("it now does a short calculation")
READ_FIRST = "A moderator will read it within a day or two."


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site at which this machine's own IP has sent what is free."""
    site = demo_site(tmp_path_factory.mktemp("site") / "instance", ETHREADER_LIMITS="on")
    try:
        stamp = stamp_of(site)
        for number in range(10):
            post(site, "", {"body": f"Text {number}.", "stamp": stamp})
        yield site
    finally:
        site.stop()


def fill(page: Page, body: str) -> None:
    write(main_form(page), body=body, name="Mira")


def test_the_browser_works_it_out_and_sends_by_itself(
    site: Site, open_browser: OpenBrowser
) -> None:
    page = read(open_browser().new_page(), site.url + ARTICLE)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    fill(page, "Worked out.")

    with (
        page.expect_request(lambda each: "altcha=ey" in (each.post_data or "")) as solved,
        page.expect_worker() as worker,
        page.expect_response(re.compile("/comments$")) as asked,
    ):
        send(main_form(page))
    expect_receipt(page)

    assert (asked.value.status, "proof-worker.js" in worker.value.url) == (422, True)
    assert "Worked+out." in (solved.value.post_data or "")
    assert [each for each in said if "Content Security Policy" in each] == []


def test_what_is_asked_is_said_and_the_text_stays(site: Site, open_browser: OpenBrowser) -> None:
    context = open_browser()
    context.route(re.compile(r"proof-worker\.js"), lambda _route: None)  # It never arrives.
    page = read(context.new_page(), site.url + ARTICLE)
    fill(page, "Not waited for.")

    send(main_form(page))

    notice = main_form(page).get_by_role("alert")
    expect(notice).to_contain_text(ASKED)
    expect(notice).to_be_focused()
    expect(main_form(page).get_by_label("Comment", exact=True)).to_have_value("Not waited for.")

    page.keyboard.press("Tab")  # By keyboard alone: on to the text, and sent.
    page.keyboard.press("Control+Enter")
    expect_receipt(page)
    expect(page.get_by_text(READ_FIRST)).to_be_visible()


@pytest.mark.parametrize("missing", ["proof.js", "proof-worker.js"])
def test_a_script_that_fails_to_load_keeps_nobody_from_sending(
    site: Site, open_browser: OpenBrowser, missing: str
) -> None:
    context = open_browser()
    context.route(re.compile(re.escape(f"/{missing}")), lambda route: route.abort())
    page = read(context.new_page(), site.url + ARTICLE)
    fill(page, f"Without {missing}.")

    send(main_form(page))
    if missing == "proof.js":
        expect(main_form(page).get_by_role("alert")).to_contain_text(ASKED)
        send(main_form(page))

    expect_receipt(page)


def test_without_scripts_it_is_taken_and_read_first(site: Site, open_browser: OpenBrowser) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    page.goto(site.url + ARTICLE)
    fill(page, "Without scripts.")

    send(main_form(page))

    expect_receipt(page)
    expect(page.get_by_text(READ_FIRST)).to_be_visible()
