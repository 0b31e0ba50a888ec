"""Reading, writing, being refused and switching, in Serbian and German, on a small screen."""

import re

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.browser.conftest import OpenBrowser
from tests.browser.looking import BROKEN_WORDS, WIDER_THAN_SCREEN
from tests.browser.people import (
    ARTICLE,
    CLOSED,
    EMPTY,
    LONG,
    QUEUE,
    Navigations,
    expect_receipt,
    main_form,
    read,
    send,
    write,
)
from tests.browser.server import Site

pytestmark = pytest.mark.browser

SMALL = {"width": 360, "height": 800}


def fits(page: Page) -> bool:
    wide: list[str] = page.evaluate(WIDER_THAN_SCREEN)
    return wide == []


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        pytest.param(
            "/sr",
            {
                "comment": "Komentar",
                "send": "Pošalji komentar",
                "empty": "Unesite komentar",
                "count": "1.000 znakova viška",
                "received": "Vaš komentar je primljen.",
            },
            id="Serbian",
        ),
        pytest.param(
            "/de",
            {
                "comment": "Kommentar",
                "send": "Kommentar senden",
                "empty": "Geben Sie einen Kommentar ein",
                "count": "1.000 Zeichen zu viel",
                "received": "Ihr Kommentar ist eingegangen.",
            },
            id="German",
        ),
    ],
)
def test_a_comment_is_written_in_place(
    site: Site, open_browser: OpenBrowser, prefix: str, words: dict[str, str]
) -> None:
    page = open_browser(viewport=SMALL).new_page()
    read(page, f"{site.url}{prefix}{EMPTY}")
    visit = Navigations(page)
    form = main_form(page)
    field = form.get_by_label(words["comment"], exact=True)

    form.get_by_role("button", name=words["send"]).click()
    expect(page.locator(".error-summary a")).to_have_text(words["empty"])
    assert fits(page)
    field.fill("x" * 6000)
    expect(form.locator(".count").first).to_have_text(words["count"])
    field.fill(f"Zdravo, guten Tag {prefix}.")
    form.get_by_role("button", name=words["send"]).click()
    expect(page.get_by_role("heading", name=words["received"])).to_be_visible()

    assert (visit.count, visit.marker_survives) == (0, True)
    assert fits(page)
    own = page.locator(".own-link input").input_value()
    assert own.startswith(f"{site.url}{prefix}/mine/")


def test_the_switch_changes_the_language_and_nothing_else(
    site: Site, open_browser: OpenBrowser
) -> None:
    context = open_browser(viewport=SMALL, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}{LONG}?order=newest")
    for name, prefix, date in (
        ("Deutsch", "/de", r"\d+\. \w+ \d{4}"),
        ("Српски", "/sr-Cyrl", r"\d+\. [а-џ]+ \d{4}\."),
        ("Srpski", "/sr", r"\d+\. [a-zčćšđž]+ \d{4}\."),
    ):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page).to_have_url(f"{site.url}{prefix}{LONG}?order=newest")
        expect(page.locator(".comment-meta time").first).to_have_text(re.compile(date))
    assert context.cookies() == []


def test_the_switch_leads_to_the_text_of_each_language(
    site: Site, open_browser: OpenBrowser
) -> None:
    page = open_browser(viewport=SMALL, java_script_enabled=False).new_page()
    page.goto(site.url + ARTICLE)
    expect(page.locator("h1")).to_have_text(re.compile("^ASTRA at the side event of the 22nd"))
    for name, prefix, tag, headline, said in (
        ("Deutsch", "/de", "de", "ASTRA bei der Nebenveranstaltung", "Menschenhandel"),
        ("Српски", "/sr-Cyrl", "sr-Cyrl", "ASTRA на пратећем скупу 22. конференције", "трговин"),
        ("Srpski", "/sr", "sr-Latn", "ASTRA na pratećem skupu 22. konferencije", "trgovin"),
    ):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page).to_have_url(f"{site.url}{prefix}{ARTICLE}")
        expect(page.locator(".article h1")).to_have_text(re.compile(f"^{headline}"))
        expect(page.locator(".article")).to_have_attribute("lang", tag)
        expect(page.locator(".article .prose")).to_contain_text(said)
        expect(page.locator(".foreign")).to_have_count(0)
        assert fits(page)


def test_a_language_without_a_text_shows_the_original_and_says_so(
    site: Site, open_browser: OpenBrowser
) -> None:
    page = open_browser(viewport=SMALL, java_script_enabled=False).new_page()
    page.goto(site.url + CLOSED)
    original = page.locator(".article h1").inner_text()
    for prefix, tag, said in (
        ("/de", "de", "Dieser Artikel ist auf Englisch."),
        ("/sr", "sr-Latn", "Jezik ovog članka: engleski."),
    ):
        page.goto(f"{site.url}{prefix}{CLOSED}")
        expect(page.locator("html")).to_have_attribute("lang", tag)
        expect(page.locator(".article")).to_have_attribute("lang", "en")
        expect(page.locator(".article h1")).to_have_text(original)
        expect(page.locator(".foreign")).to_have_text(said)
        expect(page.locator(".foreign")).to_have_attribute("lang", tag)


@pytest.mark.parametrize("path", ["/", ARTICLE, LONG, "/events/", "/safety/", "/privacy",
                                  "/privacy/proof", "/moderation/login", "/none"])  # fmt: skip
def test_long_german_words_fit_a_small_screen(
    site: Site, open_browser: OpenBrowser, path: str
) -> None:
    page = open_browser(viewport={"width": 320, "height": 800}).new_page()
    page.goto(f"{site.url}/de{path}")

    assert page.evaluate(WIDER_THAN_SCREEN) == []


def signed_in(state: StorageState, prefix: str) -> StorageState:
    """Return the cookies of a moderator who has signed in under another language's URLs."""
    cookies = state.get("cookies", [])
    for each in cookies:
        each["path"] = f"{prefix}/moderation"
    return {**state, "cookies": cookies}


@pytest.mark.parametrize("prefix", ["/de", "/sr", "/sr-Cyrl"])
def test_no_word_on_a_button_of_the_queue_is_broken(
    site: Site, open_browser: OpenBrowser, moderator_state: StorageState, prefix: str
) -> None:
    page = open_browser(viewport=SMALL, storage_state=signed_in(moderator_state, prefix)).new_page()
    page.goto(site.url + EMPTY)
    write(main_form(page), body=f"Long words, {prefix}.")
    send(main_form(page))
    expect_receipt(page)
    page.goto(f"{site.url}{prefix}{QUEUE}")
    expect(page.locator(".decide .button").first).to_be_visible()

    assert page.evaluate(BROKEN_WORDS) == []


def test_a_long_name_of_a_moderator_fits_the_list_of_sign_ins(
    site: Site, open_browser: OpenBrowser, moderator_state: StorageState
) -> None:
    site.sign_in_link("Konstantina-Wilhelmine-Aleksandra")
    page = open_browser(viewport=SMALL, storage_state=signed_in(moderator_state, "/de")).new_page()
    page.goto(f"{site.url}/de/moderation/sign-ins")
    expect(page.get_by_text("Konstantina-Wilhelmine-Aleksandra").first).to_be_visible()

    assert fits(page)
