"""Every page, and every state that a page can be in: for checkers and for pictures."""

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.browser.codes import a_code
from tests.browser.people import (
    ARTICLE,
    CLOSED,
    EMPTY,
    LONG,
    QUEUE,
    decide,
    expect_receipt,
    main_form,
    read,
    row,
    send,
    wish,
    write,
)
from tests.browser.server import Site
from tests.mail.planting import plant_link

Reach = Callable[[Page, Site], None]
NEW = f"{EMPTY}comments/new"
LOGIN = "/moderation/login"


@dataclass(frozen=True)
class State:
    """How to reach one state; `as_moderator` needs a moderator's cookie."""

    name: str
    reach: Reach
    as_moderator: bool = False
    scripts: bool = True


def opened(path: str) -> Reach:
    return lambda page, site: (page.goto(site.url + path), None)[1]


def post(page: Page, site: Site, path: str, **fields: str) -> None:
    """Post a form from where the page stands, by a page load."""
    page.evaluate(
        """([action, fields]) => {
            const form = document.createElement("form");
            Object.assign(form, { method: "post", action });
            for (const [name, value] of Object.entries(fields)) {
                const field = document.createElement("textarea");
                Object.assign(field, { name, value });
                form.append(field);
            }
            document.body.append(form);
            HTMLFormElement.prototype.submit.call(form);
        }""",
        [site.url + path, fields],
    )
    page.wait_for_url(site.url + path)
    page.wait_for_load_state()


def cross_site_post(page: Page, site: Site) -> None:
    page.goto("about:blank")
    post(page, site, f"{EMPTY}comments", body="From elsewhere")


def wrong_verb(page: Page, site: Site) -> None:
    page.goto(site.url)
    post(page, site, "/events/")


def too_large(page: Page, site: Site) -> None:
    page.goto(site.url)
    post(page, site, f"{EMPTY}comments", body="€ " * 110_000)


def malformed(page: Page, site: Site) -> None:
    page.goto(site.url)
    post(page, site, f"{EMPTY}comments/check?field=colour", body="x")


def too_large_in_place(page: Page, site: Site) -> None:
    read(page, site.url + EMPTY)
    main_form(page).get_by_label("Comment", exact=True).evaluate(
        "field => field.value = '€ '.repeat(110000)"
    )
    send(main_form(page))
    expect(page.locator(".notice")).to_be_visible()
    main_form(page).get_by_label("Comment", exact=True).fill("Shortened.")


def next_page(page: Page, site: Site) -> None:
    """Follow “Show more” by a page load."""
    page.goto(f"{site.url}{LONG}comments")
    page.goto(page.locator(".more-link").evaluate("link => link.href"))


def branch_page(page: Page, site: Site) -> None:
    page.goto(f"{site.url}{LONG}comments")
    root = page.locator("#thread > .branch > .node").first.evaluate("node => node.id.slice(2)")
    page.goto(f"{site.url}{LONG}comments?branch={root}")


def permalinked(page: Page, site: Site) -> None:
    page.goto(f"{site.url}{LONG}?order=newest")
    words = "article.comment .comment-meta a"
    page.goto(page.locator(words).last.evaluate("link => link.href"))
    expect(page.locator(":target .comment").first).to_be_in_viewport()


def ordered(page: Page, site: Site) -> None:
    read(page, site.url + LONG)
    page.get_by_role("link", name="Newest first").click()
    expect(page.locator(".orders [aria-current]")).to_have_text("Newest first")


def offered(page: Page, site: Site) -> None:
    page.clock.install()
    read(page, site.url + LONG)
    news = page.locator(".news")
    news.evaluate("news => { news.dataset.since -= 2; }")  # As if it had been opened earlier.
    page.clock.run_for(61_000)
    expect(news.get_by_role("link", name="Show 2 new comments")).to_be_visible()


def field_error(page: Page, site: Site) -> None:
    read(page, site.url + EMPTY)
    wish(main_form(page)).check()
    main_form(page).get_by_label("Email", exact=True).fill("vesna@")
    main_form(page).get_by_label("Email", exact=True).press("Tab")
    expect(page.locator("#comment-email-error")).not_to_be_empty()


