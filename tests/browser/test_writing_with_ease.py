"""Writing with ease: quoting, sending by keys, the counter, the address, drafts, every refusal."""

import re
import sqlite3

import pytest
from playwright.sync_api import Dialog, Locator, Page, Route, expect

from ethreader.base.markup import comment_html
from tests.browser.codes import a_code
from tests.browser.conftest import OpenBrowser
from tests.browser.looking import NOTHING, STORED
from tests.browser.people import (
    ARTICLE,
    EMPTY,
    RECEIVED,
    comment,
    expect_receipt,
    main_form,
    read,
    send,
    wish,
    write,
)
from tests.browser.server import Site

pytestmark = pytest.mark.browser

WIDTHS = pytest.mark.parametrize("width", [360, 1280])
BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["JavaScript", "no JavaScript"])
MARK = """body => {
    const range = document.createRange();
    range.selectNodeContents(body.querySelector("p"));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return getSelection().toString();
}"""

MARK_ALL = "body => getSelection().selectAllChildren(body)"


@pytest.fixture
def page(site: Site, open_browser: OpenBrowser) -> Page:
    """A reader on an article, with the form ready; nothing glides."""
    return read(open_browser(reduced_motion="reduce").new_page(), site.url + ARTICLE)


def opened(site: Site, open_browser: OpenBrowser, path: str, *, scripts: bool) -> Page:
    page = open_browser(java_script_enabled=scripts, reduced_motion="reduce").new_page()
    page.goto(site.url + path)
    return read(page, site.url + path) if scripts else page


def body_of(form: Locator) -> Locator:
    return form.get_by_label("Comment", exact=True)


def half_written(page: Page) -> str:
    text = f"Half a thought {a_code()}."
    body_of(main_form(page)).click()
    page.keyboard.insert_text(text)
    return text


# --- quoting ----------------------------------------------------------------------------------


