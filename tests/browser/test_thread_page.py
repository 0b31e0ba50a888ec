"""A thread of many pages: it goes on in place or by links, and never moves what one reads."""

import re
import sqlite3
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.codes import a_code
from tests.browser.conftest import OpenBrowser
from tests.browser.people import (
    ARTICLE,
    EMPTY,
    Navigations,
    comment,
    expect_receipt,
    main_form,
    read,
    saying,
    send,
    write,
)
from tests.browser.server import Site, demo_site

pytestmark = pytest.mark.browser

SCREENS = {360: {"width": 360, "height": 740}, 1280: {"width": 1280, "height": 800}}
WIDTHS = pytest.mark.parametrize("width", SCREENS)
PAGE_SIZE = 4


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of small pages, whose articles ask each second whether there is something new."""
    site = demo_site(
        tmp_path_factory.mktemp("site") / "instance",
        ETHREADER_THREAD_PAGE=str(PAGE_SIZE),
        ETHREADER_NEWS_SECONDS="1",
    )
    site.command("demo", "comments", "60")
    yield site
    site.stop()


@pytest.fixture(scope="module")
def said(site: Site) -> dict[str, str | None]:
    """Public ids of the demo's comments, oldest first, each with that of its parent."""
    database = sqlite3.connect(site.instance / "ethreader.sqlite3", timeout=10)
    rows = database.execute(
        "SELECT one.public_id, parent.public_id FROM comment one "
        "JOIN event ON event.id = one.event_id AND event.slug = ? "
        "LEFT JOIN comment parent ON parent.id = one.parent_id ORDER BY one.id",
        [ARTICLE.split("/")[2]],
    ).fetchall()
    database.close()
    return dict(rows)


def roots_of(page: Page) -> Locator:
    return page.locator("#thread > .branch > .node")


def first_words(page: Page) -> str:
    return page.locator("#thread [data-comment-body]").first.inner_text()


def newest_root(said: dict[str, str | None]) -> str:
    return [each for each, parent in said.items() if parent is None][-1]


def published(site: Site, page: Page, body: str, *, answering: Locator | None = None) -> None:
    """Leave a comment in a browser and have it published."""
    form = main_form(page)
    if answering is not None:
        answering.get_by_role("link", name="Reply").click()
        form = page.locator("section.comment-form").filter(has=page.get_by_text("Cancel"))
    write(form, body=body)
    send(form)
    expect_receipt(page)
    site.command("comments", "publish", "--waiting", "--yes")


# --- more, and other orders -------------------------------------------------------------------


@WIDTHS
def test_the_thread_goes_on_where_it_ends(
    site: Site, open_browser: OpenBrowser, said: dict[str, str | None], width: int
) -> None:
    page = read(open_browser(viewport=SCREENS[width]).new_page(), site.url + ARTICLE)
    loads = Navigations(page)
    expect(roots_of(page)).to_have_count(PAGE_SIZE)

    page.get_by_role("link", name="Show more comments").press("Enter")

    expect(roots_of(page)).to_have_count(2 * PAGE_SIZE)
    expect(roots_of(page).nth(PAGE_SIZE)).to_be_focused()
    expect(roots_of(page).nth(PAGE_SIZE)).to_be_in_viewport()
    while (more := page.locator(".more-link")).count():
        left = more.count()
        shown = page.locator("#thread .node").count()
        more.first.press("Enter")
        page.wait_for_function(
            "n => document.querySelectorAll('#thread .node').length > n", arg=shown
        )
        assert left > 0
    ids = page.locator("#thread .node").evaluate_all("all => all.map((each) => each.id)")
    assert sorted(ids) == sorted(f"c-{each}" for each in said)
    assert (loads.count, loads.marker_survives) == (0, True)


def test_the_thread_goes_on_by_links_alone(
    site: Site, open_browser: OpenBrowser, said: dict[str, str | None]
) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    waiting, seen = [site.url + ARTICLE], set()
    while waiting:
        page.goto(waiting.pop())
        seen |= set(page.locator(".node").evaluate_all("all => all.map((each) => each.id)"))
        waiting += page.locator(".more-link").evaluate_all("all => all.map((each) => each.href)")
        expect(page.get_by_role("heading", level=1)).to_be_visible()

    assert seen == {f"c-{each}" for each in said}


