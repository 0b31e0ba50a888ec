"""What people do in a browser: read, write, send, decide."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.server import Site

ARTICLE = "/events/unconditional-support-and-residence/"
CLOSED = "/events/example-round-table/"
EMPTY = "/events/example-evening-for-volunteers/"
LONG = "/events/example-online-talk/"
RECEIVED = "Your comment has been received."
# Where the cookie is sent by which a browser that has signed in before is known.
SESSION_PATHS = [f"{prefix}/moderation" for prefix in ("", "/sr", "/sr-Cyrl", "/de")]
DEVICE_PATHS = [f"{path}/login" for path in SESSION_PATHS]
QUEUE = "/moderation/"


class Navigations:
    """Counts how often a page was loaded anew since it was opened for reading."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0
        page.evaluate("window.survives = true")
        page.on("framenavigated", lambda frame: self._see(frame.parent_frame is None))

    def _see(self, is_main: bool) -> None:
        self.count += is_main

    @property
    def marker_survives(self) -> bool:
        """Whether the document is still the one that was opened."""
        return bool(self.page.evaluate("window.survives === true"))


def read(page: Page, url: str) -> Page:
    """Open a page whose forms htmx serves, press somewhere, and wait until all is there."""
    page.goto(url, wait_until="commit")
    page.wait_for_selector("form[data-htmx-powered]")
    page.locator("body").dispatch_event("click")
    page.wait_for_function("() => typeof markField === 'function'")  # Of `fields.js`.
    return page


def main_form(page: Page) -> Locator:
    """Return the form under the article, or the only one of the page."""
    return page.locator("section.comment-form").last


def write(form: Locator, *, body: str, name: str = "", email: str = "") -> None:
    """Fill in what is given."""
    form.get_by_label("Comment", exact=True).fill(body)
    form.get_by_label("Name (optional)").fill(name)
    if email:
        wish(form).check()
        form.get_by_label("Email", exact=True).fill(email)


def wish(form: Locator) -> Locator:
    """Return the box that, ticked, asks for an address."""
    return form.get_by_role(
        "checkbox", name="Email me when my comment is published or someone replies"
    )


def send(form: Locator) -> None:
    """Press the button."""
    form.get_by_role("button", name="Send comment").click()


def expect_receipt(page: Page) -> None:
    """Wait for the words that say that it has arrived."""
    expect(page.get_by_role("heading", name=RECEIVED)).to_be_visible()


def saying(page: Page, body: str) -> Locator:
    """Return the texts of comments that are exactly `body`."""
    return page.locator("[data-comment-body]").get_by_text(body, exact=True)


def row(page: Page, body: str) -> Locator:
    """Return the comment's row on the moderation page."""
    return page.locator("article.row").filter(has=saying(page, body))


def decide(row: Locator, decision: str) -> None:
    """Press one of the row's buttons."""
    row.get_by_role("button", name=re.compile(f"^{decision}")).click()


def comment(page: Page, body: str) -> Locator:
    """Return the published comment that says `body`."""
    return page.locator(".thread article.comment").filter(has=saying(page, body))


def waiting_with(page: Page, site: Site, body: str) -> int:
    """Count the waiting comments with this text, as a signed-in moderator's page."""
    page.goto(site.url + QUEUE)
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()
    return row(page, body).count()
