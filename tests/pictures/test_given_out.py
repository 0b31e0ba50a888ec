"""Pictures as browsers get them."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import db
from tests.conftest import make_app
from tests.content_files import event_file, take_in_all
from tests.pictures.drawing import file_of, painted, show, store_picture


@pytest.mark.parametrize(("ending", "kind"), [("webp", "image/webp"), ("jpg", "image/jpeg")])
def test_file_is_kept_by_browsers_for_a_year_and_by_no_other_cache(
    app: Flask, client: FlaskClient, ending: str, kind: str
) -> None:
    picture = store_picture(file_of(painted(400, 300)))
    show(picture.file)
    url = f"/pictures/{picture.name}-320.{ending}"

    response = client.get(url)

    assert (response.status_code, response.mimetype) == (200, kind)
    assert response.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == (
        "default-src 'none'; frame-ancestors 'none'"
    )
    known = client.get(url, headers={"If-None-Match": response.headers["ETag"]})
    assert (known.status_code, known.data) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "{name}-321.webp",
        "{name}-320.png",
        "{name}-master.webp",
        "{name}",
        "{name}-320.webp/../../secret_key",
        "{other}-320.webp",
        "..%2F..%2Fsecret_key",
        ".coming-{name}-320.webp",
    ],
)
def test_nothing_else_is_given_out(app: Flask, client: FlaskClient, path: str) -> None:
    picture = store_picture(file_of(painted(400, 300)))
    show(picture.file)
    assert client.get(f"/pictures/{picture.name}-320.webp").status_code == 200

    asked = path.format(name=picture.name, other="0" * 32)

    assert client.get(f"/pictures/{asked}").status_code == 404


def test_picture_that_looks_the_same_is_the_same(app: Flask) -> None:
    first = store_picture(file_of(), alt="Once")
    name = first.name

    second = store_picture(file_of(compress_level=0), alt="Twice")

    assert (second.name, second.alt) == (name, "Twice")


def test_picture_is_asked_for_below_the_sites_own_path(tmp_path: Path) -> None:
    app = make_app(tmp_path / "instance", ETHREADER_BASE_URL="https://example.org/events-of-us")
    with app.app_context():
        name = store_picture(file_of(painted(400, 300))).name
        head = f"picture: {{file: {name}.webp, alt: A hall}}"
        take_in_all(tmp_path / "content", {"meeting.md": event_file(head)})

        page = app.test_client().get(
            "/events-of-us/de/events/meeting/", base_url="https://example.org"
        )

        assert f'src="/events-of-us/pictures/{name}-400.jpg"' in page.text
        db.session.remove()
        db.engine.dispose()
