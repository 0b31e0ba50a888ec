"""Who types what leads to a person keeps it knowingly, or has it taken out; kept, it is held."""

import pytest
from flask.testing import FlaskClient

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import State
from ethreader.events.choices import CommentPolicy
from ethreader.events.models import Event, Organisation
from tests.comments.forms import COMMENTS, KEY, TEXT, fields_of, filled_in, own_link, stored
from tests.conftest import make_comment
from tests.pages import by_class, page_of, text_of
from tests.visitors import HTMX, both_ways

EMAIL = "Write to ana (at) example.org"
ASKED = "Everyone could read this. It can tell who or where somebody is: "
NUMBER, ACCOUNT = "064/123-45-67", "AT61 1904 3002 3457 3201"
KEEP, TAKE_OUT = {"as_is": "yes"}, {"take_out": "yes"}


@pytest.fixture
def open_event(event: Event) -> Event:
    begin_write_transaction()
    event.comments = CommentPolicy.OPEN
    db.session.commit()
    return event


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param({"body": EMAIL}, ["Email address: Write to ana (at) example.org"], id="email"),
        pytest.param({"name": "ana@example.org"}, ["Email address: ana@example.org"], id="as name"),
        pytest.param({"body": f"Call {NUMBER}"}, [f"Phone number: Call {NUMBER}"], id="a number"),
        pytest.param(
            {"body": f"{ACCOUNT}!\n\nHe stays at 7 Elm Close, or did when I last heard of it."},
            [
                f"Bank account (IBAN): {ACCOUNT}! He stays at 7 Elm Clo…",
                "Street address: …3457 3201! He stays at 7 Elm Close, or did when I last hea…",
            ],
            id="an account and a street",
        ),
    ],
)
@both_ways
def test_the_writer_is_asked_and_everything_typed_is_kept(
    *,
    client: FlaskClient,
    open_event: Event,
    headers: dict[str, str],
    typed: dict[str, str],
    found: list[str],
) -> None:
    parent = make_comment(open_event).public_id
    form = filled_in(client, email="m@example.org", parent_id=parent, key=KEY, **typed)
    response = client.post(COMMENTS, data=form, headers=headers)

    [notice] = by_class(page_of(response, status=422), "notice")
    assert text_of(notice).startswith(ASKED)
    assert [text_of(each) for each in notice.iter("li")] == found
    assert [each.get("name") for each in notice.iter("button")] == ["take_out", "as_is"]
    assert all(text_of(each.find(".//mark")) for each in notice.iter("li"))
    kept = fields_of(response.text)
    assert {**kept, "stamp": ""} == {**form, "stamp": ""}
    assert len(stored()) == 1

    again = client.post(COMMENTS, data=kept, headers=headers)  # Pressed “Send” and no answer.
    assert (again.status_code, len(stored())) == (422, 1)


@both_ways
def test_kept_knowingly_it_is_held_even_where_comments_are_open(
    client: FlaskClient, open_event: Event, headers: dict[str, str]
) -> None:
    asked = client.post(COMMENTS, data=filled_in(client, body=EMAIL), headers=headers)
    response = client.post(COMMENTS, data={**fields_of(asked.text), **KEEP}, headers=headers)

    assert response.status_code == (201 if headers else 303)
    assert [(each.body, each.state, each.flags) for each in stored()] == [
        (EMAIL, State.PENDING, ["email"])
    ]


@both_ways
def test_taken_out_it_is_read_again_and_published_at_once(
    client: FlaskClient, open_event: Event, headers: dict[str, str]
) -> None:
    words = f"> First.\n\nCall *Ana* {NUMBER}, или ул. Цара Душана 45а.\n\n  Last."
    form = filled_in(client, body=words, name=f"Mira {NUMBER}", key=KEY)
    response = client.post(COMMENTS, data={**form, **TAKE_OUT}, headers=headers)

    [notice] = by_class(page_of(response), "notice")
    assert text_of(notice).startswith("We took this out and put […] in its place.")
    assert [*notice.iter("button")] == []
    assert stored() == []
    left = fields_of(response.text)
    body = "> First.\n\nCall *Ana* […], или […].\n\n  Last."
    assert {**left, "stamp": ""} == {**form, "name": "Mira", "body": body, "stamp": ""}
    client.post(COMMENTS, data=left, headers=headers)
    assert [(each.state, each.flags) for each in stored()] == [(State.PUBLISHED, [])]


@pytest.mark.parametrize(("field", "typed"), [("body", EMAIL), ("name", "ana@example.org")])
def test_field_that_is_left_says_the_same(
    client: FlaskClient, event: Event, field: str, typed: str
) -> None:
    form = filled_in(client, **{field: typed})
    said = client.post(f"{COMMENTS}/check?field={field}", data=form, headers=HTMX)
    kept = client.post(f"{COMMENTS}/check?field={field}", data={**form, **KEEP}, headers=HTMX)

    assert text_of(page_of(said)).startswith(f"{ASKED}Email address: ")
    assert text_of(page_of(kept)) == ""


@both_ways
def test_preview_says_the_same(client: FlaskClient, event: Event, headers: dict[str, str]) -> None:
    form = filled_in(client, body=EMAIL)
    response = client.post(f"{COMMENTS}/preview", data=form, headers=headers)

    [box] = by_class(page_of(response), "preview-box")
    assert "Email address: Write to ana (at) example.org" in text_of(box)


def test_moderators_read_why_it_is_held(moderator_client: FlaskClient, event: Event) -> None:
    form = filled_in(moderator_client, body="a@b.org, 064/123-45-67", name="M.o.d.", as_is="yes")
    moderator_client.post(COMMENTS, data=form, headers=HTMX)

    [flags] = by_class(page_of(moderator_client.get("/moderation/")), "flags")
    assert [text_of(each) for each in flags] == [
        "The name could be mistaken for an official one",
        "Contains an email address",
        "Contains a phone number",
    ]


def test_names_of_organisations_are_held(client: FlaskClient, event: Event) -> None:
    begin_write_transaction()
    db.session.add(
        Organisation(slug="la-strada", name="La Strada", description="", url="https://a.example")
    )
    db.session.commit()
    client.post(COMMENTS, data=filled_in(client, name="Ла Страда"), headers=HTMX)

    assert [each.flags for each in stored()] == [["official-name"]]


@pytest.mark.parametrize("is_in_place", [True, False], ids=["in the receipt's place", "own page"])
def test_a_change_is_asked_about_as_well(
    client: FlaskClient, open_event: Event, *, is_in_place: bool
) -> None:
    receipt = client.post(COMMENTS, data=filled_in(client), headers=HTMX)
    path = "/comments/own/change" if is_in_place else f"{own_link(receipt)}/edit"
    headers = HTMX if is_in_place else {}
    data = {"pass": fields_of(receipt.text)["pass"], "name": "Mira", "body": EMAIL}
    asked = client.post(path, data=data, headers=headers)
    kept = fields_of(asked.text)

    assert (asked.status_code, ASKED.strip() in asked.text) == (422, True)
    assert (kept["body"], kept["name"]) == (EMAIL, "Mira")
    assert [(each.body, each.state) for each in stored()] == [(TEXT, State.PUBLISHED)]

    taken_out = client.post(path, data={**data, **TAKE_OUT}, headers=headers)
    assert (taken_out.status_code, fields_of(taken_out.text)["body"]) == (200, "Write to […]")
    assert [(each.body, each.state) for each in stored()] == [(TEXT, State.PUBLISHED)]

    client.post(path, data={**data, **KEEP}, headers=headers)
    assert [(each.body, each.state) for each in stored()] == [(EMAIL, State.PENDING)]
