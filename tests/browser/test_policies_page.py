"""Open comments, house rules and official answers, as readers and moderators meet them."""

import re

import pytest
from playwright.sync_api import StorageState, expect

from tests.browser.conftest import OpenBrowser
from tests.browser.people import ARTICLE, expect_receipt, main_form, read, send, write
from tests.browser.server import Site

pytestmark = pytest.mark.browser

OPEN = "/events/example-moved-workshop/"


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_open_comment_appears_at_once(
    site: Site, open_browser: OpenBrowser, width: int, *, scripts: bool
) -> None:
    viewport = {"width": width, "height": 800}
    page = open_browser(java_script_enabled=scripts, viewport=viewport).new_page()
    if scripts:
        read(page, site.url + OPEN)
    else:
        page.goto(site.url + OPEN)
    form = main_form(page)
    expect(form).to_contain_text("Comments appear straight away.")
    expect(form).to_contain_text("Comments are open until")
    words = f"At once, {width} {scripts}."
    write(form, body=words)
    send(form)
    expect_receipt(page)

    page.get_by_role("link", name="view it on the page").click()

    expect(page.get_by_text(words)).to_be_visible()


def test_official_answer_is_marked_for_eyes_and_ears(
    site: Site, open_browser: OpenBrowser, moderator_state: StorageState
) -> None:
    moderator_page = open_browser(storage_state=moderator_state).new_page()
    moderator_page.goto(f"{site.url}/moderation/published")
    while not moderator_page.locator("article.row").filter(has_text="Teodora").count():
        with moderator_page.expect_response("**/published?before=*"):
            moderator_page.get_by_role("link", name="Older comments").click()
        expect(moderator_page).to_have_url(re.compile("before="))
    tools = moderator_page.locator("article.row").filter(has_text="Teodora").last
    tools.locator("summary").press("Enter")
    tools.get_by_label("Public reply").fill("Thank you for being there.")
    tools.get_by_label("Reply as").select_option(label="ASTRA events")
    with moderator_page.expect_navigation():
        tools.get_by_role("button", name="Publish reply").press("Enter")
    expect(
        moderator_page.get_by_text(re.compile("^Your reply to Teodora .* is published"))
    ).to_be_visible()

    page = open_browser().new_page()
    page.goto(site.url + ARTICLE)

    own = page.get_by_role("article", name="ASTRA events Official reply")
    expect(own).to_contain_text("Thank you for being there.")
    assert page.context.cookies() == []
