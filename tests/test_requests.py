"""A form is read as werkzeug reads it, and no more of a body than there may be."""

from io import BytesIO

import pytest
from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge, RequestTimeout
from werkzeug.test import EnvironBuilder

from ethreader.ops.border.bodies import RefusedStream
from ethreader.web.bodies import BODY_LIMIT, FORM
from ethreader.web.requests import LimitedRequest

BODIES = [
    b"",
    b"body=Thank+you&name=Mira",
    b"body=50%25+of+us%21&body=again&name=",
    b"name",
    b"=&&=a&a=b=c",
    "body=Šta+je+to&name=Миra".encode(),
    b"body=%D0%9C%D0%B8&name=%c3%a9%2B",
    b"body=%&name=%zz",
    b"body=1;name=2",
    b"body=%ff%fe",
    b"body=a\xffb&name=Mira",
]
IN_PARTS = "multipart/form-data; boundary=end"
PARTS = b'--end\r\nContent-Disposition: form-data; name="body"\r\n\r\nThank you\r\n--end--\r\n'


def request(body: bytes, kind: str = FORM, *, is_whole: bool = True) -> LimitedRequest:
    """Return a request whose body has arrived, or arrives as a server has it."""
    return LimitedRequest(environ(body, kind) | {"wsgi.input_terminated": is_whole})


def environ(body: bytes, kind: str = FORM) -> dict[str, object]:
    """Return what WSGI says of a post."""
    built = EnvironBuilder(method="POST", input_stream=BytesIO(body), content_type=kind)
    return built.get_environ() | {"CONTENT_LENGTH": str(len(body))}


@pytest.mark.parametrize("body", BODIES)
def test_fields_are_those_that_werkzeug_finds(body: bytes) -> None:
    theirs = Request(environ(body))
    theirs.max_content_length = BODY_LIMIT

    ours = request(body)

    assert ours.form == theirs.form
    assert [*ours.form.items(multi=True)] == [*theirs.form.items(multi=True)]
    assert not ours.files


@pytest.mark.parametrize("kind", [FORM, IN_PARTS])
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "DELETE"])
def test_no_form_is_read_that_no_guard_has_looked_at(method: str, kind: str) -> None:
    body = PARTS if kind == IN_PARTS else b"body=Thank+you"
    one = LimitedRequest(environ(body, kind) | {"REQUEST_METHOD": method})

    assert one.form.to_dict() == ({"body": "Thank you"} if method == "DELETE" else {})
    assert not one.files


def test_form_in_parts_is_read_as_one() -> None:
    assert request(PARTS, IN_PARTS).form.to_dict() == {"body": "Thank you"}


def test_form_is_read_once() -> None:
    one = request(b"body=a")

    assert one.form is one.form
    assert one.files is one.files
    assert one.get_data() == b"body=a"


@pytest.mark.parametrize("is_whole", [True, False])
@pytest.mark.parametrize("length", [BODY_LIMIT, BODY_LIMIT + 1])
def test_no_more_is_read_than_there_may_be(length: int, *, is_whole: bool) -> None:
    one = request(b"a" * length, "text/plain", is_whole=is_whole)

    if length > BODY_LIMIT:
        with pytest.raises(RequestEntityTooLarge):
            one.get_data()
    else:
        assert len(one.get_data()) == length


def test_body_of_unknown_length_is_read_to_its_limit() -> None:
    said = environ(b"a" * (BODY_LIMIT + 1), "text/plain") | {"wsgi.input_terminated": True}
    del said["CONTENT_LENGTH"]

    assert len(LimitedRequest(said).get_data()) == BODY_LIMIT


def test_what_the_border_refused_is_refused_where_it_is_read() -> None:
    said = environ(b"") | {"wsgi.input": RefusedStream(RequestTimeout), "CONTENT_LENGTH": "9"}

    one = LimitedRequest(said | {"wsgi.input_terminated": True})

    for read in (one.get_data, one.stream.readline, lambda: list(one.stream), lambda: one.form):
        with pytest.raises(RequestTimeout):
            read()
