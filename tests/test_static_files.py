"""Static files by Flask's own way: what a browser may keep, and what is no file for it."""

import pytest
from flask.testing import FlaskClient

from ethreader.web.static_files import names_of_files, static_file

FOR_EVER = "public, max-age=31536000, immutable"
KINDS = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
    "woff2": "font/woff2",
}


@pytest.mark.parametrize("name", names_of_files())
def test_file_is_served_to_be_kept_for_a_year(client: FlaskClient, name: str) -> None:
    file = static_file(name)
    assert file is not None
    url = f"/static/{name}?v={file.fingerprint}"

    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    head = client.head(url)

    assert (first.status_code, first.data) == (200, file.content)
    assert first.headers["Content-Type"] == KINDS[name.rpartition(".")[2]]
    assert first.headers["ETag"] == f'"{file.fingerprint}"'
    assert "Vary" not in first.headers
    assert (again.status_code, again.data) == (304, b"")
    assert (head.status_code, head.headers["Content-Length"]) == (200, str(len(file.content)))
    assert {each.headers["Cache-Control"] for each in (first, again, head)} == {FOR_EVER}


@pytest.mark.parametrize("query", ["", "?v=", "?v=000000000000", "?v=missing", "?w=1"])
def test_file_under_another_fingerprint_is_asked_for_each_time(
    client: FlaskClient, query: str
) -> None:
    given = client.get(f"/static/site.css{query}")

    assert (given.status_code, given.headers["Cache-Control"]) == (200, "public, no-cache")


@pytest.mark.parametrize(
    "name",
    [
        *("none.css", "css/base.css", "js/site.js", "vendor/.gitkeep", "vendor/", "vendor"),
        *("vendor/packed", "../app.py", "vendor/../../app.py", "%2e%2e/app.py"),
        *("..", ".", "site.css/", "site%00.css", "a" * 300),
    ],
)
def test_what_is_no_file_is_missing(client: FlaskClient, name: str) -> None:
    missing = client.get(f"/static/{name}")

    assert (missing.status_code, missing.mimetype) == (404, "text/html")
    assert missing.headers["Cache-Control"] == "no-store"
