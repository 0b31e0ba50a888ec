"""The moderation page's cookie, and what the CDN learns of a visit."""

import pytest
from playwright.sync_api import Route, StorageState

from ethreader.web.assets import HTMX
from tests.browser.conftest import OpenBrowser, serve_for_cdn
from tests.browser.people import ARTICLE, DEVICE_PATHS, SESSION_PATHS
from tests.browser.server import Site

pytestmark = pytest.mark.browser


def test_cookie_of_moderation_is_for_moderation_alone(moderator_state: StorageState) -> None:
    cookies = moderator_state["cookies"]
    sessions = [each for each in cookies if each["name"] == "moderation"]
    devices = [each for each in cookies if each["name"] == "moderation-device"]

    assert len(cookies) == len(sessions) + len(devices)
    assert {each["path"] for each in sessions} == set(SESSION_PATHS)
    assert {each["expires"] for each in sessions} == {-1}  # Gone with the browser.
    assert {each["path"] for each in devices} == set(DEVICE_PATHS)
    assert {each["httpOnly"] for each in cookies} == {True}
    assert {each["sameSite"] for each in cookies} == {"Strict"}


def test_cdn_does_not_learn_what_is_read(site: Site, open_browser: OpenBrowser) -> None:
    referers: list[str | None] = []

    def note(route: Route) -> None:
        referers.append(route.request.headers.get("referer"))
        serve_for_cdn(route)

    page = open_browser(cdn=note).new_page()
    telling = f'<script src="{HTMX.cdn_url}" referrerpolicy="unsafe-url"></script>'
    as_page = {"Content-Type": "text/html"}
    page.route(f"{site.url}/telling", lambda route: route.fulfill(body=telling, headers=as_page))
    page.goto(f"{site.url}/telling")
    assert referers == [f"{site.url}/telling"]

    page.goto(site.url + ARTICLE)

    assert referers == [f"{site.url}/telling", None]


def test_cdn_learns_that_an_article_is_read_and_nothing_from_other_pages(
    site: Site, open_browser: OpenBrowser
) -> None:
    """`/privacy` says so: a script that is checked by its hash is asked for with the origin."""
    origins: list[str | None] = []

    def note(route: Route) -> None:
        origins.append(route.request.all_headers().get("origin"))
        serve_for_cdn(route)

    page = open_browser(cdn=note).new_page()
    for path in ("/", "/events/", "/safety/", "/privacy", "/moderation/login"):
        page.goto(site.url + path, wait_until="networkidle")
        assert page.evaluate("typeof window.htmx") == "undefined"
    page.goto(f"{site.url}{ARTICLE}comments/new", wait_until="networkidle")
    assert page.evaluate("window.htmx.version") == HTMX.version
    assert origins == []

    page.goto(site.url + ARTICLE)

    assert origins == [site.url]
