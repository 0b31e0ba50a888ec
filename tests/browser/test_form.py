"""The form: what it says and when, where the focus goes, and that nothing typed is ever lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Locator, Page, Request, Route, StorageState, expect

from tests.browser.codes import a_code
from tests.browser.conftest import OpenBrowser
from tests.browser.people import (
    ARTICLE,
    EMPTY,
    QUEUE,
    RECEIVED,
    comment,
    expect_receipt,
    main_form,
    read,
    row,
    send,
    waiting_with,
    wish,
    write,
)
from tests.browser.server import Site

pytestmark = pytest.mark.browser
WRONG_EMAIL = "Enter an email address like name@example.org"
NEW_FORM = f"{EMPTY}comments/new"


@pytest.fixture
def page(site: Site, open_browser: OpenBrowser) -> Page:
    """A reader on an article, with the form ready."""
    return read(open_browser().new_page(), site.url + EMPTY)


@pytest.fixture
def moderator_page(open_browser: OpenBrowser, moderator_state: StorageState) -> Page:
    return open_browser(storage_state=moderator_state).new_page()


def new_text() -> str:
    return f"A text {a_code()}."


# --- what is wrong, and where it says so ---------------------------------------------------


def test_error_appears_as_the_reader_leaves_the_field_and_goes_when_mended(page: Page) -> None:
    wish(main_form(page)).check()
    email = page.get_by_label("Email", exact=True)
    error = page.locator("#comment-email-error")
    expect(error).to_have_text("")

    email.fill("vesna@")
    email.press("Tab")

    expect(error).to_contain_text(WRONG_EMAIL)
    expect(email).to_have_attribute("aria-invalid", "true")
    assert "comment-email-error" in (email.get_attribute("aria-describedby") or "").split()

    email.fill("vesna@example.org")
    email.press("Tab")

    expect(error).to_have_text("")
    assert email.get_attribute("aria-invalid") is None


def test_promise_is_tied_to_the_email_field(page: Page) -> None:
    wish(main_form(page)).check()
    expect(page.get_by_label("Email", exact=True)).to_have_accessible_description(
        "We store it encrypted for up to 90 days. No moderator can read it. "
        "Your email address will not be published. You don’t need to give one, or a name."
    )


@pytest.mark.parametrize(
    ("label", "name", "text"),
    [
        ("Comment", "body", "x" * 5001),
        ("Name (optional)", "name", "x" * 81),
        ("Email", "email", "vesna@"),
    ],
)
def test_check_sends_the_field_that_was_left_alone(
    page: Page, label: str, name: str, text: str
) -> None:
    wish(main_form(page)).check()
    beside = {"body": "A secret.", "name": "Vesna", "email": "vesna@example.org"}
    write(main_form(page), **{"body": "", **beside, name: ""})
    with page.expect_response(
        lambda answer: (
            f"/check?field={name}" in answer.url and answer.request.post_data_json != {name: ""}
        )
    ) as caught:
        main_form(page).get_by_label(label, exact=True).fill(text)
        main_form(page).get_by_label(label, exact=True).press("Tab")

    sent = caught.value.request.post_data_json
    assert sent == {name: text}
    expect(page.locator(f"#comment-{name}-error")).not_to_be_empty()


def test_summary_has_the_focus_and_leads_to_the_field(page: Page) -> None:
    write(main_form(page), body="", email="vesna@")
    send(main_form(page))

    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_text(["Enter a comment", WRONG_EMAIL])
    for label in ("Comment", "Email"):
        field = main_form(page).get_by_label(label, exact=True)
        expect(field).to_have_attribute("aria-invalid", "true")
        summary.get_by_role("link").nth(0 if label == "Comment" else 1).click()
        expect(field).to_be_focused()
        expect(main_form(page).get_by_text(label, exact=True)).to_be_in_viewport()


def test_summary_leads_to_the_field_without_javascript(
    site: Site, open_browser: OpenBrowser
) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    page.goto(site.url + EMPTY)
    write(main_form(page), body="Text.", email="vesna@")
    send(main_form(page))

    expect(page).to_have_title(re.compile("^Error: Leave a comment – "))
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator(".error-summary").get_by_role("link", name=WRONG_EMAIL).click()
    expect(page.get_by_label("Email", exact=True)).to_be_in_viewport()
    expect(page.get_by_label("Email", exact=True)).to_be_focused()


def test_receipt_has_the_focus_and_is_announced(page: Page) -> None:
    announcer = page.locator("#announcer")
    expect(announcer).to_have_role("status")
    expect(announcer).to_have_text("")
    write(main_form(page), body=new_text())
    send(main_form(page))

    expect(page.get_by_role("heading", name=RECEIVED)).to_be_focused()
    expect(announcer).to_have_text(RECEIVED)


def test_own_address_is_copied_by_a_button(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    write(main_form(page), body=new_text())
    send(main_form(page))
    link = page.get_by_label("Your private link").input_value()
    page.get_by_role("button", name="Copy the link").click()

    expect(page.get_by_role("button", name="Copied")).to_be_focused()
    expect(page.locator("#announcer")).to_have_text("Copied")
    assert "/mine/" in link
    assert page.evaluate("navigator.clipboard.readText()") == link


def test_own_address_is_marked_where_the_browser_copies_nothing(page: Page) -> None:
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject('no'); }")
    write(main_form(page), body=new_text())
    send(main_form(page))
    field = page.get_by_label("Your private link")
    page.get_by_role("button", name="Copy the link").click()

    assert page.evaluate("getSelection().toString()") == field.input_value()
    expect(page.get_by_role("button", name="Copy the link")).to_be_visible()


def test_receipt_leads_to_another_comment(page: Page, site: Site, moderator_page: Page) -> None:
    first, second = new_text(), new_text()
    for text in (first, second):
        write(main_form(page), body=text)
        send(main_form(page))
        expect_receipt(page)
        page.get_by_role("link", name="Leave another comment").click()
        expect(main_form(page).get_by_label("Comment", exact=True)).to_have_value("")

    assert [waiting_with(moderator_page, site, text) for text in (first, second)] == [1, 1]


# --- nothing typed is lost ------------------------------------------------------------------


def fetch_as_from_elsewhere(route: Route) -> None:
    """Send the request as a page of another site would make the browser send it."""
    elsewhere = {**route.request.headers, "sec-fetch-site": "cross-site"}
    route.fulfill(response=route.fetch(headers=elsewhere))


def test_what_was_typed_survives_a_refused_form(page: Page) -> None:
    typed = new_text()
    write(main_form(page), body=typed, name="Vesna <b>", email='"vesna@')
    send(main_form(page))

    expect(page.locator(".error-summary")).to_be_visible()
    expect(main_form(page).get_by_label("Comment", exact=True)).to_have_value(typed)
    expect(main_form(page).get_by_label("Name (optional)")).to_have_value("Vesna <b>")
    expect(main_form(page).get_by_label("Email", exact=True)).to_have_value('"vesna@')


def test_what_was_typed_survives_a_post_that_looks_foreign(page: Page) -> None:
    typed = new_text()
    page.route("**/comments", fetch_as_from_elsewhere)
    write(main_form(page), body=typed, name="Vesna")
    send(main_form(page))

    notice = page.locator(".notice")
    expect(notice).to_contain_text("This form was sent from another site")
    expect(notice).to_be_focused()
    expect(main_form(page).get_by_label("Comment", exact=True)).to_have_value(typed)
    expect(main_form(page).get_by_label("Name (optional)")).to_have_value("Vesna")


def test_what_was_typed_survives_being_far_too_long(page: Page) -> None:
    typed = "€ " * 110_000  # Ten bytes each on their way.
    main_form(page).get_by_label("Comment", exact=True).fill(typed)
    send(main_form(page))

    notice = page.locator(".notice")
    expect(notice).to_contain_text("Your text is too long")
    expect(notice).to_be_focused()
    assert main_form(page).get_by_label("Comment", exact=True).input_value() == typed


def test_what_was_typed_survives_a_server_that_is_down_and_is_stored_once(
    page: Page, site: Site, moderator_page: Page
) -> None:
    typed = new_text()
    write(main_form(page), body=typed, name="Vesna")
    site.stop()
    try:
        send(main_form(page))
        expect(page.locator(".notice")).to_contain_text("The connection was lost")
        expect(page.locator(".notice")).to_be_focused()
        expect(main_form(page).get_by_label("Comment", exact=True)).to_have_value(typed)
    finally:
        site.start()
    send(main_form(page))

    expect_receipt(page)
    assert waiting_with(moderator_page, site, typed) == 1


def test_comment_whose_answer_was_lost_is_stored_once(
    page: Page, site: Site, moderator_page: Page
) -> None:
    def lose_the_answer(route: Route) -> None:
        assert route.fetch().status == 201
        route.abort()

    typed = new_text()
    write(main_form(page), body=typed)
    page.route("**/comments", lose_the_answer, times=1)
    send(main_form(page))
    expect(page.locator(".notice")).to_contain_text("The connection was lost")

    send(main_form(page))

    expect_receipt(page)
    assert waiting_with(moderator_page, site, typed) == 1


@pytest.mark.parametrize(
    "scripts", [pytest.param(True, id="JavaScript"), pytest.param(False, id="no JavaScript")]
)
def test_double_click_stores_one_comment(
    site: Site, open_browser: OpenBrowser, moderator_page: Page, scripts: bool
) -> None:
    page = open_browser(java_script_enabled=scripts).new_page()
    page.goto(site.url + EMPTY)
    typed = new_text()
    write(main_form(page), body=typed)
    main_form(page).get_by_role("button", name="Send comment").dblclick()

    expect_receipt(page)
    assert waiting_with(moderator_page, site, typed) == 1


def test_going_back_and_sending_again_without_javascript_stores_one_comment(
    site: Site, open_browser: OpenBrowser, moderator_page: Page
) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    page.goto(site.url + EMPTY)
    typed = new_text()
    write(main_form(page), body=typed)
    send(main_form(page))
    expect_receipt(page)

    page.go_back()
    expect(main_form(page).get_by_label("Comment", exact=True)).to_have_value(typed)
    send(main_form(page))

    expect_receipt(page)
    assert waiting_with(moderator_page, site, typed) == 1


def test_leaving_before_the_answer_going_back_and_sending_again_stores_one_comment(
    page: Page, site: Site, moderator_page: Page
) -> None:
    arrived: list[Route] = []

    def hold_the_answer(route: Route) -> None:
        assert route.fetch().status == 201
        arrived.append(route)

    typed = new_text()
    write(main_form(page), body=typed)
    page.route("**/comments", hold_the_answer, times=1)
    with page.expect_request("**/comments"):
        send(main_form(page))
    for _ in range(100):  # The site has it; its answer is on the way.
        if arrived:
            break
        page.wait_for_timeout(100)
    page.goto(f"{site.url}/speakers/")
    assert len(arrived) == 1

    page.go_back()
    page.wait_for_selector("form[data-htmx-powered]")
    expect(main_form(page).get_by_label("Comment", exact=True)).to_have_value(typed)
    send(main_form(page))

    expect_receipt(page)
    assert waiting_with(moderator_page, site, typed) == 1


# --- counting and previewing ----------------------------------------------------------------


def test_counter_counts_emoji_like_the_server(page: Page) -> None:
    field, counter = main_form(page).get_by_label("Comment", exact=True), page.locator(".count")

    field.fill("😀" * 5001)
    expect(counter).to_have_text("1 character too many")
    refusal = "Shorten the comment by 1 character: it can have 5,000"
    field.press("Tab")
    expect(page.locator("#comment-body-error")).to_contain_text(refusal)
    send(main_form(page))
    expect(page.locator(".error-summary").get_by_role("link")).to_have_text([refusal])
    expect(page.locator(".count")).to_have_text("1 character too many")
    expect(main_form(page).get_by_label("Comment", exact=True)).to_have_value("😀" * 5001)

    main_form(page).get_by_label("Comment", exact=True).fill("😀" * 5000)
    expect(page.locator(".count")).to_have_text("0 characters left")
    send(main_form(page))
    expect_receipt(page)


def test_counter_counts_line_ends_like_the_server(page: Page) -> None:
    main_form(page).get_by_label("Comment", exact=True).fill("a\n" * 50 + "x" * 4900)
    expect(page.locator(".count")).to_have_text("0 characters left")

    send(main_form(page))

    expect_receipt(page)


@pytest.mark.parametrize(
    "scripts", [pytest.param(True, id="JavaScript"), pytest.param(False, id="no JavaScript")]
)
def test_preview_shows_the_comment_and_stores_nothing(
    site: Site, open_browser: OpenBrowser, moderator_page: Page, scripts: bool
) -> None:
    page = open_browser(java_script_enabled=scripts).new_page()
    page.goto(site.url + EMPTY)
    word = a_code()
    write(main_form(page), body=f"One *{word}*.", name="Vesna")
    main_form(page).get_by_role("button", name="Preview").click()

    box = page.locator(".preview-box")
    expect(box).to_be_focused()
    expect(box.locator("em")).to_have_text(word)
    expect(main_form(page).get_by_label("Comment", exact=True)).to_have_value(f"One *{word}*.")
    assert waiting_with(moderator_page, site, f"One {word}.") == 0

    send(main_form(page))
    expect_receipt(page)
    assert waiting_with(moderator_page, site, f"One {word}.") == 1


def test_preview_of_nothing_says_what_is_missing(page: Page) -> None:
    main_form(page).get_by_role("button", name="Preview").click()

    expect(page.locator("#comment-preview")).to_contain_text("Enter a comment")


# --- replies --------------------------------------------------------------------------------


def reply_to(page: Page, name: str) -> Locator:
    page.get_by_role("link", name=f"Reply to {name}").first.click()
    return page.get_by_role("region", name=f"Reply to {name}")


def test_reply_form_opens_in_place_and_has_the_focus(site: Site, open_browser: OpenBrowser) -> None:
    page = read(open_browser().new_page(), site.url + ARTICLE)
    form = reply_to(page, "Jonas (example)")

    expect(form.get_by_label("Comment", exact=True)).to_be_focused()
    expect(page).to_have_url(site.url + ARTICLE)


def test_two_reply_forms_work_beside_each_other(
    site: Site, open_browser: OpenBrowser, moderator_page: Page
) -> None:
    page = read(open_browser().new_page(), site.url + ARTICLE)
    to_jonas, to_teodora = new_text(), new_text()
    first, second = reply_to(page, "Jonas (example)"), reply_to(page, "Teodora (example)")
    write(first, body=to_jonas, email="jonas@")
    write(second, body=to_teodora)
    send(first)
    expect(first.locator(".error-summary")).to_be_focused()
    expect(second.get_by_label("Comment", exact=True)).to_have_value(to_teodora)
    first.get_by_label("Email", exact=True).fill("jonas@example.org")
    send(second)
    expect(second).to_have_count(0)
    send(first)

    expect(page.get_by_role("heading", name=RECEIVED)).to_have_count(2)
    moderator_page.goto(site.url + QUEUE)
    expect(row(moderator_page, to_jonas).locator(".quoted-who")).to_have_text(
        "in reply to Jonas (example)"
    )
    expect(row(moderator_page, to_teodora).locator(".quoted-who")).to_have_text(
        "in reply to Teodora (example)"
    )


def test_a_form_that_comes_late_leaves_the_focus_to_the_text_being_written(
    site: Site, open_browser: OpenBrowser
) -> None:
    page = read(open_browser().new_page(), site.url + ARTICLE)
    first = reply_to(page, "Jonas (example)")
    expect(first.get_by_label("Comment", exact=True)).to_be_focused()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/comments/new?**", hold)
    with page.expect_request("**/comments/new?**"):
        second = reply_to(page, "Teodora (example)")
    first.get_by_label("Comment", exact=True).click()
    page.keyboard.type("Half of it, ")
    [late] = held
    late.continue_()
    expect(second).to_be_visible()
    page.keyboard.type("and the rest.")

    expect(first.get_by_label("Comment", exact=True)).to_have_value("Half of it, and the rest.")
    expect(second.get_by_label("Comment", exact=True)).to_have_value("")


def test_a_slow_press_sends_though_an_error_goes_meanwhile(page: Page) -> None:
    form = main_form(page)
    write(form, body=new_text(), name="n" * 81)
    form.get_by_label("Name (optional)").press("Tab")
    error = form.locator(".has-error .field-error")
    expect(error).to_be_visible()
    form.get_by_label("Name (optional)").fill("Vesna")
    button = form.get_by_role("button", name="Send comment")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] - 3)
    with page.expect_response(re.compile("/check")):
        page.mouse.down()  # The answer comes while the button is held down …
    page.wait_for_timeout(200)  # … and would have been shown by now.
    page.mouse.up()

    expect_receipt(page)


def test_cancelling_asks_before_it_throws_a_text_away(
    site: Site, open_browser: OpenBrowser
) -> None:
    page = read(open_browser().new_page(), site.url + ARTICLE)
    form = reply_to(page, "Jonas (example)")
    form.get_by_label("Comment", exact=True).fill("Half a thought")
    asked: list[str] = []

    def answer(*, is_yes: bool) -> Callable[[Dialog], None]:
        def on_dialog(dialog: Dialog) -> None:
            asked.append(dialog.message)
            dialog.accept() if is_yes else dialog.dismiss()

        return on_dialog

    page.once("dialog", answer(is_yes=False))
    form.get_by_role("link", name="Cancel").click()
    expect(form.get_by_label("Comment", exact=True)).to_have_value("Half a thought")
    page.once("dialog", answer(is_yes=True))
    form.get_by_role("link", name="Cancel").click()

    expect(form).to_have_count(0)
    expect(page.get_by_role("link", name="Reply to Jonas (example)")).to_be_focused()
    assert asked == ["You haven’t sent your text. Discard it?"] * 2


# --- by keyboard ----------------------------------------------------------------------------


def tab_to(page: Page, target: Locator, limit: int = 120) -> None:
    """Press Tab until `target` has the focus, and see that the focus shows."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            outline = target.evaluate("element => getComputedStyle(element).outlineStyle")
            assert outline != "none"
            return
    raise AssertionError(f"Tab does not lead to {target}")


