"""Under which names the site responds, and from where it takes forms."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from ethreader.web.hosts import UnknownHost
from tests.conftest import make_app
from tests.visitors import HTMX, PLAIN

URL = "https://events.example.org"
FOREIGN_FORM = "This form was sent from another site"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A visitor of a site that knows its URL; its proxy takes TLS off and says nothing of it."""
    return make_app(tmp_path_factory.mktemp("site"), ETHREADER_BASE_URL=URL).test_client()


@pytest.fixture(scope="module")
def behind_proxy(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The same behind a proxy that is believed."""
    given = {"ETHREADER_BASE_URL": URL, "ETHREADER_TRUSTED_PROXIES": "1"}
    return make_app(tmp_path_factory.mktemp("site"), **given).test_client()


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A visitor of a site that does not know its URL, as `make run` starts it."""
    return make_app(tmp_path_factory.mktemp("site")).test_client()


@pytest.mark.parametrize(
    ("host", "status"),
    [
        pytest.param("events.example.org", 200, id="its own name"),
        pytest.param("EVENTS.Example.org", 200, id="in capitals"),
        pytest.param("events.example.org:443", 200, id="with the usual port"),
        pytest.param("events.example.org:8000", 200, id="with the port behind a proxy"),
        pytest.param("evil.example", 400, id="another name"),
        pytest.param("events.example.org.evil.example", 400, id="its name before another"),
        pytest.param("evil.events.example.org", 400, id="its name after another"),
        pytest.param("events.example.org@evil.example", 400, id="its name as a user"),
        pytest.param("127.0.0.1:8000", 400, id="the machine by its IP"),
        pytest.param("localhost", 400, id="the machine by its own name"),
        pytest.param("[::1]", 400, id="the machine by IPv6"),
        pytest.param("[::1", 400, id="an open bracket"),
        pytest.param("", 400, id="no name"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/privacy", "/de/", "/moderation/login"])
def test_site_that_knows_its_url_responds_under_no_other_name(
    client: FlaskClient, host: str, status: int, path: str
) -> None:
    assert client.get(path, headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    ("method", "path"),
    [
        pytest.param("GET", "/", id="a page"),
        pytest.param("GET", "/en/", id="a redirect to the first language"),
        pytest.param("GET", "/events", id="a redirect to a slash"),
        pytest.param("GET", "/no-such-page", id="no page"),
        pytest.param("GET", "/static/site.css", id="a file"),
        pytest.param("GET", "/exit", id="the way out"),
        pytest.param("POST", "/moderation/login", id="a form"),
    ],
)
@pytest.mark.parametrize("headers", [HTMX, PLAIN], ids=["with htmx", "without htmx"])
def test_other_name_gets_a_page_that_names_nobody(
    client: FlaskClient, method: str, path: str, headers: dict[str, str]
) -> None:
    response = client.open(path, method=method, headers={**headers, "Host": "evil.example"})

    assert response.status_code == 400
    assert f"<h1>{UnknownHost.title}</h1>" in response.text
    assert response.headers["Cache-Control"] == "no-store"
    assert "Location" not in response.headers
    told = f"{response.headers}{response.text}"
    assert [word for word in ("evil", "events.example.org", "ASTRA") if word in told] == []


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "10.0.0.7", "evil.example", ""])
def test_health_is_told_under_any_name(client: FlaskClient, host: str) -> None:
    """A proxy or a watchman asks by IP; how to start a database is not the question here."""
    response = client.get("/healthz", headers={"Host": host})

    assert response.status_code != 400


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "192.0.2.7", "evil.example"])
def test_trial_responds_under_any_name(trial: FlaskClient, host: str) -> None:
    assert trial.get("/privacy", headers={"Host": host}).status_code == 200


def test_forwarded_name_counts_behind_a_proxy(behind_proxy: FlaskClient) -> None:
    def status(host: str, forwarded: str) -> int:
        headers = {"Host": host, "X-Forwarded-Host": forwarded}
        return behind_proxy.get("/privacy", headers=headers).status_code

    assert status("127.0.0.1:8000", "events.example.org") == 200
    assert status("events.example.org", "evil.example") == 400


OWN = {"Host": "events.example.org"}
BY_TLS = {**OWN, "X-Forwarded-Proto": "https", "X-Forwarded-Host": "events.example.org"}
ORIGINS = [
    pytest.param("https://events.example.org", True, id="its own"),
    pytest.param("HTTPS://EVENTS.example.org", True, id="in capitals"),
    pytest.param("http://events.example.org", False, id="its name in clear"),
    pytest.param("https://events.example.org:8443", False, id="another port of it"),
    pytest.param("https://evil.example", False, id="another site"),
    pytest.param("https://events.example.org.evil.example", False, id="another site's name"),
    pytest.param("null", False, id="none"),
    pytest.param("https://", False, id="no host"),
    pytest.param("https://[::1", False, id="an open bracket"),
    pytest.param("", False, id="nothing"),
]


@pytest.mark.parametrize(("origin", "taken"), ORIGINS)
@pytest.mark.parametrize("headers", [OWN, BY_TLS], ids=["TLS taken off", "TLS told"])
def test_form_is_taken_from_the_sites_own_origin_alone(
    *,
    client: FlaskClient,
    behind_proxy: FlaskClient,
    headers: dict[str, str],
    origin: str,
    taken: bool,
) -> None:
    visitor = behind_proxy if headers is BY_TLS else client

    response = visitor.post("/no-such-page", headers={**headers, "Origin": origin})

    assert response.status_code == (404 if taken else 403)
    assert (FOREIGN_FORM in response.text) is not taken


@pytest.mark.parametrize(
    ("origin", "taken"),
    [
        pytest.param("http://localhost:8000", True, id="where it was opened"),
        pytest.param("https://localhost:8000", False, id="another scheme"),
        pytest.param("http://localhost", False, id="another port"),
        pytest.param("http://127.0.0.1:8000", False, id="another name of the machine"),
    ],
)
def test_trial_takes_forms_from_where_it_was_opened(
    trial: FlaskClient, origin: str, taken: bool
) -> None:
    told = {"Host": "localhost:8000", "Origin": origin}

    assert trial.post("/no-such-page", headers=told).status_code == (404 if taken else 403)


def test_base_url_may_be_written_in_many_ways(tmp_path: Path) -> None:
    url = "https://Bücher.Example:443/"
    visitor = make_app(tmp_path / "instance", ETHREADER_BASE_URL=url).test_client()
    here = {"Host": "xn--bcher-kva.example", "Origin": "https://xn--bcher-kva.example"}

    assert visitor.get("/privacy", headers=here).status_code == 200
    assert visitor.post("/no-such-page", headers=here).status_code == 404


def test_what_the_browser_says_of_a_post_goes_before_its_origin(client: FlaskClient) -> None:
    """`Referrer-Policy: no-referrer` has some browsers send `null`: see test_bad_requests.py."""
    told = {**OWN, "Sec-Fetch-Site": "same-origin", "Origin": "null"}

    assert client.post("/no-such-page", headers=told).status_code == 404
