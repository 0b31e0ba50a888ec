import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from ethreader.base.db import db
from ethreader.comments.models import State
from ethreader.contacts.service import publish_key
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, PAGE, fields_of
from tests.conftest import EVENT_FILE, make_app, make_comment, make_event
from tests.pages import links, page_of, text_of
from tests.times import utcnow
from tests.visitors import HTMX, both_ways, with_visitors

NEW = f"{COMMENTS}/new"
PROMISE = "Your email address will not be published."


def test_the_form_comes_as_a_piece_for_htmx(client: FlaskClient, event: Event) -> None:
    response = client.get(NEW, headers=HTMX)

    assert response.status_code == 200
    assert response.text.startswith('<section id="comment-form" class="comment-form"')
    assert sorted(fields_of(response.text)) == ["body", "key", "name", "parent_id", "stamp"]


def test_the_form_takes_the_focus_where_a_receipt_stood(client: FlaskClient, event: Event) -> None:
    page = page_of(client.get(NEW, headers=HTMX))

    assert [each.tag for each in page.iter() if "autofocus" in each.attrib] == ["textarea"]


def test_the_form_comes_as_a_page_without_htmx(client: FlaskClient, event: Event) -> None:
    response = client.get(NEW)

    assert response.status_code == 200
    assert "<h1" in response.text
    assert '<section id="comment-form" class="comment-form"' in response.text


@pytest.mark.parametrize(
    "path", [NEW, "/events/winter-meeting/"], ids=["a page", "below the article"]
)
def test_the_promise_stands_under_the_heading_before_anything_is_asked(
    client: FlaskClient, event: Event, path: str
) -> None:
    """Also while the mail process has no key yet, and no email address can be given."""
    page = page_of(client.get(path))

    [form] = page.findall(".//section[@id='comment-form']")
    assert [text_of(each) for each in list(form)[:2]] == [
        "Leave a comment",
        f"{PROMISE} You don’t need to give one, or a name.",
    ]


def test_an_address_that_could_not_be_kept_is_not_asked_for(
    client: FlaskClient, event: Event
) -> None:
    assert "email" not in fields_of(client.get(NEW).text)


