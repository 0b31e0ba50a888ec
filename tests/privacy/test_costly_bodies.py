"""Bodies of many fields or escapes are refused before anything reads them."""

from time import process_time

import pytest
from flask.testing import FlaskClient

from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, filled_in, stored
from tests.visitors import HTMX

SIZE = 990_000
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=b"
PART = b'--b\r\nContent-Disposition: form-data; name="a"%s\r\n%s\r\nx\r\n'


def filled(piece: bytes) -> bytes:
    """Return as many of a piece as a body may have."""
    return piece * (SIZE // len(piece))


BODIES = [
    pytest.param(FORM, filled(b"&"), id="separators"),
    pytest.param(FORM, filled(b"a&"), id="names"),
    pytest.param(FORM, filled(b"a=&"), id="fields"),
    pytest.param(FORM, b"body=" + filled(b"%41"), id="escapes"),
    pytest.param(FORM, b"body=" + filled(b"%"), id="broken escapes"),
    pytest.param(PARTS, filled(PART % (b"", b"")), id="parts"),
    pytest.param(PARTS, filled(PART % (b'; filename="f"', b"")), id="files"),
    pytest.param(PARTS, PART % (b"", filled(b"a:b\r\n")) + b"--b--\r\n", id="heads of a part"),
    pytest.param(PARTS, PART % (filled(b";a="), b"") + b"--b--\r\n", id="words of a head"),
    pytest.param(PARTS, filled(b"\r\n"), id="lines without a part"),
]


@pytest.mark.parametrize(("kind", "body"), BODIES)
@pytest.mark.parametrize("path", [COMMENTS, "/moderation/login", "/nowhere"])
def test_what_no_form_sends_is_refused_unread(
    client: FlaskClient, event: Event, path: str, kind: str, body: bytes
) -> None:
    assert client.post(path, data=b"body=x", content_type=FORM).status_code in {404, 422}

    began = process_time()
    response = client.post(path, data=body, content_type=kind, headers=HTMX)
    spent = process_time() - began

    assert response.status_code == 413
    assert "Your text is still in the form" in response.text
    assert response.headers["HX-Retarget"] == "find .form-problem"
    assert spent < 0.1  # A few thousandths; it was up to 0.9.


@pytest.mark.parametrize("letter", ["ж", "语", "😀", "%", "&"])
def test_the_longest_comment_is_read_in_every_alphabet(
    client: FlaskClient, event: Event, letter: str
) -> None:
    body = f"{letter} word " * (5_000 // len(f"{letter} word "))

    assert client.post(COMMENTS, data=filled_in(client, body=body)).status_code == 303
    assert [each.body for each in stored()] == [body.strip()]


def test_a_text_three_times_too_long_comes_back_in_the_form(
    client: FlaskClient, event: Event
) -> None:
    body = "ж" * 15_000

    refused = client.post(COMMENTS, data=filled_in(client, body=body))

    assert refused.status_code == 422
    assert body in refused.text
