"""The states of the moderators' desk: danger, names, rules, the queue's tools and its reasons."""

import sqlite3
from datetime import UTC, datetime
from uuid import uuid4

from playwright.sync_api import Page, expect

from ethreader.learning.examples import Example, seen
from ethreader.learning.features import VERSION
from ethreader.learning.training import train
from ethreader.learning.weights import packed
from tests.browser.codes import a_code
from tests.browser.people import EMPTY, QUEUE, decide, expect_receipt, main_form, row, send, write
from tests.browser.server import Site
from tests.browser.states import State, full_queue, waiting
from tests.learning.texts import GOOD, SPAM

RULE = "Mentions the shelter"
PHONE = "Ana Petrović can tell more about the workshop: 062 808 1717."
SHELTER = "Is the shelter in our town open in August, too?"


def wrote(page: Page, site: Site, body: str, *, name: str = "") -> None:
    """Send a comment; where details are asked about, keep them."""
    page.goto(site.url + EMPTY)
    write(main_form(page), body=body, name=name)
    send(main_form(page))
    keep = page.get_by_role("button", name="Keep it, and let a moderator decide")
    expect(keep.or_(page.locator(".receipt")).first).to_be_visible()
    if keep.is_visible():
        keep.click()
    expect_receipt(page)


def apart(page: Page, site: Site) -> None:
    wrote(page, site, f"He beats me every day. {a_code()}", name="M.")
    wrote(page, site, f"Upomoć, zaključali su me. Ne znam gde sam. {a_code()}")
    page.goto(f"{site.url}/moderation/apart")
    expect(page.get_by_role("button", name="Publish").nth(1)).to_be_visible()


def queue_beside_danger(page: Page, site: Site) -> None:
    apart(page, site)
    page.goto(site.url + QUEUE)
    expect(page.locator(".apart")).to_be_visible()