def test_whole_conversation_goes_by_keyboard(
    site: Site, open_browser: OpenBrowser, moderator_page: Page
) -> None:
    page = read(open_browser().new_page(), site.url + ARTICLE)
    remark, answer = new_text(), new_text()

    tab_to(page, page.get_by_role("link", name="Skip to the content"))
    tab_to(page, main_form(page).get_by_label("Comment", exact=True))
    page.keyboard.type(remark)
    tab_to(page, wish(main_form(page)))
    page.keyboard.press("Space")
    tab_to(page, main_form(page).get_by_label("Email", exact=True))
    page.keyboard.type("vesna@")
    tab_to(page, main_form(page).get_by_role("button", name="Send comment"))
    page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    tab_to(page, page.locator(".error-summary").get_by_role("link"))
    page.keyboard.press("Enter")
    expect(main_form(page).get_by_label("Email", exact=True)).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type("example.org")
    tab_to(page, main_form(page).get_by_role("button", name="Send comment"))
    page.keyboard.press("Space")
    expect_receipt(page)

    read(moderator_page, site.url + QUEUE)
    tab_to(moderator_page, row(moderator_page, remark).get_by_role("button", name="Publish"))
    moderator_page.keyboard.press("Enter")
    expect(row(moderator_page, remark)).to_contain_text("Published by Ana")
    verdict = row(moderator_page, remark).locator(".verdict")
    expect(verdict).to_be_focused()  # And not “Undo”: one more Enter would press it.
    expect(moderator_page.get_by_role("status")).to_contain_text("Published by Ana")

    read(page, site.url + ARTICLE)
    tab_to(page, comment(page, remark).get_by_role("link", name="Reply"))
    page.keyboard.press("Enter")
    expect(
        page.get_by_role("region", name="Reply to").get_by_label("Comment", exact=True)
    ).to_be_focused()
    page.keyboard.type(answer)
    tab_to(page, page.get_by_role("region", name="Reply to").get_by_role("button", name="Send"))
    page.keyboard.press("Enter")
    expect_receipt(page)

    read(moderator_page, site.url + QUEUE)
    tab_to(moderator_page, row(moderator_page, answer).get_by_role("button", name="Decline"))
    moderator_page.keyboard.press("Space")
    expect(row(moderator_page, answer)).to_contain_text("Declined by Ana")
    expect(row(moderator_page, answer).locator(".verdict")).to_be_focused()
    tab_to(moderator_page, row(moderator_page, answer).get_by_role("button", name="Undo"))
    moderator_page.keyboard.press("Space")
    expect(row(moderator_page, answer).get_by_role("button", name="Publish")).to_be_visible()
    inside = "row => row.contains(document.activeElement)"
    moderator_page.wait_for_function(inside, arg=row(moderator_page, answer).element_handle())
    tab_to(moderator_page, row(moderator_page, answer).get_by_role("button", name="Publish"))
    moderator_page.keyboard.press("Enter")
    expect(row(moderator_page, answer)).to_contain_text("Published by Ana")


