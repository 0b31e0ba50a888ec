"""A reader who meets a limit in the browser: the wait is said where they look, the text stays."""

import re
import urllib.parse
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenBrowser
from tests.browser.people import ARTICLE, main_form, read, send, wish, write
from tests.browser.server import PATIENCE, Site, demo_site

pytestmark = pytest.mark.browser

WORDS = "A long text that took me an hour.\n\nAnd *this* is the second part."
WAIT = re.compile(r"Please wait about \d+ (minutes|seconds) and try again\. Your text is still")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site whose limits this machine's own address has used up."""
    folder = tmp_path_factory.mktemp("site") / "instance"
    site = demo_site(folder, ETHREADER_LIMITS="on")
    try:
        stamp = stamp_of(site)
        for number in range(50):
            post(site, "", {"body": f"Text {number}.", "stamp": stamp, "altcha": "none"})
        for _ in range(120):
            post(site, "/preview", {"body": "Text."})
        yield site
    finally:
        site.stop()


def stamp_of(site: Site) -> str:
    """Open the form and return its token."""
    with urllib.request.urlopen(f"{site.url}{ARTICLE}comments/new") as form:
        stamp = re.search(r'name="stamp" value="([^"]+)"', form.read().decode())
    assert stamp is not None
    return stamp[1]


def post(site: Site, path: str, fields: dict[str, str]) -> None:
    body = urllib.parse.urlencode(fields).encode()
    to = f"{site.url}{ARTICLE}comments{path}"
    request = urllib.request.Request(to, data=body, headers={"HX-Request": "true"})
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:
        assert response.status in {200, 201}


def fill(page: Page) -> None:
    write(main_form(page), body=WORDS, name="Mira", email="mira@example.org")


def expect_all_typed(page: Page) -> None:
    form = main_form(page)
    expect(form.get_by_label("Comment", exact=True)).to_have_value(WORDS)
    expect(form.get_by_label("Name (optional)")).to_have_value("Mira")
    expect(form.get_by_label("Email", exact=True)).to_have_value("mira@example.org")


def test_refused_comment_stays_in_its_form(site: Site, open_browser: OpenBrowser) -> None:
    context = open_browser()
    # With the script of the proof that is asked for, it would be taken.
    context.route(re.compile(r"/proof\.js"), lambda route: route.abort())
    page = read(context.new_page(), site.url + ARTICLE)
    fill(page)
    send(main_form(page))
    expect(main_form(page).get_by_role("alert")).to_contain_text("a short calculation")

    send(main_form(page))

    notice = main_form(page).locator(".form-problem .notice")
    expect(notice).to_contain_text(WAIT)
    expect(notice).to_be_focused()
    expect_all_typed(page)
    assert page.url == site.url + ARTICLE


def test_refused_preview_is_told_above_the_form(site: Site, open_browser: OpenBrowser) -> None:
    page = read(open_browser().new_page(), site.url + ARTICLE)
    fill(page)

    main_form(page).get_by_role("button", name="Preview").click()

    expect(main_form(page).locator(".form-problem .notice")).to_contain_text(WAIT)
    expect_all_typed(page)


def test_refused_check_does_not_disturb_who_writes(site: Site, open_browser: OpenBrowser) -> None:
    page = read(open_browser().new_page(), site.url + ARTICLE)
    form = main_form(page)
    wish(form).check()
    form.get_by_label("Email", exact=True).fill("mira")

    with page.expect_response(re.compile("field=email")) as refused:
        form.get_by_label("Comment", exact=True).click()
    form.get_by_label("Comment", exact=True).press_sequentially("Still writing.")

    assert refused.value.status == 429
    expect(form.get_by_label("Comment", exact=True)).to_be_focused()
    expect(form.get_by_label("Comment", exact=True)).to_have_value("Still writing.")
    expect(form.locator(".form-problem")).to_be_empty()


def test_refused_comment_comes_back_without_scripts(site: Site, open_browser: OpenBrowser) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    page.goto(site.url + ARTICLE)
    fill(page)

    send(main_form(page))

    expect(page).to_have_title(re.compile("^Error: "))
    expect(main_form(page).locator(".form-problem .notice")).to_contain_text(WAIT)
    expect_all_typed(page)