def names(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/moderation/names")
    page.get_by_label("First name and last name").fill(f"Milica Jovanović{uuid4().hex[:4]}")
    page.get_by_label("Label").fill("case 12")
    page.get_by_role("button", name="Protect this name").click()
    expect(page.locator(".confirmation")).to_be_visible()


def names_refused(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/moderation/names")
    page.get_by_role("button", name="Protect this name").click()
    expect(page.locator(".error-summary")).to_be_focused()


def rule_tried(page: Page, site: Site) -> None:
    wrote(page, site, f"{SHELTER} {a_code()}", name="Petra")
    page.goto(f"{site.url}/moderation/rules/new")
    page.get_by_label("What moderators read at such a comment").fill(RULE)
    page.get_by_label("Words or phrases", exact=True).check()
    words = f"shelter*\nsafe house {a_code()}"  # No two rules look for the same.
    page.get_by_label("Words or phrases, one a line").fill(words)
    page.get_by_role("button", name="Try it").click()
    expect(page.locator(".tried")).to_be_visible()


def rules(page: Page, site: Site) -> None:
    rule_tried(page, site)
    page.get_by_role("button", name="Save this rule").click()
    expect(page.locator(".confirmation")).to_be_visible()


def rule_refused(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/moderation/rules/new")
    page.get_by_role("button", name="Try it").click()
    expect(page.locator(".error-summary")).to_be_visible()


def rule_met(page: Page, site: Site) -> None:
    rules(page, site)
    wrote(page, site, f"{SHELTER} {a_code()}", name="Petra")
    page.goto(site.url + QUEUE)
    expect(page.get_by_text(RULE).last).to_be_visible()


def personal_data(page: Page, site: Site) -> None:
    wrote(page, site, f"{PHONE} {a_code()}", name="Neighbour")
    page.goto(site.url + QUEUE)
    expect(page.locator(".flags", has_text="phone number").first).to_be_visible()


def teach(site: Site) -> None:
    """Let the site have learned from what moderators decided elsewhere."""
    good = [Example(text, f"Reader {i}", is_spam=False) for i, text in enumerate(GOOD)]
    spam = [Example(text, f"Seller {i}", is_spam=True) for i, text in enumerate(SPAM)]
    learned = train(seen([*good, *spam]))
    today, counts = str(datetime.now(UTC).date()), (len(good), len(spam))
    weights = packed(learned.by_number)
    values = (1, 1, VERSION, today, *counts, learned.bias, learned.threshold, weights)
    database = sqlite3.connect(site.instance / "ethreader.sqlite3", timeout=10)
    with database:
        database.execute(f"INSERT OR IGNORE INTO learned_filter ({LEARNED}) {NINE}", values)
        database.execute("UPDATE comment SET flags = '[\"spam-like\"]' WHERE name = 'Shop'")
    database.close()


LEARNED = "id, number, features, trained_on, published, spam, bias, threshold, weights"
NINE = "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


def spam_like(page: Page, site: Site) -> None:
    body = f"SUBSCRIBE to my channel and win money!!! https://shop.example/{a_code()}"
    wrote(page, site, body, name="Shop")
    teach(site)
    reason = page.locator(".flags", has_text="Looks like advertising: ")
    for _ in range(200):  # Housekeeping reads what was learned, a moment later.
        page.goto(f"{site.url}{QUEUE}?q=channel")
        if reason.count():
            break
    expect(reason.first).to_be_visible()


def found(page: Page, site: Site) -> None:
    full_queue(page, site)
    page.goto(f"{site.url}{QUEUE}?q=colleagues")
    expect(page.locator("article.row").first).to_be_visible()


def nothing_found(page: Page, site: Site) -> None:
    full_queue(page, site)
    page.goto(f"{site.url}{QUEUE}?q=xyzzyq&flag=phone-number")
    expect(page.get_by_text("No comments match")).to_be_visible()


def selected(page: Page, site: Site) -> None:
    waiting(page, site)
    for number in range(2):
        page.locator(".pick input").nth(number).check()


def batch(page: Page, site: Site) -> None:
    selected(page, site)
    page.locator("#bulk").get_by_role("button", name="Decline").click()
    expect(page.locator(".confirmation")).to_contain_text("2 comments have been declined")


def batch_partly_lost(page: Page, site: Site) -> None:
    body = waiting(page, site)
    page.locator(".pick input").first.check()
    row(page, body).locator(".pick input").check()
    other = page.context.new_page()
    other.goto(site.url + QUEUE)
    decide(row(other, body), "Spam")
    expect(row(other, body)).to_contain_text("Marked as spam by Ana")
    other.close()
    page.locator("#bulk").get_by_role("button", name="Decline").click()
    expect(page.locator(".notice")).to_contain_text("were left alone")


def looked_at(page: Page, site: Site) -> None:
    """Let a colleague have the focus on the first comment, in a browser elsewhere."""
    body = waiting(page, site)
    database = sqlite3.connect(site.instance / "ethreader.sqlite3", timeout=10)
    if not database.execute("SELECT 1 FROM moderator WHERE name = 'Boris'").fetchone():
        site.command("moderator", "add", "Boris")
    moment = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    with database:
        database.execute(
            "INSERT OR REPLACE INTO glance SELECT moderator.id, comment.id, ? FROM moderator,"
            " comment WHERE moderator.name = 'Boris' AND comment.body = ?",
            (moment, body),
        )
    database.close()
    page.goto(site.url + QUEUE)
    expect(row(page, body)).to_contain_text("Boris is looking at this")


DESK = [
    State("danger", apart, as_moderator=True),
    State("queue beside danger", queue_beside_danger, as_moderator=True),
    State("protected names", names, as_moderator=True),
    State("protected names, refused", names_refused, as_moderator=True),
    State("rule, tried", rule_tried, as_moderator=True),
    State("rule, refused", rule_refused, as_moderator=True),
    State("rules", rules, as_moderator=True),
    State("queue, rule met", rule_met, as_moderator=True),
    State("queue, personal data", personal_data, as_moderator=True),
    State("queue, like advertising", spam_like, as_moderator=True),
    State("queue, found", found, as_moderator=True),
    State("queue, nothing found", nothing_found, as_moderator=True),
    State("queue, selected", selected, as_moderator=True),
    State("queue, batch", batch, as_moderator=True),
    State("queue, batch partly lost", batch_partly_lost, as_moderator=True),
    State("queue, looked at", looked_at, as_moderator=True),
]
