import pytest
from flask.testing import FlaskClient

from ethreader.events.models import Event
from ethreader.web.bodies import BODY_LIMIT
from tests.comments.forms import COMMENTS, fields_of, filled_in, stored
from tests.visitors import HTMX, PLAIN

CHECK = f"{COMMENTS}/check"


def _verdict(sentence: str) -> str:
    return f'<span class="visually-hidden">Error: </span>{sentence}' if sentence else ""


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        pytest.param("name", "Mira", "", id="a good name has no error"),
        pytest.param("name", "", "", id="no name has no error"),
        pytest.param(
            "name", "x" * 81, "Shorten the name by 1 character: it can have 80", id="a long name"
        ),
        pytest.param("email", "", "", id="no address has no error"),
        pytest.param("email", "mira@example.org", "", id="a good address has no error"),
        pytest.param(
            "email",
            "<mira>",
            "Enter an email address like name@example.org",
            id="a wrong address is not repeated",
        ),
        pytest.param("body", "Thanks", "", id="a good comment has no error"),
        pytest.param("body", "", "Enter a comment", id="an empty comment"),
    ],
)
def test_one_field_gets_its_verdict_alone(
    client: FlaskClient, event: Event, field: str, value: str, sentence: str
) -> None:
    response = client.post(f"{CHECK}?field={field}", data={field: value}, headers=HTMX)

    assert (response.status_code, response.text.strip()) == (200, _verdict(sentence))
    assert stored() == []


@pytest.mark.parametrize("field", ["name", "email", "body"])
def test_a_field_that_is_far_too_large_is_told_so_in_its_place(
    client: FlaskClient, event: Event, field: str
) -> None:
    response = client.post(
        f"{CHECK}?field={field}", data={field: "x" * (BODY_LIMIT + 1)}, headers=HTMX
    )

    assert response.status_code == 413
    assert response.text.startswith(_verdict("What you sent is larger than this site accepts."))
    # It lands where its check lands always: the form's place for problems is not looked for.
    assert "HX-Retarget" not in response.headers


@pytest.mark.parametrize(
    ("path", "headers"),
    [(f"{CHECK}?field=body", PLAIN), (COMMENTS, PLAIN), (COMMENTS, HTMX)],
    ids=["a check without htmx", "a form", "a form by htmx"],
)
def test_whatever_else_is_far_too_large_is_told_so_as_everywhere(
    client: FlaskClient, event: Event, path: str, headers: dict[str, str]
) -> None:
    response = client.post(path, data={"body": "x" * (BODY_LIMIT + 1)}, headers=headers)

    assert response.status_code == 413
    assert "Your text is too long" in response.text
    assert response.headers.get("HX-Retarget") == (
        "find .form-problem" if headers == HTMX else None
    )


def test_without_htmx_the_page_with_the_form_comes_back(client: FlaskClient, event: Event) -> None:
    form = filled_in(client, name="x" * 81, email="m@example.org")

    response = client.post(f"{CHECK}?field=name", data=form, headers=PLAIN)

    assert response.status_code == 422
    assert "Shorten the name by 1 character" in response.text
    assert {**fields_of(response.text), "stamp": ""} == {**form, "stamp": ""}


@pytest.mark.parametrize("headers", [HTMX, PLAIN], ids=["with htmx", "without htmx"])
@pytest.mark.parametrize("field", ["", "stamp", "parent_id", "csrf_token", "draft", "__class__"])
def test_a_field_that_is_not_checked_is_refused(
    client: FlaskClient, event: Event, field: str, headers: dict[str, str]
) -> None:
    response = client.post(f"{CHECK}?field={field}", data={"name": "x"}, headers=headers)

    assert response.status_code == 400
    assert "The site could not read that" in response.text


def test_an_unknown_event_has_no_form_to_check(client: FlaskClient, event: Event) -> None:
    response = client.post("/events/no-such/comments/check?field=name", data={}, headers=HTMX)

    assert response.status_code == 404
    assert "Page not found" in response.text


def test_a_check_cannot_be_asked_for_by_an_address_alone(client: FlaskClient, event: Event) -> None:
    response = client.get(f"{CHECK}?field=name", headers=HTMX)

    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}
    assert "This action is not available" in response.text