def wished(page: Page, site: Site) -> None:
    page.goto(site.url + EMPTY)
    wish(main_form(page)).check()
    expect(main_form(page).get_by_label("Email", exact=True)).to_be_visible()


def marked(page: Page, site: Site) -> None:
    read(page, site.url + ARTICLE)
    page.locator("[data-comment-body]").first.evaluate(
        "body => getSelection().selectAllChildren(body)"
    )
    expect(page.get_by_role("button", name="Quote")).to_be_visible()


def refused(page: Page, site: Site) -> None:
    read(page, site.url + ARTICLE)
    write(main_form(page), body="x" * 5001, name="n" * 81, email="vesna@")
    send(main_form(page))
    expect(page.locator(".error-summary")).to_be_visible()


def refused_page(page: Page, site: Site) -> None:
    page.goto(site.url + ARTICLE)
    write(main_form(page), body="", name="n" * 81, email="vesna@")
    send(main_form(page))
    expect(page.locator(".error-summary")).to_be_visible()


def refused_in_german(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/de{ARTICLE}")
    main_form(page).get_by_role("button", name="Kommentar senden").click()
    expect(page.locator(".error-summary")).to_be_visible()


def received(page: Page, site: Site) -> None:
    read(page, site.url + EMPTY)
    write(main_form(page), body=f"A remark {a_code()}.")
    send(main_form(page))
    expect_receipt(page)


def received_page(page: Page, site: Site) -> None:
    page.goto(site.url + EMPTY)
    write(main_form(page), body=f"A remark {a_code()}.")
    send(main_form(page))
    expect_receipt(page)
    expect(page.get_by_label("Your private link")).to_be_visible()


def changing(page: Page, site: Site) -> None:
    received(page, site)
    page.get_by_role("button", name="Edit").click()
    form = page.get_by_role("region", name="Edit your comment")
    expect(form.get_by_label("Comment", exact=True)).to_be_focused()


def change_refused(page: Page, site: Site) -> None:
    changing(page, site)
    page.get_by_role("textbox", name="Comment").fill("")
    page.get_by_role("button", name="Save changes").click()
    expect(page.locator(".error-summary")).to_be_visible()


def taken_back_in_place(page: Page, site: Site) -> None:
    received(page, site)
    page.locator("summary", has_text="Delete").click()
    page.get_by_role("button", name="Delete permanently").click()
    expect(page.get_by_role("heading", name="Your comment has been deleted.")).to_be_focused()


def previewed(page: Page, site: Site) -> None:
    page.goto(site.url + EMPTY)
    write(
        main_form(page),
        body="One *word*, a [link](https://example.org) and:\n\n> a quote\n\n- a\n- b",
    )
    main_form(page).get_by_role("button", name="Preview").click()
    expect(page.locator(".preview-box")).to_be_visible()


def asked_about_details(page: Page, site: Site) -> None:
    page.goto(site.url + EMPTY)
    body = "Call Ana Petrović, 064 123 4567. She lives at 12 Baker Street."
    write(main_form(page), body=body)
    send(main_form(page))
    expect(page.get_by_role("button", name="Take it out")).to_be_visible()


def received_in_danger(page: Page, site: Site) -> None:
    page.goto(site.url + EMPTY)
    write(main_form(page), body=f"He beats me every day. {a_code()}")
    send(main_form(page))
    expect_receipt(page)


def replying(page: Page, site: Site) -> None:
    read(page, site.url + ARTICLE)
    page.get_by_role("link", name="Reply to Jonas").click()
    form = page.get_by_role("region", name="Reply to Jonas")
    expect(form.get_by_label("Comment", exact=True)).to_be_focused()


def two_receipts(page: Page, site: Site) -> None:
    read(page, site.url + ARTICLE)
    for name in ("Jonas", "Teodora"):
        page.get_by_role("link", name=f"Reply to {name}").click()
        form = page.get_by_role("region", name=f"Reply to {name}")
        write(form, body=f"An answer {a_code()}.")
        send(form)
        expect(form).to_have_count(0)


def own_page(page: Page, site: Site) -> str:
    """Send a comment with the wish to be told, open its author's page, return its token."""
    page.goto(site.url + EMPTY)
    form = main_form(page)
    write(form, body=f"I come by train, *not* by bus {a_code()}.", email="vesna@example.org")
    send(form)
    expect_receipt(page)
    link = page.get_by_label("Your private link").input_value()
    page.goto(link)
    expect(page.get_by_role("button", name="No more emails")).to_be_visible()
    return link.rpartition("/")[2]


def own_page_refused(page: Page, site: Site) -> None:
    own_page(page, site)
    page.get_by_label("Comment", exact=True).fill("")
    page.get_by_role("button", name="Save changes").click()
    expect(page.locator(".error-summary")).to_be_visible()


def message_sent(page: Page, site: Site) -> None:
    own_page(page, site)
    page.get_by_label("Message").fill("Please leave out the town, if you publish it.")
    page.get_by_role("button", name="Send message").click()
    expect(page.locator(".message")).to_be_visible()


def taken_back(page: Page, site: Site) -> None:
    own_page(page, site)
    page.get_by_role("link", name="Delete permanently").click()
    page.get_by_role("button", name="Yes, delete permanently").click()
    expect(page.get_by_role("heading", name="Your comment has been deleted.")).to_be_visible()


def no_more_emails(page: Page, site: Site) -> None:
    own_page(page, site)
    page.get_by_role("button", name="No more emails").click()
    expect(page.get_by_role("heading", name="No more emails")).to_be_visible()


def ended_link(page: Page, site: Site) -> None:
    own_page(page, site)
    page.goto(f"{site.url}/mail/status/none")


def mail_link(purpose: str, button: str = "") -> Reach:
    """Open what a link in a mail leads to, and press the button there."""

    def reach(page: Page, site: Site) -> None:
        page.goto(site.url + plant_link(site, own_page(page, site), purpose))
        if button:
            page.get_by_role("button", name=button).click()
            expect(page.get_by_role("button", name=button)).to_have_count(0)

    return reach


def messages(page: Page, site: Site) -> None:
    message_sent(page, site)
    page.goto(f"{site.url}/moderation/messages")
    expect(page.get_by_role("button", name="Send reply").first).to_be_visible()


def message_refused(page: Page, site: Site) -> None:
    messages(page, site)
    page.get_by_role("button", name="Send reply").last.click()
    expect(page.locator(".row .error-summary")).to_be_focused()
    page.get_by_role("link", name="Enter a message").click()
    expect(page.get_by_label("Your reply").last).to_be_focused()


def failure(page: Page, site: Site) -> None:
    """Take a table away meanwhile, and let no finished page be given in its stead."""
    database = sqlite3.connect(site.instance / "ethreader.sqlite3", timeout=10)
    database.execute("ALTER TABLE involvement RENAME TO gone")
    with database:
        database.execute("INSERT OR REPLACE INTO revision SELECT '', max(number) + 1 FROM revision")
    page.goto(site.url + ARTICLE)
    database.execute("ALTER TABLE gone RENAME TO involvement")
    database.close()


def reply_page(page: Page, site: Site) -> None:
    page.goto(site.url + ARTICLE)
    page.get_by_role("link", name="Reply to Teodora").click()
    expect(main_form(page).get_by_label("Comment", exact=True)).to_be_visible()


def wrong_sign_in(page: Page, site: Site) -> None:
    page.goto(site.url + LOGIN)
    page.get_by_label("Name").fill("Nobody")
    page.get_by_label("Password").fill("not the password at all")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".error-summary")).to_be_visible()


