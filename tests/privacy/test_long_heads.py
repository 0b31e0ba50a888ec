"""A head that is too long gets the site's own page, with all that protects a page."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.pages import page_of, text_of
from tests.privacy.test_headers import ALWAYS
from tests.visitors import HTMX

URL = "The link is too long"
COOKIES = "Your browser sent too much"


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client that sends the cookies it is told to."""
    return app.test_client(use_cookies=False)


@pytest.mark.parametrize(
    ("path", "headers", "status", "title"),
    [
        pytest.param(f"/{'a' * 8_000}", {}, 414, URL, id="a path"),
        pytest.param(f"/events/?q={'a' * 8_000}", {}, 414, URL, id="a query"),
        pytest.param(f"/events?q={'a' * 8_000}", {}, 414, URL, id="one to be led to a slash"),
        pytest.param(f"/{'a' * 8_000}", HTMX, 414, URL, id="a path, for htmx"),
        pytest.param("/", {"Cookie": f"a={'b' * 32_000}"}, 431, COOKIES, id="a cookie"),
        pytest.param(
            "/",
            {f"X-{number}": "a" * 1_000 for number in range(32)},
            431,
            COOKIES,
            id="many headers",
        ),
        pytest.param("/", {"Accept-Language": "a," * 16_000}, 431, COOKIES, id="languages"),
    ],
)
def test_long_head_gets_a_page_that_says_so(
    client: FlaskClient, path: str, headers: dict[str, str], status: int, title: str
) -> None:
    response = client.get(path, headers=headers)

    assert (response.status_code, title in response.text) == (status, True)
    assert ALWAYS.items() <= dict(response.headers).items()
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "no-store"
    assert "aaaa" not in response.text


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        pytest.param(f"/events/?q={'a' * 7_900}", {}, id="a query"),
        pytest.param("/events/", {"Cookie": f"a={'b' * 31_000}"}, id="a cookie"),
    ],
)
def test_head_that_is_just_short_enough_is_taken(
    client: FlaskClient, path: str, headers: dict[str, str]
) -> None:
    assert text_of(page_of(client.get(path, headers=headers)))
