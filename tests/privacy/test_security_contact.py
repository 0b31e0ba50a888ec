"""`/.well-known/security.txt`, as RFC 9116 has it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from time_machine import Traveller

from tests.conftest import FORENOON, make_app

PATH = "/.well-known/security.txt"
URL = "https://events.example.org"


def fields(text: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in text.splitlines())


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        pytest.param("safe@example.org", "mailto:safe@example.org", id="an email"),
        pytest.param("https://example.org/safe", "https://example.org/safe", id="a page"),
    ],
)
def test_contact_is_told_with_all_that_the_rfc_asks_for(
    clock: Traveller, tmp_path: Path, contact: str, told: str
) -> None:
    given = {"ETHREADER_SECURITY_CONTACT": contact, "ETHREADER_BASE_URL": URL}
    response = make_app(tmp_path / "instance", **given).test_client().get(PATH, base_url=URL)

    assert (response.status_code, response.mimetype) == (200, "text/plain")
    assert response.mimetype_params == {"charset": "utf-8"}
    assert fields(response.text) == {
        "Contact": told,
        "Expires": "2026-08-02T00:00:00Z",
        "Preferred-Languages": "en, sr-Latn, sr-Cyrl, de",
        "Canonical": f"{URL}{PATH}",
    }


def test_file_never_expires_and_is_the_same_for_a_day(clock: Traveller, tmp_path: Path) -> None:
    given = {"ETHREADER_SECURITY_CONTACT": "safe@example.org"}
    client = make_app(tmp_path / "instance", **given).test_client()
    first = client.get(PATH)
    clock.move_to(FORENOON + timedelta(hours=3))
    later = client.get(PATH)
    clock.move_to(FORENOON + timedelta(days=400))

    far = fields(client.get(PATH).text)["Expires"]

    assert later.headers["ETag"] == first.headers["ETag"]
    ends = datetime.fromisoformat(far)
    assert timedelta(days=150) < ends - datetime.now(UTC) < timedelta(days=365)


def test_site_in_clear_claims_no_url(tmp_path: Path) -> None:
    given = {"ETHREADER_SECURITY_CONTACT": "safe@example.org"}

    response = make_app(tmp_path / "instance", **given).test_client().get(PATH)

    assert "Canonical" not in fields(response.text)


@pytest.mark.parametrize(
    "path", [PATH, f"/de{PATH}", "/.well-known/", "/.well-known/other", "/security.txt"]
)
def test_without_a_contact_there_is_no_file(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404
