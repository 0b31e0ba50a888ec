"""Which pages ask the CDN: articles, and no other; head and policy say the same."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import db
from ethreader.web.assets import HTMX as LIBRARY
from ethreader.web.scripts import ASKS_CDN
from tests.comments.forms import COMMENTS, PAGE, SLUG
from tests.conftest import EVENT_FILE, make_app, make_event
from tests.pages import page_of
from tests.privacy.every_path import fill, paths
from tests.visitors import signed_in_as, with_visitors

CDN_HOST = LIBRARY.cdn_url.split("/")[2]
DOCUMENTS = {"text/html", "application/atom+xml", "text/plain"}
EVERYBODY = ("a stranger", "a moderator")


WITHOUT_PREFIX = ("/static/", "/healthz", "/.well-known", "/robots.txt", "/sitemap.xml")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A site of which every page can be read; nothing here changes it."""
    folder = tmp_path_factory.mktemp("site")
    app = with_visitors(make_app(folder / "instance"))
    with app.app_context():
        fill(app, folder=folder)
        yield app
        db.session.remove()
        db.engine.dispose()


def scripts(client: FlaskClient, path: str) -> tuple[int, set[str], set[str], bool]:
    """Return the status, what a page loads and may load from elsewhere, and whether it names it."""
    with client.get(path) as response:
        said = response.headers.get("Content-Security-Policy", "")
        policy = dict(part.partition(" ")[::2] for part in said.split("; "))
        is_document = response.mimetype in DOCUMENTS  # A file's policy is that of its page.
        allowed = set(policy["script-src"].split()) - {"'self'"} if is_document else set()
        text = response.data.decode(errors="replace")
        if response.mimetype != "text/html" or not text:
            return response.status_code, set(), allowed, False
        sources = re.findall(r'<script[^>]* src="([^"]+)"', text)
        names_it = CDN_HOST in text.partition("<body")[0]
        foreign = {each for each in sources if not each.startswith("/static/")}
        return response.status_code, foreign, allowed, names_it


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("prefix", ["", "/de"], ids=["first language", "another language"])
def test_article_asks_the_cdn_and_no_other_page(site: Flask, who: str, prefix: str) -> None:
    client = signed_in_as(site, "Ana") if who == "a moderator" else site.test_client()
    asking = set()

    for rule, path in paths(site):
        bare = path.startswith(WITHOUT_PREFIX)
        _, loaded, allowed, names_it = scripts(client, path if bare else prefix + path)
        assert loaded == allowed, path
        assert names_it is bool(loaded), path
        if loaded:
            assert loaded == {LIBRARY.cdn_url}, path
            asking.add(rule.endpoint)

    assert asking == {ASKS_CDN}


def test_every_page_that_uses_htmx_loads_it(site: Flask) -> None:
    client = signed_in_as(site, "Ana")
    given = {rule.endpoint: client.get(path).data for rule, path in paths(site)}
    pages = {name: page.decode(errors="replace") for name, page in given.items()}

    using = {name for name, page in pages.items() if "<html" in page and "data-hx-" in page}
    loading = {name for name, page in pages.items() if 'id="htmx-source"' in page}
    assert using <= loading
    assert {ASKS_CDN, "comments.new", "moderation.queue"} <= using


def test_pages_that_must_stay_here_are_there_to_be_looked_at(site: Flask) -> None:
    moderator = signed_in_as(site, "Ana")
    here = [site.extensions["own_page"], "/safety/", "/privacy", "/moderation/", f"{COMMENTS}/new"]

    assert [scripts(moderator, path) for path in here] == [(200, set(), set(), False)] * 5
    assert scripts(moderator, PAGE) == (200, {LIBRARY.cdn_url}, {LIBRARY.cdn_url}, True)


def test_own_copy_is_what_all_other_pages_load(site: Flask) -> None:
    page = page_of(site.test_client().get(f"{COMMENTS}/new"))

    [script] = [each for each in page.iter("script") if each.get("id") == "htmx-source"]
    assert str(script.get("src")).startswith(f"/static/vendor/{LIBRARY.filename}?v=")
    assert script.get("integrity") == LIBRARY.integrity
    assert script.get("data-copy") is None


@pytest.mark.parametrize(
    ("method", "path"),
    [
        pytest.param("POST", COMMENTS, id="a form that comes back with its errors"),
        pytest.param("GET", "/mail/confirm/no-such-link", id="a link in a mail that ended"),
        pytest.param("GET", "/mail/stop/no-such-link", id="another one"),
        pytest.param("GET", "/mine/no-such-link", id="a private link that ended"),
        pytest.param("GET", "/no-such-page", id="no page"),
        pytest.param("PUT", "/safety/", id="a wrong verb"),
    ],
)
def test_refusals_beside_what_is_read_stay_here(site: Flask, method: str, path: str) -> None:
    response = site.test_client().open(path, method=method)

    assert response.status_code >= 400
    assert "jsdelivr" not in f"{response.headers}{response.text}"


def test_site_with_its_own_copy_names_the_cdn_nowhere(tmp_path: Path) -> None:
    app = make_app(tmp_path / "instance", ETHREADER_HTMX="self")
    with app.app_context():
        make_event(tmp_path, SLUG, EVENT_FILE)

    assert scripts(app.test_client(), PAGE) == (200, set(), set(), False)
