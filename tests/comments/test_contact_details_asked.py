"""Who types an email or a phone number for everybody is asked once, and it is held."""

import pytest
from flask.testing import FlaskClient

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import State
from ethreader.events.models import CommentPolicy, Event, Organisation
from tests.comments.forms import COMMENTS, KEY, TEXT, fields_of, filled_in, own_link, stored
from tests.conftest import make_comment
from tests.pages import by_class, page_of, text_of
from tests.visitors import HTMX, both_ways

EMAIL = "Write to ana (at) example.org"
ASKED = "What you wrote contains an email address. Everyone could read it."


@pytest.fixture
def open_event(event: Event) -> Event:
    begin_write_transaction()
    event.comments = CommentPolicy.OPEN
    db.session.commit()
    return event


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        pytest.param({"body": EMAIL}, ASKED, id="an email"),
        pytest.param({"name": "ana@example.org"}, ASKED, id="an email as a name"),
        pytest.param({"body": "Call 064/123-45-67"}, "contains a phone number.", id="a number"),
        pytest.param(
            {"body": "a@b.org or 064/123-45-67"},
            "contains an email address and a phone number.",
            id="both",
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
    question: str,
) -> None:
    parent = make_comment(open_event).public_id
    form = filled_in(client, email="m@example.org", parent_id=parent, key=KEY, **typed)
    response = client.post(COMMENTS, data=form, headers=headers)

    page = page_of(response, status=422)
    assert question in text_of(by_class(page, "notice")[0])
    kept = fields_of(response.text)
    assert {**kept, "stamp": ""} == {**form, "stamp": "", "as_is": "yes"}
    assert len(stored()) == 1


@both_ways
def test_sent_again_as_it_is_it_is_held_even_where_comments_are_open(
    client: FlaskClient, open_event: Event, headers: dict[str, str]
) -> None:
    asked = client.post(COMMENTS, data=filled_in(client, body=EMAIL), headers=headers)
    response = client.post(COMMENTS, data=fields_of(asked.text), headers=headers)

    assert response.status_code == (201 if headers else 303)
    assert [(each.body, each.state, each.flags) for each in stored()] == [
        (EMAIL, State.PENDING, ["email"])
    ]


def test_taken_out_it_is_published_at_once(client: FlaskClient, open_event: Event) -> None:
    asked = client.post(COMMENTS, data=filled_in(client, body=EMAIL), headers=HTMX)
    mended = {**fields_of(asked.text), "body": TEXT}
    client.post(COMMENTS, data=mended, headers=HTMX)

    assert [(each.state, each.flags) for each in stored()] == [(State.PUBLISHED, [])]


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

    assert (asked.status_code, ASKED in asked.text) == (422, True)
    assert (kept["body"], kept["name"], kept["as_is"]) == (EMAIL, "Mira", "yes")
    assert [(each.body, each.state) for each in stored()] == [(TEXT, State.PUBLISHED)]

    client.post(path, data={**data, "as_is": kept["as_is"]}, headers=headers)
    assert [(each.body, each.state) for each in stored()] == [(EMAIL, State.PENDING)]
