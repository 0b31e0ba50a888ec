"""What is compressed is the same for everybody: no length tells of a secret (BREACH).

Every endpoint is asked for in a browser's encodings, by a stranger and by a moderator.
"""

from collections.abc import Iterator

import pytest
from flask import Flask

from ethreader.accounts.sessions import COOKIE, PATH
from ethreader.base.db import db
from ethreader.web.static_files import static_file
from tests.comments.forms import PAGE
from tests.conftest import make_app
from tests.kept.asking import Given, Site
from tests.privacy.every_path import fill, paths
from tests.visitors import signed_in_as

BROWSER = {"accept_encoding": "gzip, deflate, br, zstd", "sec_fetch_site": "same-origin"}
HTMX = {"hx_request": "true"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A site of which every page can be read."""
    folder = tmp_path_factory.mktemp("site")
    app = make_app(folder / "instance")
    with app.app_context():
        fill(app, folder=folder)
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def site(filled: Flask) -> Iterator[Site]:
    """The site behind its border."""
    site = Site(filled)
    yield site
    site.close()


def cookie_of_moderator(app: Flask) -> str:
    cookie = signed_in_as(app, "Ana").get_cookie(COOKIE, path=PATH)
    assert cookie is not None
    return f"{COOKIE}={cookie.value}"


def is_compressed(given: Given) -> bool:
    return "content-encoding" in given.headers


def test_only_kept_pages_and_files_are_ever_compressed(filled: Flask, site: Site) -> None:
    file = static_file("site.css")
    assert file is not None
    kept = {name for name, view in filled.view_functions.items() if hasattr(view, "is_kept")}
    compressed = set()

    for rule, path in paths(filled):
        url = f"{path}?v={file.fingerprint}" if rule.endpoint == "static" else path
        for headers in (BROWSER, BROWSER | HTMX):
            given = site.ask(url, **headers)
            if is_compressed(given):
                compressed.add(rule.endpoint)
                assert given.headers["cache-control"].startswith("public")

    assert compressed - {"static"} <= kept
    assert {"static", "events.home", "events.show", "speakers.show"} <= compressed


def test_nothing_that_a_moderator_reads_is_compressed(filled: Flask, site: Site) -> None:
    cookie = cookie_of_moderator(filled)
    statuses = {}

    for rule, path in paths(filled):
        if rule.endpoint != "static":
            given = site.ask(path, cookie=cookie, **BROWSER)
            statuses[rule.endpoint] = given.status
            assert not is_compressed(given), path

    assert statuses["moderation.queue"] == statuses["own_page.show"] == 200


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "piece"])
def test_no_reply_to_a_post_is_compressed(
    filled: Flask, site: Site, headers: dict[str, str]
) -> None:
    cookie = cookie_of_moderator(filled)
    urls = [path for _, path in paths(filled, method="POST")]
    given = [
        site.ask(url, method="POST", **who, **BROWSER, **headers)
        for url in urls
        for who in ({}, {"cookie": cookie})
    ]

    assert len(urls) > 20
    assert not any(map(is_compressed, given))


def test_page_that_is_compressed_for_a_stranger_is_not_beside_a_cookie(site: Site) -> None:
    both = [site.ask(PAGE, **BROWSER), site.ask(PAGE, cookie="a=b", **BROWSER)]

    assert [is_compressed(each) for each in both] == [True, False]
