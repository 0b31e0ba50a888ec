"""States of the page on which a comment is declined, and of the threads of messages."""

from playwright.sync_api import Page, expect

from tests.browser.server import Site
from tests.browser.states import State, full_queue, message_sent

WORDS = "Please leave out the town, and send it again. Thank you for writing to us."


def asked(page: Page, site: Site) -> None:
    full_queue(page, site)
    page.locator("details.why summary", has_text="More").first.click()
    page.get_by_role("link", name="Decline with a reason…").first.click()
    expect(page.get_by_role("heading", name="Decline with a reason")).to_be_visible()


def chosen(page: Page, site: Site) -> None:
    asked(page, site)
    page.get_by_label("Gives away private details").check()
    page.get_by_label("Message to the author (optional)").fill(WORDS)
    expect(page.locator("#author-view .message-text")).to_have_text(WORDS)


def checked(page: Page, site: Site) -> None:
    asked(page, site)
    page.get_by_label("Gives away private details").check()
    page.get_by_label("Message to the author (optional)").fill(WORDS)
    page.get_by_label("Internal note (the author won’t see it)").fill("Ask Boris.")
    page.get_by_role("button", name="Show what the author will see").click()
    expect(page.get_by_role("heading", name="What the author will see")).to_be_focused()


def nothing_chosen(page: Page, site: Site) -> None:
    asked(page, site)
    page.get_by_role("button", name="Decline and tell the author").click()
    expect(page.locator(".error-summary")).to_be_focused()


def unpublishing(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/moderation/published")
    page.locator("details.why summary", has_text="unpublish").first.click()
    page.get_by_role("link", name="Unpublish with a reason…").first.click()
    page.get_by_label("No reason").check()


def thread(page: Page, site: Site) -> None:
    message_sent(page, site)
    page.goto(f"{site.url}/moderation/messages")
    page.get_by_role("link", name="Only this thread").last.click()
    expect(page.get_by_role("button", name="Send reply")).to_be_visible()


def answered(page: Page, site: Site) -> None:
    thread(page, site)
    page.get_by_label("Your reply").fill("We left it out.")
    page.get_by_role("button", name="Send reply").click()
    page.get_by_role("link", name="Answered").click()
    expect(page.get_by_text("We left it out.").first).to_be_visible()


DECLINING = [
    State("declining", asked, as_moderator=True),
    State("declining, chosen", chosen, as_moderator=True),
    State("declining, checked", checked, as_moderator=True, scripts=False),
    State("declining, nothing chosen", nothing_chosen, as_moderator=True),
    State("unpublishing", unpublishing, as_moderator=True),
    State("messages, one thread", thread, as_moderator=True),
    State("messages, answered", answered, as_moderator=True),
]
