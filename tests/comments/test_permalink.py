import pytest
from flask.testing import FlaskClient

from ethreader.comments.models import State
from ethreader.events.models import Event
from tests.comments.forms import PAGE
from tests.conftest import make_comment
from tests.visitors import HTMX, PLAIN


@pytest.mark.parametrize("headers", [HTMX, PLAIN], ids=["with htmx", "without htmx"])
def test_a_permalink_leads_to_where_the_comment_stands(
    client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    comment = make_comment(event)

    response = client.get(f"/comments/{comment.public_id}", headers=headers)

    anchor = f"c-{comment.public_id}"
    assert (response.status_code, response.headers["Location"]) == (302, f"{PAGE}#{anchor}")
    assert f'<li id="{anchor}"' in client.get(PAGE).text


@pytest.mark.parametrize("state", [state for state in State if state is not State.PUBLISHED])
def test_a_hidden_comment_has_the_same_answer_as_one_that_never_was(
    client: FlaskClient, event: Event, state: State
) -> None:
    hidden = make_comment(event, state=state)
    unknown = client.get("/comments/0123456789abcdef")

    response = client.get(f"/comments/{hidden.public_id}")

    assert (response.status_code, response.data) == (404, unknown.data)
    assert list(response.headers) == list(unknown.headers)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_permalink_can_only_be_followed(client: FlaskClient, event: Event, method: str) -> None:
    comment = make_comment(event)

    response = client.open(f"/comments/{comment.public_id}", method=method)

    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
