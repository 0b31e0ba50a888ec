"""Readers who report a comment in a browser, and the moderators who see it; the feed beside it."""

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.browser.conftest import OpenBrowser
from tests.browser.people import (
    ARTICLE,
    QUEUE,
    Navigations,
    comment,
    decide,
    expect_receipt,
    main_form,
    read,
    row,
    saying,
    send,
    write,
)
from tests.browser.server import Site, demo_site

pytestmark = pytest.mark.browser

REPORTED = "/moderation/reported"
WAYS = [
    pytest.param(360, True, id="360 px with JavaScript"),
    pytest.param(1280, False, id="1280 px without JavaScript"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site behind a proxy, which says from where each reader comes."""
    folder = tmp_path_factory.mktemp("site") / "instance"
    site = demo_site(
        folder,
        ETHREADER_TRUSTED_PROXIES="1",
        ETHREADER_LIMITS="on",
        ETHREADER_HTMX="self",
    )
    yield site
    site.stop()


def opened(site: Site, page: Page, path: str, *, scripts: bool) -> Page:
    if scripts:
        return read(page, site.url + path)
    page.goto(site.url + path)
    return page


def report(page: Page, body: str, reason: str, note: str = "") -> None:
    """Report the comment that says `body`, and be thanked."""
    comment(page, body).get_by_role("link", name="Report").click()
    form = page.locator(".report-form")
    form.get_by_label(reason).check()
    form.get_by_label("Anything else").fill(note)
    form.get_by_role("button", name="Send report").click()
    expect(page.get_by_role("heading", name="Thank you for your report.")).to_be_visible()


@pytest.mark.parametrize(("width", "scripts"), WAYS)
def test_three_readers_bring_a_comment_back_and_a_moderator_decides(
    site: Site, open_browser: OpenBrowser, moderator_state: StorageState, width: int, scripts: bool
) -> None:
    body = f"She lives behind the station, {width} {scripts}."
    options: dict[str, Any] = {
        "viewport": {"width": width, "height": 800},
        "java_script_enabled": scripts,
    }
    moderator_page = open_browser(storage_state=moderator_state, **options).new_page()

    def reader(number: int) -> Page:
        address = f"203.0.{width % 250 + scripts * 9 + number}.7"
        return open_browser(extra_http_headers={"X-Forwarded-For": address}, **options).new_page()

    first = opened(site, reader(0), ARTICLE, scripts=scripts)
    write(main_form(first), body=body, name="Nina")
    send(main_form(first))
    expect_receipt(first)
    # By the operator, unread: what a moderator has read no report brings back.
    site.command("comments", "publish", "--waiting", "--yes")

    second = opened(site, reader(1), ARTICLE, scripts=scripts)
    if scripts:
        navigations = Navigations(second)
        comment(second, body).get_by_role("link", name="Report").click()
        expect(second.get_by_label("It reveals someone’s identity or location")).to_be_focused()
        second.get_by_role("link", name="Cancel").click()
        expect(comment(second, body).get_by_role("link", name="Report")).to_be_focused()
    report(second, body, "It reveals someone’s identity or location", "Her street.")
    if scripts:
        assert navigations.count == 0
        expect(second.get_by_role("heading", name="Thank you for your report.")).to_be_focused()
    opened(site, second, ARTICLE, scripts=scripts)
    report(second, body, "Something else", "Once more.")

    opened(site, moderator_page, REPORTED, scripts=scripts)
    told = row(moderator_page, body).get_by_role("region", name="Reports from readers")
    expect(told).to_contain_text("Reported by 1 reader")
    expect(told).to_contain_text("Her street.")
    expect(told).not_to_contain_text("Once more.")
    decide(row(moderator_page, body), "Keep")
    expect(row(moderator_page, body).first).to_contain_text("Kept by Ana")
    decide(row(moderator_page, body).first, "Undo")
    expect(row(moderator_page, body).get_by_role("button", name="Keep").first).to_be_visible()

    late = opened(site, reader(5), ARTICLE, scripts=scripts)
    for number in (2, 3):
        other = opened(site, reader(number), ARTICLE, scripts=scripts)
        report(other, body, "It threatens or insults someone")
    opened(site, other, ARTICLE, scripts=scripts)
    expect(saying(other, body)).to_have_count(0)
    link = comment(late, body).get_by_role("link", name="Report")
    link.click()
    expect(late.get_by_text("so there is nothing to report")).to_be_visible()

    opened(site, moderator_page, QUEUE, scripts=scripts)
    expect(row(moderator_page, body)).to_contain_text("Reported by 3 readers")
    decide(row(moderator_page, body), "Publish")
    expect(row(moderator_page, body).first).to_contain_text("Published by Ana")
    opened(site, other, ARTICLE, scripts=scripts)
    expect(comment(other, body)).to_have_count(1)
    assert other.context.cookies() == []


def test_the_article_leads_to_its_feed(site: Site, open_browser: OpenBrowser) -> None:
    page = open_browser().new_page()
    page.goto(site.url + ARTICLE)
    told = page.locator("link[rel=alternate][type='application/atom+xml']").get_attribute("href")
    shown = page.locator(".thread [data-comment-id]").evaluate_all(
        "all => all.map((each) => each.dataset.commentId)"
    )

    page.get_by_role("link", name="Follow by feed reader").click()
    feed_url = page.get_by_label("Address of the feed").input_value()

    assert feed_url == f"{site.url}{told}"
    answer = page.request.get(feed_url)
    names = ET.fromstring(answer.body()).findall(".//{*}entry/{*}id")
    assert {(each.text or "").rpartition(":")[2] for each in names} == set(shown)
    again = page.request.get(feed_url, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status == 304
