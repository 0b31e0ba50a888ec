"""Passkeys in a real browser, with its virtual authenticator; and an app's codes beside them."""

import sqlite3
import time
from contextlib import closing

import pyotp
import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser.server import Site
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).press("Enter")


def with_authenticator(page: Page) -> tuple[CDPSession, str]:
    """Give a page a key that its holder unlocks with a finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


def sign_out(page: Page) -> None:
    button = page.get_by_role("navigation").get_by_role("button", name="Sign out", exact=True)
    if not button.is_visible():  # On a phone it stands behind a word.
        page.locator(".menu-more summary").press("Enter")
    button.press("Enter")
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


def test_a_passkey_is_the_whole_sign_in_and_a_copy_of_its_message_is_none(
    site: Site, browser: Browser
) -> None:
    context = browser.new_context()
    page, here = context.new_page(), site.url.replace("127.0.0.1", "localhost")
    session, authenticator = with_authenticator(page)
    page.goto(site.sign_in_link("Kora").replace("127.0.0.1", "localhost"))
    for label in ("New password", "Confirm password"):
        page.get_by_label(label).fill(PASSWORD)
    press(page, "Set password and sign in")
    expect(page.get_by_role("link", name="Your account")).to_be_visible()

    page.goto(f"{here}/moderation/account/second-step/passkey")
    page.get_by_label("What do you call it?").fill("laptop")
    press(page, "Add a passkey")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    recovery = page.locator(".codes code").first.inner_text()
    page.get_by_role("link", name="I have written them down").press("Enter")
    expect(page.get_by_text("laptop")).to_be_visible()
    sign_out(page)

    for code, is_in in (("", False), (recovery, True)):  # The password alone is too little now.
        page.get_by_label("Name").fill("kora")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_label("Code of your second step").fill(code)
        press(page, "Sign in")
        expect(page.get_by_role("link", name="Your account")).to_have_count(int(is_in))
    sign_out(page)

    with page.expect_request("**/login/passkey") as sent:
        press(page, "Sign in with a passkey")
    expect(page.get_by_role("link", name="Your account")).to_be_visible()
    again = context.request.post(
        sent.value.url,
        data=sent.value.post_data,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert (again.status, "The passkey was not accepted." in again.text()) == (422, True)

    with closing(sqlite3.connect(site.instance / "ethreader.sqlite3", timeout=10)) as database:
        database.execute("UPDATE moderator_session SET proved_at = '2020-01-01 00:00:00'")
        database.commit()
    page.goto(f"{here}/moderation/account/second-step")
    press(page, "Make new codes")
    expect(page.get_by_role("heading", name="Enter your password again")).to_be_visible()
    press(page, "Use a passkey")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    sign_out(page)

    session.send(
        "WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False}
    )
    press(page, "Sign in with a passkey")
    expect(page.get_by_text("The passkey was not used.")).to_be_visible()
    context.close()


def test_an_app_is_set_up_and_signs_in_without_scripts(site: Site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(site.sign_in_link("Lena"))
    for label in ("New password", "Confirm password"):
        page.get_by_label(label).fill(PASSWORD)
    press(page, "Set password and sign in")
    page.goto(f"{site.url}/moderation/account/second-step/app")
    letters = page.locator(".key-letters").inner_text().replace(" ", "")
    totp = pyotp.TOTP(letters)
    page.get_by_label("Type the code").fill(totp.now())
    press(page, "Set up")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    sign_out(page)
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()

    page.get_by_label("Name").fill("LENA")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Code of your second step").fill(totp.at(int(time.time()) + 30))
    press(page, "Sign in")

    expect(page.get_by_role("heading", name="Queue")).to_be_visible()
    context.close()
