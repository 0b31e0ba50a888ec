from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import db
from ethreader.comments.models import State
from ethreader.events.models import Event
from tests.comments.forms import (
    COMMENTS,
    KEY,
    PAGE,
    TEXT,
    comment_ids,
    digest_of,
    fields_of,
    filled_in,
    stored,
)
from tests.comments.states import put_in_state
from tests.conftest import EVENT_FILE, ZONE, make_app, make_comment, make_event
from tests.times import utcnow
from tests.visitors import HTMX, PLAIN, both_ways, with_visitors

CLOSED_FILE = EVENT_FILE.replace("kind: event", "kind: event\ncomments: closed")


def test_a_comment_by_htmx_is_answered_with_the_receipt(client: FlaskClient, event: Event) -> None:
    response = client.post(COMMENTS, data=filled_in(client), headers=HTMX)

    assert response.status_code == 201
    assert response.text.startswith('<section class="comment-form receipt"')
    assert "Your comment has been received." in response.text
    assert "<html" not in response.text


def test_a_comment_without_htmx_leads_to_a_page_that_says_received(
    client: FlaskClient, event: Event
) -> None:
    response = client.post(COMMENTS, data=filled_in(client))

    path, _, envelope = response.headers["Location"].partition("?receipt=")
    assert (response.status_code, path, bool(envelope)) == (303, f"{COMMENTS}/received", True)
    page = client.get(response.headers["Location"])
    assert page.status_code == 200
    assert "Your comment has been received." in page.text
    assert "<html" in page.text


@both_ways
def test_a_comment_waits_with_what_was_typed_and_its_day(
    client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    client.post(COMMENTS, data=filled_in(client, key=KEY), headers=headers)

    [comment] = stored()
    assert (comment.name, comment.body, comment.idempotency_key) == ("Mira", TEXT, digest_of(KEY))
    assert comment.state is State.PENDING
    assert comment.received_on == utcnow().astimezone(ZONE).date()
    assert comment.received_at is not None
    assert utcnow() - comment.received_at < timedelta(minutes=1)


@both_ways
def test_a_refused_comment_comes_back_with_everything_typed(
    client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    parent = make_comment(event)
    typed = {
        "name": "Mira “M” <b>",
        "email": "mira at <example>",
        "body": "\nFirst line\n\n  second & <last> ć\n",
        "parent_id": parent.public_id,
        "key": KEY,
    }

    response = client.post(COMMENTS, data=filled_in(client, **typed), headers=headers)

    kept = fields_of(response.text)
    assert response.status_code == 422
    assert {name: kept[name] for name in typed} == typed
    assert len(stored()) == 1


def test_a_refusal_has_a_summary_that_takes_the_focus_and_leads_to_the_field(
    client: FlaskClient, event: Event
) -> None:
    response = client.post(COMMENTS, data=filled_in(client, email="mira"), headers=HTMX)

    error = "Enter an email address like name@example.org"
    assert '<div class="error-summary" tabindex="-1" autofocus>' in response.text
    assert f'<li><a href="#comment-email">{error}</a></li>' in response.text
    assert f'<span class="visually-hidden">Error: </span>{error}' in response.text
    assert 'aria-describedby="comment-email-hint comment-email-error comment-promise"' in (
        response.text
    )


def test_a_refusal_without_htmx_is_a_page_whose_title_says_error(
    client: FlaskClient, event: Event
) -> None:
    response = client.post(COMMENTS, data=filled_in(client, body=" "))

    assert response.status_code == 422
    assert "<title>Error: Leave a comment" in response.text


@pytest.mark.parametrize("headers", [HTMX, PLAIN], ids=["with htmx", "without htmx"])
@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        pytest.param("body", "", "Enter a comment", id="an empty comment is refused"),
        pytest.param("body", " \n\t ", "Enter a comment", id="spaces alone are refused"),
        pytest.param(
            "body", "\u200b\u3164\u2800", "Enter a comment", id="what nobody sees is refused"
        ),
        pytest.param("email", "mira", "Enter an email address", id="half an address is refused"),
        pytest.param("email", "a@b", "Enter an email address", id="a bare host is refused"),
        pytest.param("email", "a@b.org, c@d.org", "Enter an email", id="two addresses are refused"),
        pytest.param("email", "a@" + "b" * 300 + ".org", "Enter an email", id="too long a host"),
    ],
)
def test_what_cannot_be_stored_is_refused_with_a_reason(
    *,
    client: FlaskClient,
    event: Event,
    headers: dict[str, str],
    field: str,
    value: str,
    sentence: str,
) -> None:
    response = client.post(COMMENTS, data=filled_in(client, **{field: value}), headers=headers)

    assert response.status_code == 422
    assert sentence in response.text
    assert stored() == []