def empty_sign_in(page: Page, site: Site) -> None:
    page.goto(site.url + LOGIN)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".error-summary")).to_be_visible()


def password_page(page: Page, site: Site) -> None:
    page.goto(site.sign_in_link(f"Mara {uuid4().hex[:6]}"))


def password_error(page: Page, site: Site) -> None:
    password_page(page, site)
    page.get_by_label("New password").fill("short")
    page.get_by_role("button", name="Set password").click()
    expect(page.locator(".error-summary")).to_be_visible()


def report_form(page: Page, site: Site) -> None:
    read(page, site.url + ARTICLE)
    page.get_by_role("link", name="Report the comment by Jonas").click()
    form = page.get_by_role("region", name="Report the comment by Jonas")
    expect(form.get_by_label("It reveals someone’s identity")).to_be_focused()


def report_refused(page: Page, site: Site) -> None:
    report_form(page, site)
    page.get_by_label("Anything else").fill("x" * 301)
    page.get_by_role("button", name="Send report").click()
    expect(page.locator(".error-summary")).to_be_focused()


def report_page_refused(page: Page, site: Site) -> None:
    page.goto(site.url + ARTICLE)
    page.get_by_role("link", name="Report the comment by Jonas").click()
    page.get_by_role("button", name="Send report").click()
    expect(page.locator(".error-summary")).to_be_visible()


