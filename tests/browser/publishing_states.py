"""The states of what came with publishing: search, a page that is gone, the editors' pages."""

from playwright.sync_api import Page, expect

from tests.browser.codes import a_code
from tests.browser.server import Site
from tests.browser.states import State, opened

CONTENT = "/moderation/content"
GONE = "/events/example-online-instead/"


def gone(page: Page, site: Site) -> None:
    site.command("content", "withdraw", "example-online-instead")
    page.goto(site.url + GONE)
    expect(page.locator("h1")).to_be_visible()


def edited(page: Page, site: Site, kind: str, name: str) -> None:
    """Open the form of something that is in a list."""
    page.goto(f"{site.url}{CONTENT}/{kind}/")
    page.get_by_role("link", name=name).first.click()
    expect(page.get_by_role("button", name="Publish").last).to_be_visible()


def event_form(page: Page, site: Site) -> None:
    edited(page, site, "events", "ASTRA at the side event")


def speaker_form(page: Page, site: Site) -> None:
    edited(page, site, "speakers", "Marija Andjelković")


def organisation_form(page: Page, site: Site) -> None:
    edited(page, site, "organisations", "PICUM")


def page_form(page: Page, site: Site) -> None:
    edited(page, site, "pages", "About us")


def site_form(page: Page, site: Site) -> None:
    edited(page, site, "site", "English")


def event_refused(page: Page, site: Site) -> None:
    edited(page, site, "events", "an event with a new date")  # The draft stays there.
    page.get_by_label("Name of the event").fill("")
    page.get_by_label("Join online").fill("no link")
    page.get_by_role("button", name="Publish").last.click()
    expect(page.locator(".error-summary")).to_be_visible()


def event_preview(page: Page, site: Site) -> None:
    event_form(page, site)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("only signed-in editors see this")).to_be_visible()


def published_organisation(page: Page, site: Site) -> None:
    organisation_form(page, site)
    page.get_by_label("Description").fill(f"A platform of organisations {a_code()}.")
    page.get_by_role("button", name="Publish").last.click()
    expect(page.locator(".confirmation")).to_be_visible()


def versions(page: Page, site: Site) -> None:
    published_organisation(page, site)
    page.get_by_role("link", name="PICUM").first.click()
    page.get_by_role("link", name="Earlier versions").click()
    expect(page.get_by_role("link", name="Version 2")).to_be_visible()


def version(page: Page, site: Site) -> None:
    versions(page, site)
    page.get_by_role("link", name="Version 2").click()
    expect(page.locator(".differences")).to_be_visible()


def speaker_translation(page: Page, site: Site) -> None:
    """Open a text whose original has changed since."""
    speaker_form(page, site)
    page.get_by_label("Role or position").fill(f"Head of the organisation {a_code()}")
    page.get_by_role("button", name="Publish").last.click()
    expect(page.locator(".confirmation")).to_be_visible()
    speaker_form(page, site)
    page.get_by_role("link", name="Deutsch").click()
    expect(page.get_by_text("The original has changed")).to_be_visible()


def who_sees_it(page: Page, site: Site) -> None:
    event_form(page, site)
    page.get_by_role("link", name="Who sees this").click()
    expect(page.get_by_role("button", name="Withdraw")).to_be_visible()


def deletion(page: Page, site: Site) -> None:
    who_sees_it(page, site)
    page.get_by_role("link", name="See what would be deleted").click()
    expect(page.get_by_role("heading", name="What stays")).to_be_visible()


def happening_form(page: Page, site: Site) -> None:
    edited(page, site, "events", "an event that is coming")
    page.get_by_role("link", name="Say what happened to this event").click()
    expect(page.get_by_label("It was cancelled")).to_be_visible()


def happening_shown(page: Page, site: Site) -> None:
    happening_form(page, site)
    page.get_by_label("It was cancelled").check()
    page.get_by_role("button", name="Show what readers will see").last.click()
    expect(page.locator("#preview")).to_be_visible()


def happening_refused(page: Page, site: Site) -> None:
    happening_form(page, site)
    page.get_by_role("button", name="Show what readers will see").last.click()
    expect(page.locator(".error-summary")).to_be_visible()


PUBLISHING = [
    State("search", opened("/search")),
    State("search, found", opened("/search?q=Andjelkovic")),
    State("search, nothing", opened("/search?q=xyzzyq")),
    State("error 410", gone),
    *(
        State(f"content, {kind}", opened(f"{CONTENT}/{kind}/"), as_moderator=True)
        for kind in ("events", "speakers", "organisations", "pages", "site")
    ),
    State("content, new event", opened(f"{CONTENT}/events/new"), as_moderator=True),
    State("content, event", event_form, as_moderator=True),
    State("content, event page", event_form, as_moderator=True, scripts=False),
    State("content, event refused", event_refused, as_moderator=True),
    State("content, event preview", event_preview, as_moderator=True),
    State("content, speaker", speaker_form, as_moderator=True),
    State("content, organisation", organisation_form, as_moderator=True),
    State("content, published", published_organisation, as_moderator=True),
    State("content, page", page_form, as_moderator=True),
    State("content, site", site_form, as_moderator=True),
    State("content, versions", versions, as_moderator=True),
    State("content, version", version, as_moderator=True),
    State("content, speaker translation", speaker_translation, as_moderator=True),
    State("content, who sees it", who_sees_it, as_moderator=True),
    State("content, deletion", deletion, as_moderator=True),
    State("content, happening", happening_form, as_moderator=True),
    State("content, happening shown", happening_shown, as_moderator=True),
    State("content, happening refused", happening_refused, as_moderator=True),
]