def test_all_that_is_wrong_is_said_at_once(client: FlaskClient, event: Event) -> None:
    wrong = {"name": "x" * 81, "email": "x", "body": ""}

    response = client.post(COMMENTS, data=filled_in(client, **wrong), headers=HTMX)

    assert response.text.count('<li><a href="#comment-') == 3
    assert response.text.count('aria-invalid="true"') == 3


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("", id="no name"),
        pytest.param("   ", id="spaces"),
        pytest.param("\u200d\u00ad", id="invisible letters"),
        pytest.param("\u3164", id="a letter without ink"),
        pytest.param("\u2800 \u034f", id="Braille without dots"),
    ],
)
def test_a_comment_without_a_name_is_anonymous(
    client: FlaskClient, event: Event, name: str
) -> None:
    client.post(COMMENTS, data=filled_in(client, name=name))

    [comment] = stored()
    assert comment.name == ""
    put_in_state(comment, State.PUBLISHED)
    db.session.commit()
    assert 'data-comment-name dir="auto">Anonymous</h3>' in client.get(PAGE).text


def test_a_name_field_may_be_left_out(client: FlaskClient, event: Event) -> None:
    form = filled_in(client)
    data = {"body": form["body"], "stamp": form["stamp"]}

    response = client.post(COMMENTS, data=data, headers=HTMX)

    assert response.status_code == 201
    assert [comment.name for comment in stored()] == [""]


def test_names_and_texts_of_any_script_are_kept(client: FlaskClient, event: Event) -> None:
    name, body = "Đorđe Ћ 👩‍👩‍👧 \u200fשלום", "“Thanks” – it’s Šta? 你好"

    client.post(COMMENTS, data=filled_in(client, name=name, body=body))

    assert [(comment.name, comment.body) for comment in stored()] == [(name, body)]


@both_ways
@pytest.mark.parametrize("email", ["", "  ", "mira@example.org", " mira@example.org "])
def test_an_address_is_optional(
    client: FlaskClient, event: Event, email: str, headers: dict[str, str]
) -> None:
    client.post(COMMENTS, data=filled_in(client, email=email), headers=headers)

    assert len(stored()) == 1


def test_an_address_can_be_required(tmp_path: Path) -> None:
    app = with_visitors(make_app(tmp_path / "instance", ETHREADER_EMAIL="required"))
    with app.app_context():
        make_event(tmp_path, "winter-meeting", EVENT_FILE)
        client = app.test_client()

        without = client.post(COMMENTS, data=filled_in(client, email=""), headers=HTMX)
        wrong = client.post(COMMENTS, data=filled_in(client, email="mira"), headers=HTMX)
        right = client.post(
            COMMENTS, data=filled_in(client, email="mira@example.org"), headers=HTMX
        )

        assert [answer.status_code for answer in (without, wrong, right)] == [422, 422, 201]
        assert "Enter your email address. It will not be published." in without.text
        assert "Enter an email address like name@example.org" in wrong.text
        assert len(stored()) == 1
        db.session.remove()
        db.engine.dispose()


