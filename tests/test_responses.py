"""What is sent is what werkzeug would send, and the protection after it."""

import random
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from flask import Response
from werkzeug.test import create_environ
from werkzeug.urls import iri_to_uri

from ethreader.web.responses import PLAIN_PATH, SiteResponse

STATUSES = (101, 200, 201, 204, 206, 303, 304, 308, 404, 422, 503)
BODIES: tuple[Callable[[], Any], ...] = (
    lambda: "some text",
    lambda: b"",
    lambda: iter([b"a piece", b"another"]),
    lambda: None,
)
HEADERS: tuple[dict[str, str], ...] = (
    {},
    {"Location": "/events/a-day/?order=new#comment-1"},
    {"Location": "/events/ä b"},
    {"location": "//other.example/ä"},
    {"Location": "https://bücher.example/?"},
    {"Location": "elsewhere?"},
    {"Content-Location": "/ä"},
    {"Content-Length": "12"},
    {"CONTENT-LENGTH": "12", "Location": "/plain"},
    {"Expires": "never", "Content-Language": "de", "Last-Modified": "now", "Vary": "a"},
)
PATHS = [
    pytest.param("/", True, id="the root"),
    pytest.param("/de/events/a-day/comments/received?receipt=a_b-c%20d", True, id="a receipt"),
    pytest.param("/events/a-day/?after=1#comment-1", True, id="a comment"),
    pytest.param("", False, id="nothing"),
    pytest.param("//other.example/", False, id="another site"),
    pytest.param("https://other.example/", False, id="a whole URL"),
    pytest.param("elsewhere", False, id="a path from here"),
    pytest.param("/?", False, id="an empty query"),
    pytest.param("/#", False, id="an empty place"),
    pytest.param("/ä", False, id="a letter with a mark"),
    pytest.param('/"', False, id="a sign to be escaped"),
    pytest.param("/\\other.example", False, id="a backslash"),
    pytest.param("/a\nb", False, id="a second line"),
    pytest.param("/a\n", False, id="a line's end"),
]


def sent(response: Response, *, method: str) -> tuple[bytes, str, list[tuple[str, str]]]:
    """Return what a response gives to the server."""
    body, status, headers = response.get_wsgi_response(create_environ("/", method=method))
    return b"".join(body), status, headers


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("status", STATUSES)
def test_response_is_sent_as_werkzeug_sends_it(status: int, method: str) -> None:
    for body, headers in product(BODIES, HEADERS):
        ours = SiteResponse(body(), status, headers)
        theirs = Response(body(), status, headers)

        assert sent(ours, method=method) == sent(theirs, method=method), headers


def test_body_that_is_there_is_sent_as_it_is() -> None:
    response = SiteResponse("text", 303, {"Location": "/events/"})

    assert response.get_wsgi_response(create_environ())[0] is response.response


def test_what_is_to_be_done_at_the_end_is_done() -> None:
    done: list[int] = []
    response = SiteResponse("text")
    response.call_on_close(lambda: done.append(1))

    body: Any = response.get_wsgi_response(create_environ())[0]
    assert (b"".join(body), done) == (b"text", [])
    body.close()
    assert done == [1]


def test_protection_is_sent_where_the_response_says_nothing_else() -> None:
    response = SiteResponse("text", headers={"X-FRAME-Options": "SAMEORIGIN"})
    response.protection = {
        "x-frame-options": ("X-Frame-Options", "DENY"),
        "referrer-policy": ("Referrer-Policy", "no-referrer"),
    }

    sent = [response.get_wsgi_response(create_environ())[2] for _ in range(2)]

    assert (
        sent[0]
        == sent[1]
        == [
            ("X-FRAME-Options", "SAMEORIGIN"),
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", "4"),
            ("Referrer-Policy", "no-referrer"),
        ]
    )


@pytest.mark.parametrize(("path", "is_plain"), PATHS)
def test_plain_path_is_one_of_this_site(path: str, *, is_plain: bool) -> None:
    assert bool(PLAIN_PATH.fullmatch(path)) is is_plain


def test_plain_path_is_written_as_it_is() -> None:
    """Whatever its signs; all that ASCII has, and two more, in any order."""
    dice = random.Random(17)
    signs = [*map(chr, range(128)), "ä", "\u2028"]
    plain = {
        "/" + "".join(dice.choices("/?#%:@;abc~" * 9 + "".join(signs), k=n % 9))
        for n in range(40_000)
    }
    plain |= {f"/a{sign}b{place}c" for sign in signs for place in signs}

    found = [path for path in plain if PLAIN_PATH.fullmatch(path)]

    assert len(found) > 1000
    assert [path for path in found if iri_to_uri(path) != path] == []