@both_ways
def test_an_address_is_asked_for_with_the_wish_to_be_told(
    client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    publish_key(utcnow().strftime("%Y-%m"), bytes(32), days=90)
    db.session.commit()

    page = client.get(NEW, headers=headers).text

    assert page.index('name="notify"') < page.index('name="email"')
    assert (
        '<p class="hint" id="comment-email-hint">We store it encrypted for up to 90 days.' in page
    )
    assert 'aria-describedby="comment-email-hint comment-email-error comment-promise"' in page


def test_an_address_that_is_required_is_asked_for_at_once(tmp_path: Path) -> None:
    app = with_visitors(make_app(tmp_path / "required", ETHREADER_EMAIL="required"))
    with app.app_context():
        make_event(tmp_path, "winter-meeting", EVENT_FILE)
        response = app.test_client().get(NEW)
        db.session.remove()
        db.engine.dispose()

    [promise] = page_of(response).findall(".//p[@id='comment-promise']")
    assert text_of(promise) == f"{PROMISE} You don’t need to give a name."
    assert 'name="notify"' not in response.text


@both_ways
def test_the_form_for_an_answer_names_whom_it_answers(
    client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    comment = make_comment(event, name="Vera <x>")

    response = client.get(f"{NEW}?reply_to={comment.public_id}", headers=headers)

    assert response.status_code == 200
    assert "Reply to <bdi>Vera &lt;x&gt;</bdi></h2>" in response.text
    assert fields_of(response.text)["parent_id"] == comment.public_id


@both_ways
@pytest.mark.parametrize("state", [state for state in State if state is not State.PUBLISHED])
def test_nobody_can_answer_what_is_not_shown(
    client: FlaskClient, event: Event, state: State, headers: dict[str, str]
) -> None:
    hidden = make_comment(event, state=state, name="Hidden")

    response = client.get(f"{NEW}?reply_to={hidden.public_id}", headers=headers)

    assert response.status_code == 404
    assert "Hidden" not in response.text
    assert response.data == client.get(f"{NEW}?reply_to=0123456789abcdef", headers=headers).data


def test_nobody_can_answer_a_comment_of_another_event(
    client: FlaskClient, event: Event, tmp_path: Path
) -> None:
    other = make_comment(make_event(tmp_path, "summer-meeting", EVENT_FILE), name="Elsewhere")

    response = client.get(f"{NEW}?reply_to={other.public_id}", headers=HTMX)

    assert response.status_code == 404
    assert "Elsewhere" not in response.text


@both_ways
def test_a_closed_event_has_no_form(
    client: FlaskClient, event: Event, tmp_path: Path, headers: dict[str, str]
) -> None:
    assert "<textarea" in client.get(NEW, headers=headers).text
    make_event(tmp_path, "winter-meeting", EVENT_FILE.replace("---\n\n", "comments: closed\n---\n"))

    response = client.get(NEW, headers=headers)

    assert response.status_code == 409
    assert "Comments are closed" in response.text
    assert "<textarea" not in response.text


def test_a_closed_event_is_not_said_to_have_lost_a_text(
    client: FlaskClient, event: Event, tmp_path: Path
) -> None:
    make_event(tmp_path, "winter-meeting", EVENT_FILE.replace("---\n\n", "comments: closed\n---\n"))

    response = client.get(NEW)

    assert "Comments on this event are closed" in response.text
    assert "Your text is still here" not in response.text
    ways_on = links(page_of(response, status=409), ".//main")
    assert ways_on == {"Back to the article": PAGE, "Go to the home page": "/"}


def test_an_unknown_event_has_no_form(client: FlaskClient, event: Event) -> None:
    response = client.get("/events/no-such/comments/new")

    assert response.status_code == 404
    assert "Page not found" in response.text


def test_the_form_cannot_be_posted_to(client: FlaskClient, event: Event) -> None:
    response = client.post(NEW, data={"body": "x"})

    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


PROMISES = {
    "": PROMISE,
    "/de": "Ihre E-Mail-Adresse wird nicht veröffentlicht.",
    "/sr-Cyrl": "Ваша имејл адреса неће бити објављена.",
    "/sr": "Vaša imejl adresa neće biti objavljena.",
}


def test_the_promise_stands_on_every_form_in_every_language(tmp_path: Path) -> None:
    """Below the article, on a page, as a reply, and given back as refused: always second."""
    app = with_visitors(make_app(tmp_path / "instance", ETHREADER_LANGUAGES="en,de,sr,sr-Cyrl"))
    with app.app_context():
        parent = make_comment(make_event(tmp_path, "winter-meeting", EVENT_FILE)).public_id
        forms = {prefix: forms_of(app.test_client(), prefix, parent) for prefix in PROMISES}
        db.session.remove()
        db.engine.dispose()

    for prefix, promise in PROMISES.items():
        assert [status for status, _ in forms[prefix]] == [200] * 3 + [422] * 2
        assert [below for _, below in forms[prefix] if not below.startswith(promise)] == []


def forms_of(client: FlaskClient, prefix: str, parent: str) -> list[tuple[int, str]]:
    """Return the status of each page or part with a form, and what stands below its heading."""
    new = f"{prefix}{NEW}"
    paths = (f"{prefix}/events/winter-meeting/", new, f"{new}?reply_to={parent}")
    opened = [client.get(path) for path in paths]
    typed = ({"body": ""}, {"body": "a@b.org"})
    form = {"parent_id": parent, "stamp": fields_of(opened[-1].text)["stamp"]}
    refused = [client.post(f"{prefix}{COMMENTS}", data={**form, **each}) for each in typed]
    return [(each.status_code, below_heading(each.text)) for each in (*opened, *refused)]


def below_heading(html: str) -> str:
    """Return the text of the element below the heading of the only form in `html`."""
    [form] = re.findall(r'class="comment-form".*?</form>', html, re.DOTALL)
    below = form.partition("</h2>")[2]
    return " ".join(below.partition(">")[2].partition("<")[0].split())
