"""What a browser's own folder keeps of a comment that was sent by htmx: no address, no name.

And what somebody who finds it can do with it: open nothing.
"""

import base64
import hashlib
import hmac
import re
import sqlite3
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import BrowserContext, BrowserType

from ethreader.base.tokens import digest
from tests.browser.conftest import CHROMIUM, serve_for_cdn
from tests.browser.people import ARTICLE, expect_receipt, main_form, read, send, write
from tests.browser.server import Site
from tests.privacy.leaks import Searcher

pytestmark = pytest.mark.browser

ADDRESS = "Marked.Profile+q7x@hidden-place.example"
NAME = "Namequx7profile"
WORDS = "Words of a profile."
SEARCHERS = {
    "address": Searcher(ADDRESS, parts=["Marked.Profile", "hidden-place"]),
    "name": Searcher(NAME),
}


def open_profile(folder: Path, site: Site, chromium: BrowserType) -> BrowserContext:
    context = chromium.launch_persistent_context(folder, **CHROMIUM)
    context.set_default_timeout(10_000)
    context.route(lambda url: not url.startswith(site.url), serve_for_cdn)
    return context


def test_profile_keeps_the_visit_and_neither_address_nor_name(
    chromium: BrowserType, site: Site, tmp_path: Path
) -> None:
    """Of the text Chromium may keep a copy, to bring it back after a crash: /safety/ says so.

    So may it of a plain form post, with all its fields.
    """
    folder = tmp_path / "profile"
    context = open_profile(folder, site, chromium)
    page = read(context.new_page(), site.url + ARTICLE)
    form = main_form(page)
    write(form, body=WORDS, name=NAME, email=ADDRESS)
    send(form)
    expect_receipt(page)
    page.goto(f"{site.url}/events/")
    context.close()

    kept = {name: searcher.traces_below(folder) for name, searcher in SEARCHERS.items()}
    visit = Searcher(parts=["unconditional-support-and-residence"]).traces_below(folder)
    assert any(path.endswith("History") for path in visit), visit
    assert kept == {"address": {}, "name": {}}


def bytes_of(folder: Path) -> bytes:
    """Return all that stands in a folder's files; with it what is written in two bytes a sign."""
    kept = b"\0".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    return kept + kept[::2] + kept[1::2]


def made_of(kept: bytes) -> Iterator[str]:
    """Yield what may be a link's token: as it stands there, or made of a key with code in hand."""
    for found in re.findall(rb"[A-Za-z0-9_-]{43}", kept):
        yield found.decode()
    for key in set(re.findall(rb"[0-9a-f]{32}", kept)):
        for made in (hmac.digest(key, b"own page", "sha256"), hashlib.sha256(key).digest()):
            yield base64.urlsafe_b64encode(made).decode().rstrip("=")


def digests_stored(site: Site) -> set[bytes]:
    """Return the digests of the tokens that open an author's page on a site."""
    database = sqlite3.connect(site.instance / "ethreader.sqlite3")
    try:
        return {row[0] for row in database.execute("SELECT token_digest FROM author_link")}
    finally:
        database.close()


def opens(site: Site, token: str) -> bool:
    try:
        return bool(urllib.request.urlopen(f"{site.url}/mine/{token}").status == 200)
    except urllib.error.HTTPError:
        return False


def test_what_a_profile_keeps_of_a_sent_form_opens_nothing(
    chromium: BrowserType, site: Site, tmp_path: Path
) -> None:
    folder = tmp_path / "profile"
    context = open_profile(folder, site, chromium)
    page = read(context.new_page(), site.url + ARTICLE)
    form = main_form(page)
    write(form, body=WORDS)
    assert form.locator("input[name=key]").input_value() == ""  # Nothing to write down yet.
    with page.expect_request(f"{site.url}{ARTICLE}comments") as sent:
        send(form)
    [key] = parse_qs(sent.value.post_data or "")["key"]
    expect_receipt(page)
    assert re.fullmatch("[0-9a-f]{32}", key)
    assert key not in page.content()
    own_link = page.get_by_label("Your private link.").input_value()
    page.goto(f"{site.url}/events/")
    context.close()
    kept = bytes_of(folder)

    stored = digests_stored(site)
    assert opens(site, own_link.rpartition("/")[2])
    assert b"unconditional-support-and-residence" in kept
    assert [each for each in made_of(kept) if digest(each) in stored] == []