@WIDTHS
def test_a_marked_passage_is_quoted_by_keyboard(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    said = page.locator("article.comment").first
    author = said.locator("[data-comment-name]").inner_text()
    quote = said.get_by_role("button", name=f"Quote the selected passage from {author}")
    expect(quote).to_have_count(0)

    passage = said.locator("[data-comment-body]").evaluate(MARK)
    said.get_by_role("link", name="Reply").focus()
    page.keyboard.press("Tab")
    expect(quote).to_be_focused()
    page.keyboard.press("Enter")

    field = body_of(page.locator(".reply-slot section"))
    expect(field).to_be_focused()
    expect(field).to_have_value(f"> {passage}\n\n")
    page.keyboard.type("Yes, indeed.")
    said.locator("[data-comment-body]").evaluate(MARK)
    quote.click()
    expect(field).to_have_value(f"> {passage}\n\nYes, indeed.\n\n> {passage}\n\n")
    page.locator(".reply-slot").get_by_role("button", name="Preview").click()
    expect(page.locator(".preview-box blockquote").first).to_have_text(passage)


def test_a_quote_keeps_levels_numbers_and_lines(site: Site, open_browser: OpenBrowser) -> None:
    typed = "1999. a\n    2005. *b*\n\nc\n> d\n>> e\n> f\n>\n> g\nh"
    page = read(open_browser().new_page(), site.url + ARTICLE)
    said = page.locator("article.comment").first
    said.locator("[data-comment-body]").evaluate(
        "(body, html) => { body.innerHTML = html; }", comment_html(typed)
    )

    seen = said.locator("[data-comment-body]").inner_text().split("\n")
    assert [line for line in seen if line] == ["1999. a", "    2005. b", *"cdefgh"]
    said.locator("[data-comment-body]").evaluate(MARK_ALL)
    said.get_by_role("button", name="Quote").click()

    quote = "\n".join(f"> {line}".rstrip() for line in typed.replace("*", "").split("\n"))
    quote = quote.replace("> >> ", "> > > ").replace("> >\n", "> >\n")
    expect(body_of(page.locator(".reply-slot section"))).to_have_value(f"{quote}\n\n")


def test_without_javascript_there_is_no_button_that_does_nothing(
    site: Site, open_browser: OpenBrowser
) -> None:
    page = opened(site, open_browser, ARTICLE, scripts=False)

    expect(page.get_by_role("link", name="Reply").first).to_be_visible()
    expect(page.get_by_role("button", name="Quote")).to_have_count(0)


# --- sending by keys, counting ------------------------------------------------------------------


@pytest.mark.parametrize("keys", ["Control+Enter", "Meta+Enter"])
def test_a_comment_is_sent_from_the_keyboard(page: Page, keys: str) -> None:
    half_written(page)
    page.keyboard.press("Enter")
    expect(body_of(main_form(page))).to_have_value(re.compile(r"\n$"))

    page.keyboard.press(keys)

    expect(page.get_by_role("heading", name=RECEIVED)).to_be_focused()


def test_the_counter_is_seen_at_once_and_spoken_after_a_pause(
    site: Site, open_browser: OpenBrowser
) -> None:
    page = open_browser().new_page()
    page.clock.install()
    read(page, site.url + EMPTY)
    field, seen = body_of(main_form(page)), page.locator(".count")
    spoken = page.locator("[data-count-said]")
    expect(field).to_have_accessible_description(re.compile("^Up to 5,000 characters"))
    expect(spoken).to_have_attribute("aria-live", "polite")
    expect(seen).to_have_attribute("aria-hidden", "true")

    field.fill("x" * 4499)
    expect(seen).to_have_text("")
    field.fill("x" * 4999)
    expect(seen).to_have_text("1 character left")
    expect(spoken).to_have_text("")
    page.clock.run_for(1_100)

    expect(spoken).to_have_text("1 character left")


def test_the_limit_stands_at_the_field_without_javascript(
    site: Site, open_browser: OpenBrowser
) -> None:
    page = opened(site, open_browser, EMPTY, scripts=False)
    field = body_of(main_form(page))
    expect(field).to_have_accessible_description(re.compile("^Up to 5,000 characters"))

    field.fill("x" * 5002)
    send(main_form(page))

    refusal = "Shorten the comment by 2 characters: it can have 5,000"
    expect(page.locator(".error-summary").get_by_role("link")).to_have_text(refusal)
    expect(field).to_have_value("x" * 5002)


# --- the address --------------------------------------------------------------------------------


@WIDTHS
@BOTH
def test_the_address_is_asked_for_with_the_wish(
    site: Site, open_browser: OpenBrowser, width: int, scripts: bool
) -> None:
    page = opened(site, open_browser, EMPTY, scripts=scripts)
    page.set_viewport_size({"width": width, "height": 800})
    form = main_form(page)
    email = form.get_by_label("Email", exact=True)
    expect(email).to_be_hidden()

    wish(form).check()
    expect(email).to_be_visible()
    email.fill("vesna@example.org")
    wish(form).uncheck()
    expect(email).to_be_hidden()
    wish(form).check()

    expect(email).to_have_value("vesna@example.org")


def test_an_address_is_not_sent_without_the_wish(page: Page) -> None:
    half_written(page)
    wish(main_form(page)).check()
    main_form(page).get_by_label("Email", exact=True).fill("vesna@example.org")
    wish(main_form(page)).uncheck()

    with page.expect_request("**/comments") as sent:
        send(main_form(page))

    expect_receipt(page)
    assert "body" in (sent.value.post_data_json or {})
    assert "email" not in (sent.value.post_data_json or {})


def test_a_wish_without_an_address_comes_back_with_the_field(
    site: Site, open_browser: OpenBrowser
) -> None:
    page = opened(site, open_browser, EMPTY, scripts=False)
    body_of(main_form(page)).fill("Text.")
    wish(main_form(page)).check()
    send(main_form(page))

    expect(page.locator(".error-summary").get_by_role("link")).to_have_text(
        "Enter your email address. It will not be published."
    )
    expect(main_form(page).get_by_label("Email", exact=True)).to_be_visible()
    expect(body_of(main_form(page))).to_have_value("Text.")


# --- drafts -------------------------------------------------------------------------------------


@BOTH
def test_a_text_is_still_there_after_a_link_and_back(
    site: Site, open_browser: OpenBrowser, scripts: bool
) -> None:
    page = opened(site, open_browser, ARTICLE, scripts=scripts)
    text = half_written(page)
    page.get_by_role("link", name="All events").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("All events")

    page.go_back()

    expect(body_of(main_form(page))).to_have_value(text)
    if scripts:
        assert page.evaluate(STORED) == NOTHING


def test_leaving_asks_only_while_a_text_is_unsent(page: Page, site: Site) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    text = half_written(page)
    page.get_by_role("link", name="All events").click()
    expect(page).to_have_url(site.url + ARTICLE)
    expect(body_of(main_form(page))).to_have_value(text)
    assert asked == ["beforeunload"]

    send(main_form(page))
    expect_receipt(page)
    page.get_by_role("link", name="All events").click()

    expect(page).to_have_url(f"{site.url}/events/")
    assert asked == ["beforeunload"]


def test_a_form_of_the_own_page_does_not_take_the_other_ones_text_along(page: Page) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    half_written(page)
    send(main_form(page))
    expect_receipt(page)
    page.goto(page.get_by_label("Your private link").input_value())
    page.get_by_label("Message").press_sequentially("To the moderators.")
    page.get_by_role("textbox", name="Comment").press_sequentially("More. ")

    page.get_by_role("button", name="Save changes").press("Enter")
    expect(page.get_by_label("Message")).to_have_value("To the moderators.")
    assert asked == ["beforeunload"]

    page.get_by_label("Message").fill("")
    page.get_by_role("button", name="Save changes").press("Enter")
    expect(page.locator(".confirmation")).to_be_focused()
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("way", ["link", "Shift"])
def test_leaving_this_page_is_never_held_up(page: Page, way: str) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.context.route("**/exit", lambda route: route.fulfill(body="Elsewhere."))
    half_written(page)

    if way == "link":
        page.locator(".exit-link").first.click()
    else:
        for _ in range(3):
            page.keyboard.press("Shift")

    page.wait_for_url("**/exit")
    assert asked == []


def answer_as_a_proxy(route: Route) -> None:
    """Answer as a server in between does when it reaches nobody."""
    route.fulfill(status=502, content_type="text/html", body="<h1>502 Bad Gateway</h1>")


def answer_as_a_network(route: Route) -> None:
    """Answer as a network does that wants somebody to sign in first."""
    route.fulfill(content_type="text/html", body="<h1>Welcome to our Wi-Fi</h1>")


@pytest.mark.parametrize("answer", [answer_as_a_proxy, answer_as_a_network])
def test_what_others_answer_does_not_take_the_forms_place(page: Page, answer: object) -> None:
    page.route("**/comments", answer, times=1)  # type: ignore[arg-type]
    text = half_written(page)
    send(main_form(page))

    notice = main_form(page).locator(".form-problem .notice")
    expect(notice).to_contain_text("The site could not respond just now. Your text is still here")
    expect(notice).to_be_focused()
    expect(body_of(main_form(page))).to_have_value(text)
    send(main_form(page))
    expect_receipt(page)


# --- every refusal ------------------------------------------------------------------------------


class Database:
    """Changes what the site holds, behind its back."""

    def __init__(self, site: Site) -> None:
        self._path = site.instance / "ethreader.sqlite3"

    def do(self, statement: str, *values: str) -> None:
        database = sqlite3.connect(self._path, timeout=10)
        with database:
            database.execute(statement, values)
        database.close()


@WIDTHS
@BOTH
def test_comments_that_closed_meanwhile_keep_the_text(
    site: Site, open_browser: OpenBrowser, width: int, scripts: bool
) -> None:
    page = opened(site, open_browser, EMPTY, scripts=scripts)
    page.set_viewport_size({"width": width, "height": 800})
    text = half_written(page)
    slug = EMPTY.split("/")[2]
    policy = Database(site)
    policy.do("UPDATE event SET comments = 'closed' WHERE slug = ?", slug)
    try:
        send(main_form(page))
        expect(page.locator(".notice")).to_contain_text("Comments on this event are closed")
        expect(page.locator(".notice")).to_contain_text("copy it if you want to keep it")
        expect(page.locator(".notice")).to_be_focused()
        expect(body_of(main_form(page))).to_have_value(text)
    finally:
        policy.do("UPDATE event SET comments = 'held' WHERE slug = ?", slug)


@BOTH
def test_a_stamp_that_is_no_good_costs_one_more_press(
    site: Site, open_browser: OpenBrowser, scripts: bool
) -> None:
    context = open_browser(java_script_enabled=scripts)

    def spoil(route: Route) -> None:
        sent = re.sub("stamp=[^&]+", "stamp=old", route.request.post_data or "")
        route.continue_(post_data=sent)

    page = context.new_page()
    page.goto(site.url + EMPTY)
    page = read(page, site.url + EMPTY) if scripts else page
    page.route("**/comments", spoil, times=1)
    text = half_written(page)
    send(main_form(page))
    expect(page.locator(".notice")).to_contain_text("press “Send comment” again")
    expect(body_of(main_form(page))).to_have_value(text)

    send(main_form(page))

    expect_receipt(page)


@BOTH
def test_an_answer_to_what_is_gone_becomes_a_comment_of_its_own(
    site: Site, open_browser: OpenBrowser, scripts: bool
) -> None:
    first = f"A remark {a_code()}."
    page = opened(site, open_browser, EMPTY, scripts=scripts)
    write(main_form(page), body=first)
    send(main_form(page))
    expect_receipt(page)
    site.command("comments", "publish", "--waiting", "--yes")
    page = opened(site, open_browser, EMPTY, scripts=scripts)
    comment(page, first).get_by_role("link", name="Reply").click()
    form = page.locator("section.comment-form").filter(has=page.get_by_text("Cancel"))
    body_of(form).fill("Half an answer.")
    database = Database(site)
    gone = "UPDATE comment SET state = 'withdrawn', is_visible = 0 WHERE body = ?"
    database.do(gone, first)
    send(form)

    expect(page.locator(".notice")).to_contain_text("is no longer shown")
    kept = page.locator("section.comment-form").filter(has=page.locator(".notice"))
    expect(body_of(kept)).to_have_value("Half an answer.")
    ids = page.locator("[id]").evaluate_all("all => all.map((each) => each.id)")
    assert len(ids) == len(set(ids))
    send(kept)
    expect_receipt(page)


@BOTH
def test_a_failure_of_the_site_keeps_the_text(
    site: Site, open_browser: OpenBrowser, scripts: bool
) -> None:
    page = opened(site, open_browser, EMPTY, scripts=scripts)
    text = half_written(page)
    database = Database(site)
    database.do("ALTER TABLE comment RENAME TO gone")
    try:
        send(main_form(page))
        expect(page.get_by_text("This was not your fault")).to_be_visible()
        expect(page.get_by_text("It is still in the form")).to_be_visible()
    finally:
        database.do("ALTER TABLE gone RENAME TO comment")
    if not scripts:
        page.go_back()
    expect(body_of(main_form(page))).to_have_value(text)

    send(main_form(page))

    expect_receipt(page)


def test_a_text_far_too_large_is_told_so_as_it_is_left(
    site: Site, open_browser: OpenBrowser
) -> None:
    page = opened(site, open_browser, EMPTY, scripts=True)
    field = body_of(main_form(page))
    field.fill("€ " * 110_000)

    field.blur()

    said = "What you sent is larger than this site accepts."
    expect(page.locator(".comment-form .field-error", has_text=said)).to_be_visible()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("€ " * 110_000)


def test_a_text_far_too_large_is_kept_without_javascript(
    site: Site, open_browser: OpenBrowser
) -> None:
    page = opened(site, open_browser, EMPTY, scripts=False)
    body_of(main_form(page)).fill("€ " * 110_000)
    send(main_form(page))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your text is too long")

    page.go_back()

    expect(body_of(main_form(page))).to_have_value("€ " * 110_000)
