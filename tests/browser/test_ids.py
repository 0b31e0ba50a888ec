"""Everything open at once: no id stands twice, and each form is served by what is its own."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenBrowser
from tests.browser.people import ARTICLE, RECEIVED, main_form, read, send, write
from tests.browser.server import Site

pytestmark = pytest.mark.browser

DOUBLE_IDS = """() => {
  const all = [...document.querySelectorAll("[id]")].map((each) => each.id);
  return all.filter((id, at) => all.indexOf(id) !== at);
}"""
STRAY_LABELS = """() => [...document.querySelectorAll("label[for]")]
  .filter((label) => !label.control || label.control.form !== label.closest("form"))
  .map((label) => label.textContent.trim())"""
FORMS = ".reply-slot .comment-form"


def open_all(page: Page) -> None:
    """Reply to one comment and go on from its receipt, reply to two more, report, and edit."""
    comments = page.locator("#thread article.comment")
    for at in range(3):
        comments.nth(at).get_by_role("link", name="Reply").click()
        expect(page.locator(FORMS)).to_have_count(at + 1)
    first = page.locator(FORMS).first
    write(first, body="A reply that is sent.")
    send(first)
    expect(page.get_by_role("heading", name=RECEIVED)).to_be_visible()
    page.get_by_role("link", name="Leave another comment").click()
    expect(page.get_by_role("heading", name=RECEIVED)).to_have_count(0)
    for at in (0, 1):
        comments.nth(at).get_by_role("link", name="Report").click()
        expect(page.locator(".report-form")).to_have_count(at + 1)
    write(main_form(page), body="A comment that is edited.")
    send(main_form(page))
    page.get_by_role("button", name="Edit").click()
    expect(page.get_by_role("region", name="Edit your comment")).to_be_visible()


def too_long(form: Locator) -> None:
    """Write more than there is room for, and look for the number in this form."""
    field = form.locator("textarea")
    limit = int(field.get_attribute("data-limit") or 0)
    field.fill("x" * (limit + 3))
    expect(form.locator("[data-count-for]")).to_have_text("3 characters too many")


def test_no_id_stands_twice_and_all_works_in_its_own_form(
    site: Site, open_browser: OpenBrowser
) -> None:
    page = read(open_browser().new_page(), site.url + ARTICLE)
    open_all(page)

    forms = page.locator("section.comment-form").filter(has=page.locator("textarea"))
    assert forms.count() == 6  # Another, two replies, two reports, and the edit.
    assert page.evaluate(DOUBLE_IDS) == []
    assert page.evaluate(STRAY_LABELS) == []
    for form in forms.all():
        too_long(form)
    others = [each.locator("[data-count-for]") for each in forms.all()]
    assert {each.inner_text() for each in others} == {"3 characters too many"}

    another = forms.first
    another.locator("textarea").fill("A *word* in a preview.")
    another.get_by_role("button", name="Preview").click()
    expect(another.locator(".preview-box em")).to_have_text("word")
    expect(page.locator(".preview-box")).to_have_count(1)

    another.locator("textarea").fill(" ")
    send(another)
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    assert page.evaluate(DOUBLE_IDS) == []
    summary.get_by_role("link", name="Enter a comment").press("Enter")
    expect(forms.first.locator("textarea")).to_be_focused()
    expect(forms.first.locator(".error-summary")).to_have_count(1)
