import pytest
from flask.testing import FlaskClient

from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, fields_of, filled_in, stored
from tests.visitors import HTMX


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("name", "m" * 80, id="a name of 80 letters"),
        pytest.param("name", "😀" * 80, id="a name of 80 letters beyond the basic plane"),
        pytest.param("body", "b" * 5000, id="a comment of 5,000 letters"),
        pytest.param("body", "😀" * 5000, id="a comment of 5,000 letters beyond the basic plane"),
        pytest.param("body", "b" + "\r\n" * 4998 + "b", id="line ends count as one"),
        pytest.param("body", "b" + "\r" * 4998 + "b", id="old line ends count as one"),
    ],
)
def test_what_fits_the_limit_is_stored_whole(
    client: FlaskClient, event: Event, field: str, value: str
) -> None:
    response = client.post(COMMENTS, data=filled_in(client, **{field: value}), headers=HTMX)

    [comment] = stored()
    assert response.status_code == 201
    assert getattr(comment, field) == value.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        pytest.param(
            "name",
            "m" * 81,
            "Shorten the name by 1 character: it can have 80",
            id="a name of 81 letters",
        ),
        pytest.param(
            "name",
            "😀" * 82,
            "Shorten the name by 2 characters: it can have 80",
            id="a name of 82 letters beyond the basic plane",
        ),
        pytest.param(
            "body",
            "b" * 5001,
            "Shorten the comment by 1 character: it can have 5,000",
            id="a comment of 5,001 letters",
        ),
        pytest.param(
            "body",
            "b" + "\n" * 6499 + "b",
            "Shorten the comment by 1,501 characters: it can have 5,000",
            id="a comment of 6,501 characters",
        ),
    ],
)
def test_what_is_too_long_is_refused_and_never_cut(
    client: FlaskClient, event: Event, field: str, value: str, sentence: str
) -> None:
    response = client.post(COMMENTS, data=filled_in(client, **{field: value}), headers=HTMX)

    assert response.status_code == 422
    assert sentence in response.text
    assert fields_of(response.text)[field] == value
    assert stored() == []


def test_the_page_names_the_same_limits_to_the_browser(client: FlaskClient, event: Event) -> None:
    response = client.get(f"{COMMENTS}/new", headers=HTMX)

    assert response.text.count('data-limit="5000"') == 1
    assert response.text.count('data-limit="80"') == 1
    assert "maxlength" not in response.text  # It would cut what is pasted, and count otherwise.
