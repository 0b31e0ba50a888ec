"""An editor writes an event by keyboard alone, corrects, moves, cancels and takes it down."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, StorageState, expect

from tests.browser.conftest import OpenBrowser, screenshot_folder
from tests.browser.keyboard import follow, go, press, type_day, type_into
from tests.browser.looking import look, watch
from tests.browser.server import Site
from tests.browser.states import State
from tests.conftest import PASSWORD
from tests.pictures.drawing import file_of, painted

pytestmark = pytest.mark.browser
NEW = "/moderation/content/events/new"


@pytest.fixture
def context(open_browser: OpenBrowser, moderator_state: StorageState) -> BrowserContext:
    return open_browser(storage_state=moderator_state, locale="en-US")


@pytest.mark.usefixtures("moderator_state")  # There is somebody who has added the editor.
def test_event_from_nothing_to_its_end_by_keyboard(open_browser: OpenBrowser, site: Site) -> None:
    context = open_browser(locale="en-US")
    _, said = watch(context)
    page = context.new_page()
    sign_in_as_editor(page, site)
    follow(page, "New event")
    write_event(page)
    see_the_page(page)
    facts = page.locator(".facts")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lunch for safe work")
    for fact in (
        *("5 April 2999, 9:30–11:00 Vienna time (CEST)", "Sign up for this event"),
        *("Great Conference", "Safe House"),
    ):
        expect(facts).to_contain_text(fact)
    expect(page.locator(".prose strong")).to_have_text("Vera")
    expect(page.locator(".prose li")).to_have_text(["one", "two"])
    add_portrait(page, site)
    say_in_german(page, site)

    open_event(page, site)
    type_into(page, "Summary (optional)", "Corrected.")
    publish(page)
    follow_the_original(page, site)
    tell_what_happened(page, site, "It was moved to a new date", moved_to="2999-05-06")
    tell_what_happened(page, site, "It was cancelled")

    for language, banner, when, summary in (
        ("", "This event is cancelled.", "Originally 5 April 2999, 9:30", "Corrected."),
        ("/de", "ist abgesagt", "Ursprünglich 5. April 2999, 9:30", "Kurz gesagt."),
    ):
        page.goto(f"{site.url}{language}/events/lunch-for-safe-work/")
        expect(page.locator(".banner")).to_contain_text(banner)
        expect(page.locator(".facts")).to_contain_text(when)
        expect(page.locator(".standfirst")).to_have_text(summary)
        expect(page.get_by_role("img", name="Ana, laughing")).to_be_visible()
    assert said == []
    take_down(page, site)


def publish(page: Page) -> None:
    press(page, "Publish")
    expect(page.get_by_role("status").filter(has_text="Published")).to_be_visible()


def see_the_page(page: Page) -> None:
    publish(page)
    follow(page, "See the page")


def open_event(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/moderation/content/events/")
    follow(page, "Lunch for safe work")


def add_portrait(page: Page, site: Site) -> None:
    """Give one of the two who were made in place a portrait, with its words."""
    page.goto(f"{site.url}/moderation/content/events/")
    follow(page, "Speakers")
    follow(page, "Ana B.")
    portrait = page.get_by_role("group", name="Picture", exact=True)
    file = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": file_of(painted(400, 500), "JPEG")}
    go(page, portrait.get_by_label("Picture file")).set_input_files(file)  # type: ignore[arg-type]
    for part, words in (("alt", "Ana, laughing"), ("credit", "Photo: Safe House")):
        go(page, portrait.locator(f'[name="f.portrait.{part}"]'))
        page.keyboard.type(words)
    press(page, "Add picture")
    expect(portrait.get_by_role("img", name="Ana, laughing")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="The file has been added")).to_be_visible()
    see_the_page(page)
    expect(page.get_by_role("img", name="Ana, laughing")).to_be_visible()
    expect(page.locator("body")).to_contain_text("Photo: Safe House")


def follow_the_original(page: Page, site: Site) -> None:
    """Say in German what was added to the original since."""
    open_event(page, site)
    go(page, page.locator(".text-languages").get_by_role("link", name="Deutsch")).press("Enter")
    expect(page.get_by_text("The original has changed since")).to_be_visible()
    type_into(page, "Summary (optional)", "Kurz gesagt.")
    publish(page)


def say_in_german(page: Page, site: Site) -> None:
    open_event(page, site)
    go(page, page.locator(".text-languages").get_by_role("link", name="Deutsch")).press("Enter")
    type_into(page, "Name of the event", "Mittag")
    type_into(page, "Headline (optional)", "Ein Mittag für sichere Arbeit")
    type_into(page, "Article (optional)", "Vera spricht.")
    see_the_page(page)
    expect(page).to_have_url(f"{site.url}/de/events/lunch-for-safe-work/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ein Mittag für sichere Arbeit")
    expect(page.locator(".facts")).to_contain_text("5. April 2999, 9:30–11:00")
    expect(page.get_by_role("img", name="Ana, laughing")).to_be_visible()


def sign_in_as_editor(page: Page, site: Site) -> None:
    """Choose a password by the link that whoever runs the site hands over."""
    said = site.command("moderator", "add", "Eda", "--role", "editor")
    link = re.search(r"http://\S+/moderation/link/\S+", said)
    assert link is not None
    page.goto(link[0])
    for label in ("New password", "Confirm password"):
        type_into(page, label, PASSWORD)
    press(page, "Set password and sign in")
    page.wait_for_url(f"{site.url}/moderation/content/events/")


def take_down(page: Page, site: Site) -> None:
    """Withdraw an event, and delete it for good after two questions."""
    for button, said, status in (
        ("Withdraw", "is withdrawn: readers don’t see it.", 410),
        ("Delete for good", "It has been deleted for good.", 404),
    ):
        open_event(page, site)
        follow(page, re.compile("^Who sees this"))
        if status == 404:
            follow(page, "See what would be deleted")
            press(page, "Continue")
        press(page, button)
        expect(page.get_by_role("status").filter(has_text=said)).to_be_focused()
        for language in ("", "/de"):
            gone = page.goto(f"{site.url}{language}/events/lunch-for-safe-work/")
            assert gone is not None
            assert gone.status == status


def write_event(page: Page) -> None:
    """Fill in a whole form."""
    type_into(page, "Name of the event", "Lunch")
    type_into(page, "Headline (optional)", "Lunch for safe work")
    type_day(page, "f.starts", "2999-04-05", "0930a")
    type_day(page, "f.ends", "2999-04-05", "1100a")
    type_into(page, "Time zone (optional)", "Europe/Vienna")
    expect(page.locator(".when-said")).to_contain_text(
        "Readers will see: 5 April 2999, 9:30–11:00, Vienna time (CEST)"
    )
    type_into(page, "Sign up (optional)", "https://example.org/sign-up")
    go(page, page.locator("summary", has_text="make it here")).press("Enter")
    type_into(page, "Name of the larger event", "Great Conference")
    type_day(page, "new_parent.starts", "2999-04-04")
    press(page, "Make the larger event")
    expect(page.get_by_label("Part of (optional)")).to_have_value("Great Conference (2999)")
    press(page, "Add: organisation")
    add_in_row(page, "Organisation", "Safe House")
    role = go(page, page.locator('select[name="f.organisations.1.role"]'))
    page.keyboard.type("Organised")
    expect(role).to_have_value("host")
    write_speakers(page)
    write_text(page)


def add_in_row(page: Page, label: str, name: str, *, nth: int = 0) -> None:
    field = page.get_by_label(label, exact=True).nth(nth)
    expect(field).to_be_focused()
    page.keyboard.type(name)
    press(page, re.compile("^Add as new"))
    expect(page.get_by_role("button", name=re.compile("^Add as new"))).to_have_count(0)
    expect(field).to_have_value(name)


def write_speakers(page: Page) -> None:
    """Add two speakers and put the second first: the button that did it keeps the focus."""
    for nth, name in enumerate(("Vera Đ.", "Ana B.")):
        press(page, "Add: speaker")
        add_in_row(page, "Speaker", name, nth=nth)
        go(page, page.locator(f'input[name="f.speakers.{nth + 1}.role"]'))
        page.keyboard.type("Speaker")
    press(page, re.compile("^Move up ?: speaker 2"))
    button = page.get_by_role("button", name=re.compile("^Move up ?: speaker 1"))
    expect(button).to_be_focused()
    names = page.get_by_label("Speaker", exact=True)
    expect(names.nth(0)).to_have_value("Ana B.")
    expect(names.nth(1)).to_have_value("Vera Đ.")


def write_text(page: Page) -> None:
    """Write the article with shortcuts and the toolbar, and undo a mark."""
    field = go(page, page.get_by_label("Article (optional)", exact=True))
    page.keyboard.type("Vera")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+b")
    expect(field).to_have_value("**Vera**")
    page.keyboard.press("Control+z")
    expect(field).to_have_value("Vera")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+b")
    page.keyboard.press("Control+End")
    page.keyboard.type(" speaks.\n\none\ntwo")
    page.keyboard.press("Shift+Home")
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Bold")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(field).to_have_value("**Vera** speaks.\n\n- one\n- two")
    expect(page.locator(".preview-box strong")).to_have_text("Vera")


def tell_what_happened(page: Page, site: Site, what: str, *, moved_to: str = "") -> None:
    open_event(page, site)
    follow(page, re.compile("Say what happened"))
    first = go(page, page.get_by_label("It was moved to a new date"))
    first.press("Space")
    while not page.get_by_label(what).is_checked():
        page.keyboard.press("ArrowDown")
    if moved_to:
        type_day(page, "starts", moved_to)
    type_into(page, "A sentence for readers (optional)", "We are sorry.")
    press(page, "Show what readers will see")
    expect(page.get_by_role("heading", name="This is what readers will see")).to_be_visible()
    press(page, "Publish this")
    expect(page.get_by_role("status").filter(has_text="Published")).to_be_visible()


def filled(page: Page, site: Site) -> None:
    """Open a form in which everything is there to be looked at."""
    page.goto(site.url + NEW)
    for button in ("Add: organisation", "Add: speaker", "Add: speaker"):
        page.get_by_role("button", name=button).click()
        expect(page.locator("ol.many-rows > li :focus")).to_be_visible()
    for summary in page.locator(".editor summary").all():
        summary.click()
    page.get_by_label("Article (optional)", exact=True).fill("A text with a list:\n\n- one\n- two")
    expect(page.locator(".preview-box li").first).to_be_visible()


def shown(page: Page, site: Site) -> None:
    """Open the page that says what happened, with its preview."""
    page.goto(f"{site.url}/moderation/content/events/?q=moved")
    page.locator(".content a").first.click()
    page.get_by_role("link", name=re.compile("Say what happened")).click()
    page.get_by_label("It was cancelled").check()
    page.get_by_role("button", name="Show what readers will see").click()
    expect(page.locator(".happening-preview")).to_be_visible()


def standing(page: Page, site: Site) -> None:
    """Open the page that says who sees something that is scheduled."""
    page.goto(site.url + NEW)
    page.get_by_label("Name of the event").fill("Meeting")
    page.locator('input[name="f.starts.day"]').fill("2999-04-05")
    page.get_by_role("button", name="Publish later").click()
    page.locator('input[name="at.day"]').fill("2999-04-01")
    page.locator('input[name="at.hour"]').fill("09:30")
    page.get_by_role("button", name="Schedule").click()
    page.get_by_role("link", name="Meeting", exact=True).first.click()
    page.get_by_role("link", name=re.compile("^Who sees this")).click()
    expect(page.get_by_role("button", name="Forget the date")).to_be_visible()


def deletion(page: Page, site: Site) -> None:
    """Open the page that says what is deleted with something."""
    page.goto(f"{site.url}/moderation/content/events/?q=moved")
    page.locator(".content a").first.click()
    page.get_by_role("link", name=re.compile("^Who sees this")).click()
    page.get_by_role("link", name="See what would be deleted").click()
    expect(page.get_by_role("button", name="Continue")).to_be_visible()


@pytest.mark.parametrize("reach", [filled, shown, standing, deletion])
def test_forms_can_be_used_by_everyone_on_every_screen(
    context: BrowserContext, site: Site, reach: object
) -> None:
    visit = look(context, site, State("form", reach, as_moderator=True))  # type: ignore[arg-type]

    assert visit.violations == []
    assert visit.too_wide == []
    assert visit.nameless == []
    assert visit.said == []


def test_looks(context: BrowserContext, site: Site) -> None:
    pages = (("event-form", filled), ("happened", shown), ("standing", standing))
    for name, reach in (*pages, ("deletion", deletion)):
        page = context.new_page()
        reach(page, site)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=screenshot_folder() / f"{name}-{width}.png", full_page=True)