@WIDTHS
@pytest.mark.parametrize("scripts", [True, False], ids=["JavaScript", "no JavaScript"])
def test_other_orders_are_a_press_away(
    site: Site, open_browser: OpenBrowser, said: dict[str, str | None], width: int, scripts: bool
) -> None:
    page = open_browser(viewport=SCREENS[width], java_script_enabled=scripts).new_page()
    if scripts:
        read(page, site.url + ARTICLE)
    else:
        page.goto(site.url + ARTICLE)
    orders = page.get_by_role("navigation", name="Order of the comments")
    expect(orders.locator("[aria-current]")).to_have_text("Oldest first")

    orders.get_by_role("link", name="Newest first").press("Enter")

    expect(orders.locator("[aria-current]")).to_have_text("Newest first")
    expect(roots_of(page).first).to_have_id(f"c-{newest_root(said)}")
    if scripts:
        expect(orders.get_by_role("link", name="Newest first")).to_be_focused()
        expect(page).to_have_url(site.url + ARTICLE)
    else:
        expect(page).to_have_url(f"{site.url}{ARTICLE}?order=newest#comments")


def test_an_answer_that_is_being_written_outlives_another_order(
    site: Site, open_browser: OpenBrowser
) -> None:
    page = read(open_browser().new_page(), site.url + ARTICLE)
    words = first_words(page)
    answered = roots_of(page).first.locator(".comment").first
    name = answered.locator("[data-comment-name]").inner_text()
    answered.get_by_role("link", name="Reply").click()
    form = page.get_by_role("region", name=f"Reply to {name}")
    form.get_by_label("Comment", exact=True).fill("Half a thought")

    for order in ("Newest first", "Oldest first"):
        page.get_by_role("link", name=order).click()
        expect(page.locator(".orders [aria-current]")).to_have_text(order)
        expect(form.get_by_label("Comment", exact=True)).to_have_value("Half a thought")

    expect(form).to_have_count(1)
    expect(answered).to_contain_text(words)
    expect(answered.get_by_role("region", name=f"Reply to {name}")).to_be_visible()
    answered.get_by_role("link", name="Reply").first.click()  # A second time: nothing is lost.
    expect(form.get_by_label("Comment", exact=True)).to_be_focused()
    expect(form.get_by_label("Comment", exact=True)).to_have_value("Half a thought")
    send(form)
    expect_receipt(page)
    page.get_by_role("link", name="Most replies").click()
    expect(page.locator(".orders [aria-current]")).to_have_text("Most replies")
    expect_receipt(page)


# --- permalinks -------------------------------------------------------------------------------


def deepest(said: dict[str, str | None]) -> str:
    """Return a comment deep in the longest branch."""

    def depth(one: str) -> int:
        parent = said[one]
        return 0 if parent is None else 1 + depth(parent)

    return max(said, key=depth)


@WIDTHS
@pytest.mark.parametrize("scripts", [True, False], ids=["JavaScript", "no JavaScript"])
def test_a_permalink_lands_on_its_comment(
    site: Site, open_browser: OpenBrowser, said: dict[str, str | None], width: int, scripts: bool
) -> None:
    page = open_browser(viewport=SCREENS[width], java_script_enabled=scripts).new_page()
    wanted = deepest(said)

    page.goto(f"{site.url}/comments/{wanted}")

    node = page.locator(f"#c-{wanted}")
    expect(node.locator("[data-comment-body]").first).to_be_in_viewport()
    expect(node).to_be_focused()
    assert page.locator(":target").get_attribute("id") == f"c-{wanted}"
    parent = said[wanted]
    expect(page.locator(f"#c-{parent}")).to_be_visible()
    paper = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    marked = node.locator(".comment").first.evaluate("c => getComputedStyle(c).backgroundColor")
    assert marked not in {paper, "rgba(0, 0, 0, 0)"}


