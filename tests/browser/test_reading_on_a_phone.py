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

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "ASTRA at the side event of the 22nd Conference of the Alliance against Trafficking in "
        "Persons"
    )
    assert page.evaluate("typeof htmx.version") == "string"
    assert context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


# Each word of an element that stands on more than one line, though the page has room for it.
BROKEN_WORDS = """(elements) => elements.flatMap((element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const room = Math.min(document.documentElement.clientWidth - 32, 640);
    const found = [];
    while (walker.nextNode()) {
        for (const { index, 0: word } of walker.currentNode.data.matchAll(/[^\\s–-]+/g)) {
            const range = document.createRange();
            range.setStart(walker.currentNode, index);
            range.setEnd(walker.currentNode, index + word.length);
            const lines = [...range.getClientRects()];
            const width = lines.reduce((sum, line) => sum + line.width, 0);
            const tops = new Set(lines.map((line) => Math.round(line.top)));
            if (tops.size > 1 && width <= room) found.push(word);
        }
    }
    return found;
})"""
LONGEST = {
    "/": ["26–27", "September", "– 30 September", "2026–2027"],
    "/de/": ["26.–27.", "September", "– 30. September", "2026–2027"],
    "/sr/": ["26.–27.", "septembra", "– 30. septembra", "2026–2027"],
    "/sr-Cyrl/": ["26.–27.", "септембра", "– 30. децембра", "2026–2027"],
}


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_word_is_broken_that_has_room(site: Site, open_browser: OpenBrowser, width: int) -> None:
    page = open_browser().new_page()
    page.set_viewport_size({"width": width, "height": 800})
    for path, (days, month, until, year) in LONGEST.items():
        page.goto(site.url + path)
        page.locator(".card-date").evaluate_all(
            """(leaves, texts) => leaves.forEach((leaf) => {
                leaf.textContent = "";
                for (const [name, text] of texts) {
                    const part = document.createElement("span");
                    part.className = `card-${name}`;
                    part.textContent = text;
                    leaf.append(part, " ");
                }
            })""",
            [("day", days), ("month", month), ("until", until), ("year", year)],
        )
        words = page.locator(".card-date, .card-title, .card-facts, .page-title, .tag")
        assert words.evaluate_all(BROKEN_WORDS) == [], path
        page.goto(f"{site.url}{path}events/unconditional-support-and-residence/")
        words = page.locator("h1, .kicker, .facts dd, .facts dt, .prose > p")
        assert words.evaluate_all(BROKEN_WORDS) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_who_speaks_and_hosts_stands_within_a_screen_and_a_half(
    site: Site, open_browser: OpenBrowser
) -> None:
    page = open_browser().new_page()
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(site.url + ARTICLE)

    for words in ("Marija Andjelković", "La Strada International"):
        box = page.locator(".facts").get_by_text(words).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 1200


# Puts a word behind each text that somebody may have written, and names what is then too wide.
WIDENED_BY = """(word) => {
    const written = "h1, h2, h3, p, dt, dd, li, blockquote, .comment-name, .comment-body, .prose a";
    for (const element of document.querySelectorAll(`main :is(${written})`)) {
        const texts = [...element.childNodes].filter((each) => each.nodeType === Node.TEXT_NODE);
        const text = texts.find((each) => each.data.trim());
        if (text) text.data += ` ${word}`;
    }
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll("main *")]
        .filter((each) => each.getBoundingClientRect().right > clientWidth)
        .map((each) => `${each.tagName}.${each.className}`);
}"""


def test_one_long_word_is_broken_and_widens_no_page(site: Site, open_browser: OpenBrowser) -> None:
    page = open_browser().new_page()
    page.set_viewport_size({"width": 320, "height": 800})

    for path in ("/", ARTICLE, f"{ARTICLE}comments/new", "/speakers/", "/privacy"):
        page.goto(site.url + path)
        assert page.evaluate(WIDENED_BY, "Donaudampfschifffahrt" * 4) == [], path