# --- without htmx's order of things -----------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "title"),
    [
        pytest.param(NEW_FORM, "Leave a comment", id="the form as a page"),
        pytest.param(EMPTY, "Leave a comment", id="the form under an article"),
    ],
)
def test_form_is_never_sent_twice_at_once(
    site: Site, open_browser: OpenBrowser, url: str, title: str
) -> None:
    page = read(open_browser().new_page(), site.url + url)
    sent: list[Request] = []
    held: list[Callable[[], None]] = []

    def hold(route: Route) -> None:
        sent.append(route.request)
        held.append(route.continue_)

    page.route("**/comments", hold)
    expect(page.get_by_role("region", name=title)).to_be_visible()
    write(main_form(page), body=new_text())
    button = main_form(page).get_by_role("button", name="Send comment")
    for _ in range(3):
        button.click()
    [let_go] = held
    let_go()

    expect_receipt(page)
    assert len(sent) == 1


def test_what_leads_to_a_person_is_marked_and_taken_out(page: Page) -> None:
    form, text = main_form(page), new_text()
    write(form, body=f"{text} Call 064 123 4567, or not.")
    form.get_by_role("button", name="Send comment").click()

    notice = main_form(page).locator(".notice")
    expect(notice).to_be_focused()
    expect(notice.locator("mark")).to_have_text("064 123 4567")
    notice.get_by_role("button", name="Take it out").press("Enter")

    expect(main_form(page).locator(".notice")).to_contain_text("We took this out")
    body = main_form(page).get_by_role("textbox", name="Comment", exact=True)
    expect(body).to_have_value(f"{text} Call […], or not.")
    main_form(page).get_by_role("button", name="Send comment").click()
    expect_receipt(page)


def test_what_leads_to_a_person_is_kept_knowingly(page: Page) -> None:
    form = main_form(page)
    write(form, body=f"{new_text()} Call 064 123 4567.")
    form.get_by_role("button", name="Send comment").click()
    main_form(page).get_by_role("button", name="Keep it, and let a moderator decide").click()

    expect_receipt(page)
