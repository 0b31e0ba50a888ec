"""Signs in a path that no URL has: 404 in every language, never a header, never a redirect."""

import pytest
from flask.testing import FlaskClient

from tests.conftest import make_app
from tests.visitors import with_visitors

SIGNS = [
    pytest.param("%0d%0aX:1", id="a new line"),
    pytest.param("%0a", id="half of one"),
    pytest.param("%00", id="NUL"),
    pytest.param("%1b[2J", id="an escape"),
    pytest.param("%7f", id="DEL"),
    pytest.param("%c2%85", id="NEL"),
    pytest.param("%c2%9b", id="a control of the second set"),
    pytest.param("%e2%80%a8", id="a line separator"),
    pytest.param("%e2%80%a9", id="a paragraph separator"),
]
# Bytes that are no text become U+FFFD, for which there is no page either.
DAMAGED = [
    pytest.param("%85", id="a lone byte"),
    pytest.param("%ed%a0%80", id="half of a pair"),
    pytest.param("%ff", id="no UTF-8"),
]
PLACES = [
    *("/en/{}", "/en{}", "/{}", "/{}/", "/de/{}", "/de{}", "/DE/{}", "/sr-cyrl/events/{}"),
    *("/events/{}", "/events/{}/", "/events{}", "/speakers/{}", "/mine/{}", "/mail/stop/{}"),
    *("/comments/{}", "/comments/{}.xml", "/moderation/{}", "/moderation/link/{}", "/static/{}"),
    *("/healthz{}", "/.well-known/{}", "/en//{}", "/en/static/{}"),
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A visitor of an empty site."""
    return with_visitors(make_app(tmp_path_factory.mktemp("site"))).test_client()


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_path_with_a_sign_that_no_url_has_is_missing(
    client: FlaskClient, sign: str, method: str
) -> None:
    for place in PLACES:
        response = client.open(place.format(sign), method=method)

        assert (place, response.status_code) == (place, 404)
        assert "Location" not in response.headers
        assert "X" not in response.headers
        if method == "GET":
            assert "<h1" in response.text


@pytest.mark.parametrize("sign", DAMAGED)
def test_damaged_path_is_missing_wherever_it_is_led_to(client: FlaskClient, sign: str) -> None:
    for place in PLACES:
        response = client.get(place.format(sign), follow_redirects=True)

        assert (place, response.status_code) == (place, 404)


@pytest.mark.parametrize(
    ("path", "led_to"),
    [
        pytest.param("/en//evil.example/", "/evil.example/", id="another site"),
        pytest.param("/en///evil.example", "/evil.example", id="with three slashes"),
        pytest.param("/en/%5cevil.example", "/%5Cevil.example", id="in a backslash"),
        pytest.param("/en/%2f%2fevil.example", "/evil.example", id="in slashes that are encoded"),
        pytest.param("/en/https://evil.example", "/https:/evil.example", id="a whole URL"),
        pytest.param("/DE//evil.example", "/de/evil.example", id="in another language"),
    ],
)
def test_redirect_to_a_language_stays_on_the_site(
    client: FlaskClient, path: str, led_to: str
) -> None:
    response = client.get(path)

    assert response.status_code in {301, 308}
    assert response.headers["Location"].replace("//", "/") == led_to
    assert not response.headers["Location"].startswith(("//", "/\\"))
