"""An editor at work: by keyboard alone, with and without scripts, and interrupted in every way."""

import os
import re

import pytest
from PIL import Image
from playwright.sync_api import Page, StorageState, expect

from tests.browser.conftest import OpenBrowser, sign_in
from tests.browser.server import Site
from tests.conftest import PASSWORD
from tests.pictures.drawing import file_of

pytestmark = pytest.mark.browser
SAVED = re.compile(r"^Draft saved at ")


def press(page: Page, role: str, name: str) -> None:
    page.get_by_role(role, name=name, exact=True).press("Enter")  # type: ignore[arg-type]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_speaker_is_written_and_published_by_keyboard_alone(
    *, site: Site, open_browser: OpenBrowser, moderator_state: StorageState, scripts: bool
) -> None:
    name = "Мира" if scripts else "Vesna"
    slug = name.lower() if not scripts else "mira"
    page = open_browser(storage_state=moderator_state, java_script_enabled=scripts).new_page()
    page.goto(f"{site.url}/moderation/")

    press(page, "link", "Content")
    press(page, "link", "Speakers")
    press(page, "link", "New speaker")
    page.get_by_label("Name", exact=True).press_sequentially(name)
    page.get_by_label("About this person").press_sequentially("She *helps*.")
    press(page, "button", "Add: link")
    expect(page.locator("#f-links-1-label")).to_be_focused()
    page.keyboard.type("Her page")
    page.keyboard.press("Tab")
    page.keyboard.type("example.org")
    press(page, "button", "Publish")

    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.get_by_label("About this person")).to_have_value("She *helps*.")
    page.locator(".error-summary a").press("Enter")
    url = page.locator("#f-links-1-url")
    url.fill("https://example.org/")
    press(page, "button", "Preview")
    expect(page.get_by_text("only signed-in editors see this")).to_be_visible()
    expect(page.locator("article em")).to_have_text("helps")
    press(page, "link", "Back to the form")
    press(page, "button", "Publish")

    expect(page.locator(".confirmation")).to_contain_text(f"Published: {name}.")
    page.goto(f"{site.url}/speakers/{slug}/")
    expect(page.get_by_role("link", name="Her page")).to_be_visible()


def test_what_is_typed_outlives_the_server_and_a_lost_network(
    site: Site, open_browser: OpenBrowser, moderator_state: StorageState
) -> None:
    page = open_browser(storage_state=moderator_state).new_page()
    page.goto(f"{site.url}/moderation/content/speakers/new")
    body = page.get_by_label("About this person")
    body.press_sequentially("Before the kill.")
    expect(page.locator("#saved")).to_have_text(SAVED)
    expect(page).to_have_url(re.compile(r"/drafts/[0-9a-f]{16}$"))
    expect(page.locator("#f-body-shown p")).to_have_text("Before the kill.")
    site.kill()
    body.press_sequentially(" And after it.")
    expect(page.locator("#saved")).to_contain_text("Not saved: the connection is lost.")

    kept = open_browser(storage_state=moderator_state).new_page()
    site.start()
    kept.goto(page.url)
    expect(page.locator("#saved")).to_have_text(SAVED)
    kept.reload()

    expect(kept.get_by_label("About this person")).to_have_value("Before the kill. And after it.")
    page.context.set_offline(True)
    body.press_sequentially(" Offline.")
    expect(page.locator("#saved")).to_contain_text("Not saved: the connection is lost.")
    page.context.set_offline(False)
    expect(page.locator("#saved")).to_have_text(SAVED)
    kept.reload()
    expect(kept.get_by_label("About this person")).to_have_value(re.compile(r"Offline\.$"))


def test_two_windows_and_an_ended_session_lose_nothing(
    site: Site, open_browser: OpenBrowser
) -> None:
    context = open_browser()
    sign_in(context, site, "Bea", "--role", "admin")
    first, second = context.new_page(), context.new_page()
    first.goto(f"{site.url}/moderation/content/organisations/new")
    first.get_by_label("Name", exact=True).press_sequentially("First words")
    expect(first.locator("#saved")).to_have_text(SAVED)
    second.goto(first.url)
    second.get_by_label("Name", exact=True).press_sequentially(", second window")
    expect(second.locator("#saved")).to_have_text(SAVED)

    first.get_by_label("Name", exact=True).press_sequentially(", first window")

    expect(first.locator("#saved")).to_contain_text("in another window")
    press(first, "button", "Save draft")
    expect(first.locator(".differences ins").first).to_be_visible()
    expect(first.get_by_label("Name", exact=True)).to_have_value("First words, first window")
    second.goto(f"{site.url}/moderation/account")
    press(second, "button", "Sign out")
    second.wait_for_url(re.compile("/login"))
    first.get_by_label("Name", exact=True).press("End")
    first.keyboard.type("!")
    expect(first.locator("#saved")).to_contain_text("you have been signed out")
    press(first, "button", "Save draft")
    first.locator("input[type=password]").fill(PASSWORD)
    first.locator("input[autocomplete=username]").fill("Bea")
    first.get_by_role("button", name="Sign in").press("Enter")
    expect(first.get_by_label("Name", exact=True)).to_have_value("First words, first window!")
    press(first, "button", "Save draft")
    expect(first.locator(".confirmation")).to_have_text("The draft has been saved.")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_pictures_are_sent_with_the_form_that_they_are_for(
    *, site: Site, open_browser: OpenBrowser, moderator_state: StorageState, scripts: bool
) -> None:
    page = open_browser(storage_state=moderator_state, java_script_enabled=scripts).new_page()
    page.goto(f"{site.url}/moderation/content/speakers/new")
    page.get_by_label("Name", exact=True).fill(f"Ruth {scripts}")
    body = page.get_by_label("About this person")
    body.fill("First.\n\nSecond.")
    body.evaluate("field => field.setSelectionRange(2, 2)")
    noise = Image.frombytes("RGB", (700, 700), os.urandom(700 * 700 * 3))
    picture = {"name": "a.png", "mimeType": "image/png", "buffer": file_of(noise)}

    page.get_by_text("Add a picture or a document").click()
    adding = page.locator(".files")
    adding.get_by_label("Picture file").set_input_files(picture)  # type: ignore[arg-type]
    adding.get_by_label("What the picture shows").fill("Noise")
    adding.get_by_role("button", name="Add picture").click()
    expect(page.locator(".field-error")).to_contain_text("Fill this in.")
    adding.get_by_label("Who made the picture").fill("Photo: Ruth")
    adding.get_by_role("button", name="Add picture").click()

    expect(page.locator(".confirmation")).to_contain_text("The file has been added")
    line = r"!\[Noise\]\([0-9a-f]{32}\.webp \"Photo: Ruth\"\)"
    order = rf"First\.\n\n{line}\n\nSecond\." if scripts else rf"First\.\n\nSecond\.\n\n{line}"
    expect(body).to_have_value(re.compile(order))
    shown = page.locator(".files-in-text img")
    expect(shown).to_have_count(1)
    page.get_by_role("button", name="Publish", exact=True).press("Enter")
    expect(page.locator(".confirmation")).to_contain_text(f"Published: Ruth {scripts}.")
