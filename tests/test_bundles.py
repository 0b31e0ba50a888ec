"""Stylesheets: many parts, one file for the browser, and a URL that changes with each of them."""

import re
import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from ethreader.events.models import Event
from ethreader.web.bundles import BUNDLES, FOLDER, bundle, join

PARTS = [name for names in BUNDLES.values() for name in names]


def stylesheets_of(page: str) -> list[str]:
    return re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)


def url_of(name: str) -> str:
    return f"/static/{name}?v={bundle(name).fingerprint}"


def test_every_part_stands_in_one_bundle() -> None:
    assert sorted(PARTS) == sorted(path.stem for path in FOLDER.iterdir())


@pytest.mark.parametrize("part", PARTS)
def test_a_part_stays_short(part: str) -> None:
    lines = (FOLDER / f"{part}.css").read_text(encoding="utf-8").count("\n")

    assert 0 < lines < 300


@pytest.mark.parametrize("part", PARTS)
def test_a_part_closes_what_it_opens(part: str) -> None:
    braces = re.sub(r"/\*.*?\*/|[^{}]", "", (FOLDER / f"{part}.css").read_text(), flags=re.DOTALL)

    while "{}" in braces:
        braces = braces.replace("{}", "")
    assert braces == ""


@pytest.mark.parametrize("part", PARTS)
def test_what_people_typed_keeps_its_blanks_wherever_it_is_shown(part: str) -> None:
    assert "pre-line" not in (FOLDER / f"{part}.css").read_text()


def test_a_bundle_is_its_parts_in_their_order(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / f"{name}.css").write_text(f".{name} {{\n}}\n")

    assert join(("second", "first"), folder=tmp_path).content == b".second {\n}\n\n.first {\n}\n"


@pytest.mark.parametrize("part", BUNDLES["site.css"])
def test_a_changed_part_changes_the_fingerprint(part: str, tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "css")
    before = join(BUNDLES["site.css"], folder=folder).fingerprint
    with (folder / f"{part}.css").open("a") as file:
        file.write("/* One remark more. */\n")

    assert before == bundle("site.css").fingerprint
    assert join(BUNDLES["site.css"], folder=folder).fingerprint != before


@pytest.mark.parametrize("path", ["/", "/events/winter-meeting/", "/privacy", "/moderation/login"])
def test_a_reader_loads_one_stylesheet(client: FlaskClient, event: Event, path: str) -> None:
    assert stylesheets_of(client.get(path).text) == [url_of("site.css")]


@pytest.mark.parametrize("path", ["/moderation/", "/moderation/audience"])
def test_a_moderator_loads_the_one_of_the_moderation_as_well(
    moderator_client: FlaskClient, path: str
) -> None:
    assert stylesheets_of(moderator_client.get(path).text) == [
        url_of("site.css"),
        url_of("moderation.css"),
    ]


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_is_served_to_be_kept_for_a_year(client: FlaskClient, name: str) -> None:
    response = client.get(url_of(name))
    again = client.get(url_of(name), headers={"If-None-Match": response.headers["ETag"]})
    head = client.head(url_of(name))

    assert (response.status_code, response.data) == (200, bundle(name).content)
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=31536000"
    assert response.headers["ETag"] == f'"{bundle(name).fingerprint}"'
    assert (again.status_code, again.data) == (304, b"")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == str(len(bundle(name).content))


def test_a_stylesheet_that_is_no_bundle_is_missing(client: FlaskClient) -> None:
    missing = client.get("/static/none.css")

    assert (missing.status_code, missing.mimetype) == (404, "text/html")
    assert missing.headers["Cache-Control"] == "no-store"