def report_sent(page: Page, site: Site) -> None:
    report_form(page, site)
    page.get_by_label("It threatens or insults someone").check()
    page.get_by_role("button", name="Send report").click()
    expect(page.get_by_role("heading", name="Thank you for your report.")).to_be_focused()


def store_reports(site: Site, name: str, count: int) -> None:
    """Store reports of readers elsewhere; this machine's own address counts once only."""
    database = sqlite3.connect(site.instance / "ethreader.sqlite3", timeout=10)
    with database:
        [comment_id] = database.execute(
            "SELECT id FROM comment WHERE name LIKE ? AND state = 'published'", [f"{name}%"]
        ).fetchone()
        for number in range(count):
            database.execute(
                "INSERT INTO report (comment_id, reason, note, received_on) VALUES (?, ?, ?, ?)",
                [comment_id, "person", f"Note {number}: her street is named.", "2026-02-03"],
            )
    database.close()


def reported_list(page: Page, site: Site) -> None:
    store_reports(site, "Teodora", 2)
    page.goto(f"{site.url}/moderation/reported")
    expect(page.get_by_role("button", name="Keep").first).to_be_visible()


def reported_kept(page: Page, site: Site) -> None:
    reported_list(page, site)
    page.get_by_role("button", name="Keep").first.click()
    expect(page.locator(".verdict").first).to_be_focused()


# --- moderation -------------------------------------------------------------------------------


def empty_queue(page: Page, site: Site) -> None:
    site.command("comments", "publish", "--waiting", "--yes")
    page.goto(site.url + QUEUE)


def waiting(page: Page, site: Site) -> str:
    """Bring two new comments, one an answer that screening noticed, and return the first's text."""
    body = f"I will bring three colleagues {a_code()}."
    page.goto(f"{site.url}{NEW}")
    write(main_form(page), body=body, name="Vesna")
    send(main_form(page))
    expect_receipt(page)
    page.goto(site.url + ARTICLE)
    page.get_by_role("link", name="Reply to Jonas").click()
    form = page.get_by_role("region", name="Reply to Jonas")
    links = " ".join(f"https://example.org/{number}" for number in range(4))
    write(form, body=f"See {links} {a_code()}", name="")
    send(form)
    expect_receipt(page)
    page.goto(site.url + QUEUE)
    expect(row(page, body)).to_be_visible()
    return body


def full_queue(page: Page, site: Site) -> None:
    waiting(page, site)


def decided_row(page: Page, site: Site) -> None:
    body = waiting(page, site)
    row(page, body).get_by_text("More").click()
    row(page, body).get_by_label("Note").fill("Asked the author by phone.")
    decide(row(page, body), "Decline")
    expect(row(page, body)).to_contain_text("Declined by Ana")


def undone_row(page: Page, site: Site) -> None:
    decided_row(page, site)
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)


def decided_list(page: Page, site: Site) -> None:
    decided_row(page, site)
    page.goto(f"{site.url}/moderation/decided")
    expect(page.get_by_text(re.compile("Declined by Ana")).first).to_be_visible()


