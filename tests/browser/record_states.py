"""The states of the record: the history of a comment, figures, totals, the feed, emails."""

import sqlite3
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.browser.server import Site
from tests.browser.states import State, decided_row, opened

FEED = "/moderation/feed"
EMAILS = "/moderation/emails"
REASONS = ("off-topic", "hurtful", "hurtful", "private", None)
DECIDED = (
    "INSERT INTO state_change (comment_id, moderator_id, from_state, to_state, cause, reason, note,"
    " was_pinned, was_reviewed, changed_at) VALUES (?, 1, 'pending', ?, 'decision', ?, '', 0, 0, ?)"
)


def history(page: Page, site: Site) -> None:
    decided_row(page, site)
    page.get_by_role("link", name="Its history").first.click()
    expect(page.get_by_text("Asked the author by phone.")).to_be_visible()


def store_decisions(site: Site) -> None:
    """Let what the demo's readers wrote have come in and been decided in the last 90 days."""
    today = datetime.now(UTC).date()
    database = sqlite3.connect(site.instance / "ethreader.sqlite3", timeout=10)
    with database:
        ids = database.execute("SELECT id FROM comment WHERE voice IS NULL ORDER BY id").fetchall()
        for number, (comment_id,) in enumerate(ids):
            came = today - timedelta(days=number * number * 7 % 88)
            decided = min(came + timedelta(days=number % 4), today)
            reason = REASONS[number // 3 % 5]
            state = "published" if number % 3 else "rejected"
            database.execute(
                "UPDATE comment SET received_on = ? WHERE id = ?", (str(came), comment_id)
            )
            moment = f"{decided} 12:00:00.000000"
            database.execute(DECIDED, (comment_id, state, None if number % 3 else reason, moment))
    database.close()


def figures(page: Page, site: Site) -> None:
    store_decisions(site)
    page.goto(f"{site.url}/moderation/figures")
    expect(page.get_by_role("img", name="Comments received and decided")).to_be_visible()


def feed_made(page: Page, site: Site) -> None:
    page.goto(site.url + FEED)
    page.get_by_role("button", name="link").first.click()
    expect(page.get_by_text("we can’t show it again")).to_be_visible()


def emails_asked_for(page: Page, site: Site) -> None:
    page.goto(site.url + EMAILS)
    page.get_by_label("At most every hour").check()
    page.get_by_label("Your email address", exact=True).fill("volunteer@mail.example")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("We have sent you a link")).to_be_visible()


RECORD = [
    State("history of a comment", history, as_moderator=True),
    State("figures", figures, as_moderator=True),
    State("totals for everybody", opened("/transparency")),
    State("moderators' feed", feed_made, as_moderator=True),
    State("moderators' emails", opened(EMAILS), as_moderator=True),
    State("moderators' emails, asked for", emails_asked_for, as_moderator=True),
]
