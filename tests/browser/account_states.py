"""The states of moderators' accounts: the second step, a proof asked again, an ended session."""

import sqlite3
import time
from typing import Any
from uuid import uuid4

import pyotp
from playwright.sync_api import Page, expect

from ethreader.accounts.choices import ModeratorRole
from tests.browser.people import QUEUE
from tests.browser.server import Site
from tests.browser.signed_in import state_of
from tests.browser.states import LOGIN, State, message_sent, opened, waiting
from tests.conftest import PASSWORD

ACCOUNT = "/moderation/account"
LATEST = "(SELECT max(id) FROM moderator_session)"
LONG_AGO = f"UPDATE moderator_session SET proved_at = '2026-01-05 12:00:00' WHERE id = {LATEST}"
REPLY = "We leave out the town, and publish it today."


def changed(site: Site, statement: str, *values: str) -> None:
    """Change something in the database as time, or somebody elsewhere, would."""
    database = sqlite3.connect(site.instance / "ethreader.sqlite3", timeout=10)
    with database:
        database.execute(statement, values)
    database.close()


def joined(page: Page, site: Site, *, role: ModeratorRole | None = None) -> str:
    """Sign in as a colleague who has just come, in place of Ana, and return the name."""
    name = f"Kora {uuid4().hex[:4]}"
    state = state_of(name, site.instance, site.url, role=role)
    cookies: list[Any] = [*state["cookies"]]  # The library has a type for each way that is its own.
    page.context.add_cookies(cookies)
    return name


def with_app(page: Page, site: Site) -> tuple[str, pyotp.TOTP]:
    """Set up the codes of an app for somebody who has just joined."""
    name = joined(page, site)
    page.goto(f"{site.url}{ACCOUNT}/second-step/app")
    totp = pyotp.TOTP(page.locator(".key-letters").inner_text().replace(" ", ""))
    page.get_by_label("Type the code").fill(totp.now())
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    return name, totp


def recovery_codes(page: Page, site: Site) -> None:
    with_app(page, site)


def second_step_ready(page: Page, site: Site) -> None:
    with_app(page, site)
    page.get_by_role("link", name="I have written them down").click()
    expect(page.get_by_role("button", name="Make new codes")).to_be_visible()


def code_asked(page: Page, site: Site) -> None:
    """Sign in with the password alone, where a second step is set up."""
    name, _ = with_app(page, site)
    page.context.clear_cookies()  # As on another device.
    page.goto(site.url + LOGIN)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.get_by_label("Code of your second step")).to_be_visible()


def proof(page: Page, site: Site) -> None:
    """Invite somebody long after the password was given."""
    joined(page, site, role=ModeratorRole.ADMIN)
    changed(site, LONG_AGO)
    page.goto(f"{site.url}/moderation/people")
    page.get_by_label("Name").fill(f"Lena {uuid4().hex[:4]}")
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_role("heading", name="Enter your password again")).to_be_visible()


def proof_refused(page: Page, site: Site) -> None:
    proof(page, site)
    page.get_by_label("Password", exact=True).fill("not the one")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".error-summary")).to_be_focused()


def invited(page: Page, site: Site) -> None:
    joined(page, site, role=ModeratorRole.ADMIN)
    page.goto(f"{site.url}/moderation/people")
    page.get_by_label("Name").fill(f"Lena {uuid4().hex[:4]}")
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_label("Sign-in link")).to_be_visible()


def end_session(site: Site) -> None:
    """End the session that began last, as somebody else can."""
    changed(site, f"DELETE FROM moderator_session WHERE id = {LATEST}")


def ended(page: Page, site: Site) -> str:
    """Write to an author, while somebody ends the session; return who was signed in."""
    message_sent(page, site)
    name = joined(page, site)
    page.goto(f"{site.url}/moderation/messages")
    page.get_by_label("Your reply").last.fill(REPLY)
    end_session(site)
    page.get_by_role("button", name="Send reply").last.click()
    expect(page.get_by_text("Your text is kept").first).to_be_visible()
    return name


def text_kept(page: Page, site: Site) -> None:
    ended(page, site)


def button_pressed(page: Page, site: Site) -> None:
    """Press a button of the queue, while somebody ends the session."""
    waiting(page, site)
    joined(page, site)
    page.goto(site.url + QUEUE)
    end_session(site)
    page.get_by_role("button", name="Publish").first.click()
    expect(page.get_by_text("nothing was done by it")).to_be_visible()


def text_back(page: Page, site: Site) -> None:
    """Sign in again after that: the text is in its form."""
    name = ended(page, site)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_label("Your reply").last).to_have_value(REPLY)


def everything(page: Page, site: Site) -> None:
    """Show an account with two sessions, two devices, a second step and a feed."""
    name, totp = with_app(page, site)
    page.goto(f"{site.url}/moderation/feed")
    page.get_by_role("button", name="link").first.click()
    elsewhere = page.context.browser
    assert elsewhere is not None
    context = elsewhere.new_context()
    other = context.new_page()
    other.goto(site.url + LOGIN)
    other.get_by_label("Name").fill(name)
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_label("Code of your second step").fill(totp.at(int(time.time()) + 30))
    other.get_by_role("button", name="Sign in", exact=True).click()
    expect(other.get_by_role("link", name="Your account")).to_be_visible()
    context.close()
    page.goto(site.url + ACCOUNT)
    expect(page.get_by_role("button", name="Sign out everywhere else")).to_be_visible()


def person_of_others(page: Page, site: Site) -> None:
    joined(page, site, role=ModeratorRole.ADMIN)
    page.goto(f"{site.url}/moderation/people")
    page.get_by_role("link", name="Ana", exact=True).click()
    page.locator("summary", has_text="Remove this person").click()
    expect(page.get_by_role("button", name="Remove now")).to_be_visible()


def link_opened(page: Page, site: Site) -> None:
    page.goto(site.sign_in_link(f"Mila {uuid4().hex[:4]}"))


ACCOUNTS = [
    State("recovery codes", recovery_codes, as_moderator=True),
    State("second step, set up", second_step_ready, as_moderator=True),
    State("sign-in, second step asked", code_asked),
    State("proof asked again", proof, as_moderator=True),
    State("proof asked again, refused", proof_refused, as_moderator=True),
    State("invitation link", invited, as_moderator=True),
    State("person, another", person_of_others, as_moderator=True),
    State("session ended, text kept", text_kept, as_moderator=True),
    State("session ended, text kept page", text_kept, as_moderator=True, scripts=False),
    State("session ended, button pressed", button_pressed, as_moderator=True),
    State("session ended, text back", text_back, as_moderator=True),
    State("account with everything", everything, as_moderator=True),
    State("content, translation", opened("/moderation/content/events/2/in/de"), as_moderator=True),
    State(
        "content, speaker's translation",
        opened("/moderation/content/speakers/1/in/de"),
        as_moderator=True,
    ),
]