def conflict(page: Page, site: Site) -> None:
    body = waiting(page, site)
    other = page.context.new_page()
    other.goto(site.url + QUEUE)
    decide(row(other, body), "Spam")
    expect(row(other, body)).to_contain_text("Marked as spam by Ana")
    other.close()
    decide(row(page, body), "Publish")
    expect(page.locator(".notice")).to_contain_text("changed")


def readers(page: Page, site: Site) -> None:
    """Store sums of days as the counting does; days without any are shown too."""
    today = datetime.now(UTC).date()
    database = sqlite3.connect(site.instance / "ethreader.sqlite3", timeout=10)
    with database:
        for ago, views in enumerate([40, 3, 250, 0, 120, 9], start=1):
            for path in ("", "/", ARTICLE):
                row = (str(today - timedelta(days=ago)), path, views, views // 2)
                database.execute("INSERT OR REPLACE INTO audience_day VALUES (?, ?, ?, ?)", row)
    database.close()
    page.goto(f"{site.url}/moderation/audience")
    expect(page.get_by_role("img", name="Visitors on each")).to_be_visible()


def published_list(page: Page, site: Site) -> None:
    """Answer a comment on the moderation page's list, and open its tools again."""
    page.goto(f"{site.url}/moderation/published")
    while not page.locator("article.row").filter(has_text="Teodora").count():
        with page.expect_response("**/published?before=*"):
            page.get_by_role("link", name="Older comments").click()
        expect(page).to_have_url(re.compile("before="))
    tools = page.locator("article.row").filter(has_text="Teodora").last
    if page.get_by_text("Official reply").count() == 0:
        tools.locator("summary").click()
        tools.get_by_label("Public reply").fill("Thank you, Teodora.")
        tools.get_by_role("button", name="Publish reply").click()
        expect(page.get_by_text("Official reply").first).to_be_visible()
    tools.locator("summary").click()
    expect(tools.get_by_role("button", name="Publish reply")).to_be_visible()


def own_answer(page: Page, site: Site) -> None:
    published_list(page, site)
    page.goto(site.url + ARTICLE)
    expect(page.get_by_text("Official reply").first).to_be_visible()


def invitation_refused(page: Page, site: Site) -> None:
    """Send an invitation without a name and a role."""
    page.goto(f"{site.url}/moderation/people")
    page.get_by_role("button", name="Make the link").click()
    expect(page.locator(".error-summary")).to_be_focused()


NO_SCRIPTS = "without scripts"
# What the states need: a thread of two pages, totals that are shown.
SETTINGS = {"ETHREADER_THREAD_PAGE": "8", "ETHREADER_TRANSPARENCY": "on"}
STATES = [
    State("home", opened("/")),
    State("archive", opened("/events/")),
    State("article", opened(ARTICLE)),
    State("article, empty", opened(EMPTY)),
    State("article, closed", opened(CLOSED)),
    State("article, long thread", opened(LONG)),
    State("article, cancelled", opened("/events/example-cancelled-training/")),
    State("article, rescheduled", opened("/events/example-moved-workshop/")),
    State("article, postponed", opened("/events/example-postponed-lecture/")),
    State("follow by feed reader", opened(f"{ARTICLE}comments/follow")),
    State("article, German", opened(f"/de{LONG}")),
    State("article, Serbian", opened(f"/sr{ARTICLE}")),
    State("article, Cyrillic", opened(f"/sr-Cyrl{ARTICLE}")),
    State("form, German, refused", refused_in_german, scripts=False),
    State("speakers", opened("/speakers/")),
    State("speaker", opened("/speakers/marija-andjelkovic/")),
    State("speaker, example", opened("/speakers/example-speaker/")),
    State("page", opened("/pages/about/")),
    State("safety", opened("/safety/")),
    State("house rules", opened("/house-rules")),
    State("privacy", opened("/privacy")),
    State("proof", opened("/privacy/proof")),
    State("thread", opened(f"{LONG}comments")),
    State("thread, next page", next_page),
    State("thread, branch", branch_page),
    State("thread, newest first", ordered),
    State("thread, comment asked for", permalinked),
    State("thread, news offered", offered),
    State("thread, news", opened(f"{LONG}comments/latest?since=40")),
    State("form", opened(NEW)),
    State("form, answer", reply_page, scripts=False),
    State("form, wish to be told", wished),
    State("thread, passage marked", marked),
    State("form, field error", field_error),
    State("form, refused", refused),
    State("form, refused page", refused_page, scripts=False),
    State("form, too large", too_large_in_place),
    State("receipt", received),
    State("receipt page", opened(f"{EMPTY}comments/received")),
    State("receipt page, link", received_page, scripts=False),
    State("receipts, two", two_receipts),
    State("change", changing),
    State("change, refused", change_refused),
    State("receipt, taken back", taken_back_in_place),
    State("preview", previewed),
    State("details asked about", asked_about_details),
    State("details asked about page", asked_about_details, scripts=False),
    State("receipt in danger", received_in_danger),
    State("preview page", previewed, scripts=False),
    State("reply form", replying),
    State("report form", report_form),
    State("report form, refused", report_refused),
    State("report page, refused", report_page_refused, scripts=False),
    State("report sent", report_sent),
    State("report page, sent", opened(f"{EMPTY}comments/reported")),
    State("error 400", malformed),
    State("error 403", cross_site_post),
    State("error 404", opened("/events/no-such-event/")),
    State("error 405", wrong_verb),
    State("error 409", opened(f"{CLOSED}comments/new")),
    State("error 413", too_large),
    State("error 500", failure),
    State("own page", lambda page, site: (own_page(page, site), None)[1]),
    State("own page, refused", own_page_refused),
    State("own page, message", message_sent),
    State("taken back", taken_back),
    State("mail, confirm", mail_link("confirm")),
    State("mail, confirmed", mail_link("confirm", "Yes, email me")),
    State("mail, stop", mail_link("stop")),
    State("mail, stopped", mail_link("stop", "Yes, stop emails")),
    State("mail, status", mail_link("status")),
    State("own page, no more emails", no_more_emails),
    State("mail, link that has ended", ended_link),
    State("sign-in", opened(LOGIN)),
    State("sign-in, wrong", wrong_sign_in),
    State("sign-in, left empty", empty_sign_in),
    State("sign-in link, spent", opened("/moderation/link/no-such-link")),
    State("password", password_page),
    State("password, refused", password_error),
    State("queue, empty", empty_queue, as_moderator=True),
    State("queue", full_queue, as_moderator=True),
    State("queue, decided row", decided_row, as_moderator=True),
    State("queue, decided page", decided_row, as_moderator=True, scripts=False),
    State("queue, undone page", undone_row, as_moderator=True, scripts=False),
    State("queue, conflict", conflict, as_moderator=True),
    State("conflict page", conflict, as_moderator=True, scripts=False),
    State("decided", decided_list, as_moderator=True),
    State("own account", opened("/moderation/account"), as_moderator=True),
    State("people", opened("/moderation/people"), as_moderator=True),
    State("people, refused", invitation_refused, as_moderator=True),
    State("person", opened("/moderation/people/1"), as_moderator=True),
    State("own password", opened("/moderation/account/password"), as_moderator=True),
    State("second step", opened("/moderation/account/second-step"), as_moderator=True),
    State("second step, app", opened("/moderation/account/second-step/app"), as_moderator=True),
    State("passkey", opened("/moderation/account/second-step/passkey"), as_moderator=True),
    State("sign-ins and rights", opened("/moderation/sign-ins"), as_moderator=True),
    State("reported", reported_list, as_moderator=True),
    State("reported, kept", reported_kept, as_moderator=True),
    State("messages", messages, as_moderator=True),
    State("messages, refused", message_refused, as_moderator=True),
    State("published", published_list, as_moderator=True),
    State("article, own answer", own_answer, as_moderator=True),
    State("readers", readers, as_moderator=True),
]
