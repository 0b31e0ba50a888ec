"""The site behind the real nginx: who is believed, what is written, what a reader is told."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.nginx import Caller, Nginx
from tests.browser.people import ARTICLE
from tests.browser.server import Site, demo_site

pytestmark = pytest.mark.browser

COMMENTS = f"{ARTICLE}comments"
FILES = "/moderation/content/drafts/0123456789abcdef/files"
ADDRESS = "127.0.0.77"
NEIGHBOUR = "127.0.0.78"
BROWSER = {"User-Agent": "Marked-Browser/77.7"}
MARKS = (ADDRESS.encode(), b"Marked-Browser", b"marked-query", b"Marked.Survivor")
SLOT = ("find .form-problem", "innerHTML")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site that believes one proxy, with its limits on."""
    site = demo_site(
        tmp_path / "instance",
        ETHREADER_TRUSTED_PROXIES="1",
        ETHREADER_LIMITS="on",
        ETHREADER_BASE_URL="https://events.example.org",
    )
    yield site
    site.stop()


def visitor(nginx: Nginx, address: str = ADDRESS, **headers: str) -> Caller:
    return Caller(port=nginx.port, address=address, headers=BROWSER | headers)


def filled_in(caller: Caller, body: str = "It helped.") -> dict[str, str]:
    form = caller.ask(f"{COMMENTS}/new").text
    stamp = re.search(r'name="stamp" value="([^"]+)"', form)
    assert stamp is not None
    return {"body": body, "email": "Marked.Survivor@example.org", "stamp": stamp[1]}


def test_nginx_writes_neither_address_nor_browser_nor_query(site: Site, tmp_path: Path) -> None:
    found = {}
    for talkative in (True, False):
        nginx = Nginx(tmp_path / f"nginx-{talkative}", site_url=site.url, talkative=talkative)
        nginx.start()
        try:
            caller = visitor(nginx)
            statuses = [
                caller.ask(f"{ARTICLE}?marked-query=1").status,
                caller.ask(COMMENTS, filled_in(caller)).status,
                # A form of several buffers' size, which nginx might put into a file.
                caller.ask(COMMENTS, filled_in(caller, "long " * 60_000)).status,
                caller.ask(COMMENTS, filled_in(caller, "x" * 2_000_000)).status,
                # A picture with its form; the site itself refuses a stranger's.
                caller.ask(FILES, filled_in(caller, "x" * 5_000_000)).status,
                caller.ask("/no-such-page?marked-query=1").status,
            ]
            site.stop()
            statuses.append(caller.ask(f"{ARTICLE}?marked-query=1").status)
            statuses.append(caller.ask(COMMENTS, {"body": "It helped."}).status)
        finally:
            nginx.stop()
        site.start()
        assert statuses == [200, 201, 422, 413, 413, 404, 503, 503]
        found[talkative] = [mark for mark in MARKS if mark in nginx.written()]

    assert found[True] == list(MARKS[:3])  # A log that talks is found out; even it has no form.
    assert found[False] == []
    assert [mark for mark in MARKS if mark in site.log_path.read_bytes()] == []


def test_limits_see_the_visitor_behind_nginx(site: Site, tmp_path: Path) -> None:
    nginx = Nginx(tmp_path / "nginx", site_url=site.url).start()
    try:
        caller = visitor(nginx)
        form = filled_in(caller)

        taken = [caller.ask(COMMENTS, {**form, "body": f"Text {n}."}).status for n in range(11)]
        disguised = visitor(nginx, **{"X-Forwarded-For": "203.0.113.9", "Forwarded": "for=1.2.3.4"})
        asked = disguised.ask(COMMENTS, form)
        neighbour = visitor(nginx, NEIGHBOUR).ask(COMMENTS, form)
    finally:
        nginx.stop()

    assert taken == [201] * 10 + [422]
    assert (asked.status, neighbour.status) == (422, 201)
    assert (asked.headers["HX-Retarget"], asked.headers["HX-Reswap"]) == SLOT
    assert "data-challenge" in asked.text


def test_nginx_keeps_what_was_typed_where_it_refuses_by_itself(site: Site, tmp_path: Path) -> None:
    nginx = Nginx(tmp_path / "nginx", site_url=site.url).start()
    try:
        caller = visitor(nginx)
        large = caller.ask(COMMENTS, {"body": "x" * 2_000_000})
        with_a_file = caller.ask(FILES, {"body": "x" * 5_000_000})
        site.stop()
        away = caller.ask(COMMENTS, {"body": "It helped."})
        stranger = Caller(port=nginx.port, address=ADDRESS, headers={"Host": "evil.example"})
        with pytest.raises(ConnectionError):
            stranger.ask(ARTICLE)
    finally:
        nginx.stop()

    assert with_a_file.status == 413
    assert "go back" in with_a_file.text  # The site says so, which asked who sends it.
    for answer, status, words in ((large, 413, "5,000 characters"), (away, 503, "starting again")):
        assert answer.status == status
        assert (answer.headers["HX-Retarget"], answer.headers["HX-Reswap"]) == SLOT
        assert answer.headers["Cache-Control"] == "no-store"
        assert words in answer.text


def test_links_lead_to_the_name_and_scheme_that_the_visitor_used(
    site: Site, tmp_path: Path
) -> None:
    nginx = Nginx(tmp_path / "nginx", site_url=site.url).start()
    try:
        told = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher"}
        redirected = visitor(nginx, **told).ask(ARTICLE.rstrip("/"))
    finally:
        nginx.stop()

    assert redirected.status == 308
    assert redirected.headers["Location"] == f"http://events.example.org{ARTICLE}"
