"""What helps to read an article and to pass it on; and calendar files, read by `ical.js`."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenBrowser
from tests.browser.people import ARTICLE, EMPTY
from tests.browser.server import Site
from tests.tools import ical_script

pytestmark = pytest.mark.browser

WATCH_POLICY = """
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) =>
        window.violations.push(event.violatedDirective));
"""
READ_CALENDAR = """async ([source, text]) => {
    const module = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    const ICAL = (await import(module)).default;
    const calendar = new ICAL.Component(ICAL.parse(text));
    for (const zone of calendar.getAllSubcomponents("vtimezone")) {
        ICAL.TimezoneService.register(new ICAL.Timezone(zone));
    }
    return calendar.getAllSubcomponents("vevent").map((each) => {
        const event = new ICAL.Event(each);
        return {
            uid: event.uid,
            sequence: event.sequence,
            status: each.getFirstPropertyValue("status"),
            begins: event.startDate.toJSDate().toISOString(),
            ends: event.endDate.toJSDate().toISOString(),
            isDay: event.startDate.isDate,
        };
    });
}"""


def entries_of(page: Page, site: Site, path: str) -> list[dict[str, Any]]:
    """Return what `ical.js` reads in a calendar file."""
    text = page.request.get(f"{site.url}{path}").text()
    found: list[dict[str, Any]] = page.evaluate(READ_CALENDAR, [ical_script(), text])
    return found


def test_independent_program_reads_calendars(site: Site, open_browser: OpenBrowser) -> None:
    page = open_browser("abort", timezone_id="UTC").new_page()

    [entry] = entries_of(page, site, f"{ARTICLE}calendar.ics")
    [day] = entries_of(page, site, "/events/example-round-table/calendar.ics")
    all_entries = entries_of(page, site, "/events.ics")

    assert entry["begins"] == "2022-04-05T07:30:00.000Z"
    assert entry["ends"] == "2022-04-05T09:00:00.000Z"
    assert (entry["status"], entry["sequence"]) == ("CONFIRMED", 0)
    assert day["isDay"]
    assert day["begins"].startswith("2023-05-11")
    assert day["ends"].startswith("2023-05-12")
    assert {each["status"] for each in all_entries} == {"CONFIRMED", "TENTATIVE", "CANCELLED"}
    assert len({each["uid"] for each in all_entries}) == len(all_entries) == 5


def test_policy_is_kept_by_all_that_programs_are_told(
    site: Site, open_browser: OpenBrowser
) -> None:
    page = open_browser("abort").new_page()
    page.add_init_script(WATCH_POLICY)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))

    for path in (ARTICLE, "/speakers/marija-andjelkovic/"):
        page.goto(site.url + path)
        assert page.locator("script[type='application/ld+json']").count() == 1
        assert page.evaluate("window.violations") == []

    assert [text for text in said if "Content Security Policy" in text] == []


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        pytest.param("America/New_York", "18 March, 13:00.* in your time zone", id="elsewhere"),
        pytest.param("Asia/Tokyo", "19 March, 02:00.* in your time zone", id="on another day"),
        pytest.param("Europe/Belgrade", "", id="there"),
        pytest.param("Europe/Vienna", "", id="where clocks show the same"),
    ],
)
def test_reader_elsewhere_is_told_their_own_time(
    site: Site, open_browser: OpenBrowser, zone: str, words: str
) -> None:
    page = open_browser("abort", timezone_id=zone).new_page()
    page.goto(site.url + EMPTY)

    own = page.locator(".own-time")

    expect(own).to_have_text(re.compile(f"^{words}$"))


def test_links_are_copied_as_everybody_may_see_them(site: Site, open_browser: OpenBrowser) -> None:
    context = open_browser("abort", permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site.url}{ARTICLE}?once=aaaaaaaaaaaaaaaa&utm_source=x")

    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_focused()
    canonical = page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("link", name="Link to this section").first.click()
    expect(page).to_have_url(re.compile("#s-what-is-wrong-today$"))
    page.wait_for_function(
        "navigator.clipboard.readText().then((text) => text.endsWith('#s-what-is-wrong-today'))"
    )

    assert canonical.endswith(ARTICLE)
    expect(page.locator("#announcer")).to_have_text("Link copied")


def test_without_a_script_nothing_is_promised(site: Site, open_browser: OpenBrowser) -> None:
    page = open_browser("abort", java_script_enabled=False).new_page()
    page.goto(site.url + ARTICLE)

    expect(page.locator(".share button:visible")).to_have_count(0)
    expect(page.get_by_role("link", name="Link to this section")).to_have_count(4)


@pytest.mark.parametrize(
    ("width", "height", "scripts"),
    [
        pytest.param(1280, 800, True, id="on a desk"),
        pytest.param(360, 740, False, id="on a phone, without scripts"),
        pytest.param(320, 256, True, id="at 400 %"),
    ],
)
def test_way_to_the_top_appears_after_one_screen_and_covers_no_way_out(
    site: Site, open_browser: OpenBrowser, width: int, height: int, scripts: bool
) -> None:
    size: Any = {"width": width, "height": height}
    page = open_browser("abort", viewport=size, java_script_enabled=scripts).new_page()
    page.goto(site.url + ARTICLE)
    button, way_out = page.locator(".to-top a"), page.locator(".exit-link")

    expect(button.filter(visible=True)).not_to_be_in_viewport()
    page.mouse.wheel(0, 2 * height + 300)
    expect(button).to_be_in_viewport(ratio=1)

    box, out = button.bounding_box(), way_out.bounding_box()
    assert box is not None
    assert out is not None
    assert min(box["width"], box["height"]) >= 44
    if width == 360:  # In the bar, where it lies over no line, and across from the way out.
        bar = page.locator(".exit").bounding_box()
        assert bar is not None
        assert bar["y"] <= box["y"] < box["y"] + box["height"] <= bar["y"] + bar["height"]
        assert box["x"] + box["width"] < out["x"]
    else:
        assert box["y"] >= out["y"] + out["height"]
    button.click()
    expect(button.filter(visible=True)).not_to_be_in_viewport()
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