def test_what_was_taken_back_keeps_its_answers_and_says_so(
    site: Site, open_browser: OpenBrowser
) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    first, second = f"A remark {a_code()}.", f"An answer {a_code()}."
    page.goto(site.url + EMPTY)
    published(site, page, first)
    own_page = page.get_by_label("Your private link").input_value()
    page.goto(site.url + EMPTY)
    place = comment(page, first).get_by_role("link", name="20").get_attribute("href")
    published(site, page, second, answering=comment(page, first))
    page.goto(own_page)
    page.get_by_role("link", name="Delete permanently").click()
    page.get_by_role("button", name="Yes, delete permanently").click()

    page.goto(f"{site.url}{place}")

    stub = page.locator(":target")
    expect(stub.locator(".comment").first).to_have_text("This comment is no longer shown.")
    expect(stub.locator(".branch [data-comment-body]")).to_have_text([second])
    expect(page.locator("main")).not_to_contain_text(first)
    gone = page.goto(f"{site.url}/comments/0123456789abcdef")
    assert gone is not None
    assert gone.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("This comment is not shown")


# --- news -------------------------------------------------------------------------------------

PLACE = """() => {
    const field = document.activeElement;
    const { top } = field.getBoundingClientRect();
    const { id, value, selectionStart, selectionEnd } = field;
    const { scrollHeight } = document.documentElement;
    return { id, value, selectionStart, selectionEnd, top, scrollY, scrollHeight };
}"""


@WIDTHS
def test_a_second_reader_is_offered_what_is_new_and_nothing_moves(
    site: Site, open_browser: OpenBrowser, width: int
) -> None:
    still = open_browser(viewport=SCREENS[width], reduced_motion="reduce")
    reader = read(still.new_page(), site.url + ARTICLE)
    writer = read(open_browser().new_page(), site.url + ARTICLE)
    title = reader.locator("#comments-title")
    count = int(title.inner_text().split()[0])
    field = main_form(reader).get_by_label("Comment", exact=True)
    field.fill("Half a thought")
    field.evaluate("field => { field.focus(); field.setSelectionRange(2, 6); }")
    reader.wait_for_load_state()  # What comes late on a slow machine is not what is looked for.
    reader.evaluate("document.fonts.ready")
    before = reader.evaluate(PLACE)
    body = f"Something new {a_code()}."

    published(site, writer, body)

    offer = reader.get_by_role("status").get_by_role("link", name="Show 1 new comment")
    expect(offer).to_be_in_viewport()
    assert reader.evaluate(PLACE) == before

    offer.press("Enter")

    fresh = reader.locator("#latest .node").filter(has=saying(reader, body))
    expect(fresh).to_be_focused()
    expect(fresh).to_be_in_viewport()
    expect(reader.locator("#announcer")).to_have_text("1 new comment")
    expect(title).to_have_text(f"{count + 1} comments")
    expect(offer).to_have_count(0)
    expect(field).to_have_value("Half a thought")

    reader.get_by_role("link", name="Newest first").click()
    expect(saying(reader, body)).to_have_count(1)
    expect(reader.locator("#latest .latest-title")).to_have_count(0)


def asked_in_a_minute(page: Page) -> int:
    """Let a minute pass in the page, and count how often it asked for news."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.run_for(60_000)
    page.evaluate("fetch('/healthz')")  # What was asked before has been seen, then.
    return sum("/comments/news?" in url for url in asked)


def with_stopped_clock(context: BrowserContext, site: Site) -> Page:
    page = context.new_page()
    page.clock.install()
    return read(page, site.url + ARTICLE)


def test_nothing_is_asked_where_nobody_looks(site: Site, open_browser: OpenBrowser) -> None:
    page = with_stopped_clock(open_browser(), site)
    assert asked_in_a_minute(page) == 60

    # A browser that is driven from outside shows all its tabs, minimised ones too.
    page.evaluate("Object.defineProperty(document, 'hidden', { value: true })")

    assert asked_in_a_minute(page) == 0


def test_nothing_is_asked_where_data_are_saved(site: Site, open_browser: OpenBrowser) -> None:
    page = with_stopped_clock(open_browser(), site)
    tools = page.context.new_cdp_session(page)
    tools.send("Emulation.setDataSaverOverride", {"dataSaverEnabled": True})
    assert page.evaluate("navigator.connection.saveData") is True

    assert asked_in_a_minute(page) == 0


def test_readers_without_scripts_are_told_nothing_that_they_cannot_use(
    site: Site, open_browser: OpenBrowser
) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    page.goto(site.url + ARTICLE)

    expect(page.locator(".news")).to_be_empty()
    latest = page.goto(f"{site.url}{ARTICLE}comments/latest?since=0")
    assert latest is not None
    assert latest.status == 200
    expect(page.locator(".latest-title")).to_have_text(re.compile(r"\d+ new comments"))
