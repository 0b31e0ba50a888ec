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


BODIES = {
    "separators": (FORM, filled(b"&")),
    "names": (FORM, filled(b"a&")),
    "fields": (FORM, filled(b"a=&")),
    "escapes": (FORM, b"body=" + filled(b"%41")),
    "broken escapes": (FORM, b"body=" + filled(b"%")),
    "parts": (PARTS, filled(PART % (b"", b""))),
    "files": (PARTS, filled(PART % (b'; filename="f"', b""))),
    "heads of a part": (PARTS, PART % (b"", filled(b"a:b\r\n")) + b"--b--\r\n"),
    "words of a head": (PARTS, PART % (filled(b";a="), b"") + b"--b--\r\n"),
    "lines without a part": (PARTS, filled(b"\r\n")),
}


@pytest.mark.parametrize("path", [COMMENTS, "/moderation/login", "/nowhere"])
def test_what_no_form_sends_is_refused_unread(client: FlaskClient, event: Event, path: str) -> None:
    client.post(path, data=b"body=x", content_type=FORM)  # Templates are read now.
    took = {}

    for what, (kind, body) in BODIES.items():
        began = process_time()
        response = client.post(path, data=body, content_type=kind, headers=HTMX)
        took[what] = process_time() - began
        assert (what, response.status_code) == (what, 413)
        assert "Your text is still in the form" in response.text
        assert response.headers["HX-Retarget"] == "find .form-problem"

    assert max(took.values()) < 0.1, took  # A few thousandths; it was up to 0.9.


def test_the_longest_comment_is_read_in_every_alphabet(client: FlaskClient, event: Event) -> None:
    letters = ("ж", "语", "😀", "%", "&")
    texts = [(f"{letter * 9} " * 500)[:5_000].strip() for letter in letters]

    taken = [client.post(COMMENTS, data=filled_in(client, body=text)) for text in texts]

    assert [response.status_code for response in taken] == [303] * len(letters)
    assert [each.body for each in stored()] == texts


def test_a_text_three_times_too_long_comes_back_in_the_form(
    client: FlaskClient, event: Event
) -> None:
    body = "ж" * 15_000

    refused = client.post(COMMENTS, data=filled_in(client, body=body))

    assert refused.status_code == 422
    assert body in refused.text