@both_ways
def test_an_answer_is_stored_under_its_parent(
    client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    parent = make_comment(event)

    client.post(COMMENTS, data=filled_in(client, parent_id=parent.public_id), headers=headers)

    assert [comment.parent_id for comment in stored()] == [None, stored()[0].id]


@both_ways
@pytest.mark.parametrize("state", [state for state in State if state is not State.PUBLISHED])
def test_an_answer_to_a_comment_that_is_not_shown_is_refused_and_kept(
    client: FlaskClient, event: Event, state: State, headers: dict[str, str]
) -> None:
    parent = make_comment(event, state=state)
    form = filled_in(client, parent_id=parent.public_id, email="m@example.org", key=KEY)

    response = client.post(COMMENTS, data=form, headers=headers)

    kept = fields_of(response.text)
    assert response.status_code == 409
    assert "The comment you are replying to is no longer shown." in response.text
    assert (kept["body"], kept["name"], kept["email"]) == (TEXT, "Mira", "m@example.org")
    assert (kept["key"], kept["parent_id"]) == (KEY, "")
    assert len(stored()) == 1


@both_ways
def test_an_answer_to_a_comment_of_another_event_is_refused_and_kept(
    client: FlaskClient, event: Event, tmp_path: Path, headers: dict[str, str]
) -> None:
    other = make_comment(make_event(tmp_path, "summer-meeting", EVENT_FILE))

    response = client.post(
        COMMENTS, data=filled_in(client, parent_id=other.public_id), headers=headers
    )

    assert response.status_code == 409
    assert fields_of(response.text)["body"] == TEXT
    assert len(stored()) == 1


def test_an_answer_sent_again_after_its_parent_went_becomes_a_comment_of_its_own(
    client: FlaskClient, event: Event
) -> None:
    parent = make_comment(event, state=State.REJECTED)
    form = filled_in(client, parent_id=parent.public_id)
    refused = client.post(COMMENTS, data=form, headers=HTMX)

    response = client.post(COMMENTS, data=fields_of(refused.text), headers=HTMX)

    assert response.status_code == 201
    assert [comment.parent_id for comment in stored()] == [None, None]


def test_an_answer_does_not_lose_its_parent_in_silence(client: FlaskClient, event: Event) -> None:
    parent = make_comment(event, state=State.REJECTED)
    form = filled_in(client, parent_id=parent.public_id, email="wrong")
    refused = client.post(COMMENTS, data=form, headers=HTMX)
    assert refused.status_code == 422

    mended = {**fields_of(refused.text), "email": ""}
    response = client.post(COMMENTS, data=mended, headers=HTMX)

    assert response.status_code == 409
    assert "The comment you are replying to is no longer shown." in response.text


@both_ways
def test_a_closed_event_refuses_and_keeps_the_text(
    client: FlaskClient, event: Event, tmp_path: Path, headers: dict[str, str]
) -> None:
    form = filled_in(client, email="m@example.org", key=KEY)
    make_event(tmp_path, "winter-meeting", CLOSED_FILE)

    response = client.post(COMMENTS, data=form, headers=headers)

    kept = fields_of(response.text)
    assert response.status_code == 409
    assert "Comments on this event are closed, so your comment was not saved." in response.text
    assert {**kept, "stamp": ""} == {**form, "stamp": ""}
    assert stored() == []


@both_ways
def test_an_unknown_event_takes_no_comment(
    client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    response = client.post(
        "/events/no-such-event/comments", data=filled_in(client), headers=headers
    )

    assert response.status_code == 404
    assert "Page not found" in response.text
    assert stored() == []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_a_wrong_verb_is_told_the_right_ones(
    client: FlaskClient, event: Event, method: str
) -> None:
    response = client.open(COMMENTS, method=method, data=filled_in(client))

    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
    assert "This action is not available" in response.text
    assert stored() == []


def test_a_form_sent_by_a_page_of_another_site_stores_nothing(
    client: FlaskClient, event: Event
) -> None:
    form = filled_in(client)

    refused = client.post(COMMENTS, data=form, headers={"Origin": "https://evil.example"})

    assert refused.status_code == 403
    assert "This form was sent from another site" in refused.text
    assert stored() == []
    own = client.post(COMMENTS, data=form, headers={"Origin": "http://localhost"})
    assert (own.status_code, len(stored())) == (303, 1)


def test_the_new_comment_is_not_on_the_page(client: FlaskClient, event: Event) -> None:
    shown = make_comment(event)

    client.post(COMMENTS, data=filled_in(client))

    assert comment_ids(client.get(PAGE).text) == [shown.public_id]
    assert len(stored()) == 2


@pytest.mark.parametrize(
    ("pace", "flags"),
    [
        pytest.param("0", [], id="with the mark turned off nothing is noticed"),
        pytest.param("3600", ["too-fast"], id="a form sent at once is marked"),
    ],
)
def test_a_form_sent_faster_than_people_type_is_marked(
    tmp_path: Path, pace: str, flags: list[str]
) -> None:
    app: Flask = with_visitors(make_app(tmp_path / "instance", ETHREADER_PACE=pace))
    with app.app_context():
        make_event(tmp_path, "winter-meeting", EVENT_FILE)
        client = app.test_client()

        response = client.post(COMMENTS, data=filled_in(client), headers=HTMX)

        assert response.status_code == 201
        assert [comment.flags for comment in stored()] == [flags]
        db.session.remove()
        db.engine.dispose()


def test_three_links_are_marked_and_not_refused(client: FlaskClient, event: Event) -> None:
    body = "https://a.example HTTP://b.example http://c.example"

    client.post(COMMENTS, data=filled_in(client, body=body))

    assert [comment.flags for comment in stored()] == [["many-links"]]
