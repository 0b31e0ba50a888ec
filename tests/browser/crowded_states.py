"""The states of the comment form where many write at once from one network.

They need a site with limits, at which this machine's own IP has sent what is free: `crowd` sees to
that.
"""

import re

from playwright.sync_api import Page, expect

from tests.browser.people import ARTICLE, expect_receipt, main_form, read, send, write
from tests.browser.server import Site
from tests.browser.states import State
from tests.browser.test_limits import post, stamp_of

LIMITED = {"ETHREADER_LIMITS": "on"}


def crowd(site: Site) -> None:
    """Send what one network may send within ten minutes without being asked for anything."""
    stamp = stamp_of(site)
    for number in range(10):
        post(site, "", {"body": f"Text {number}.", "stamp": stamp})


def calculating(page: Page, site: Site) -> None:
    page.context.route(re.compile(r"proof-worker\.js"), lambda _route: None)  # It never arrives.
    read(page, site.url + ARTICLE)
    write(main_form(page), body="I was at the talk, too.", name="Mira")
    send(main_form(page))
    expect(main_form(page).get_by_role("alert")).to_contain_text("short calculation")


def failed(page: Page, site: Site) -> None:
    page.context.route(re.compile(r"/proof\.js"), lambda route: route.abort())
    read(page, site.url + ARTICLE)
    write(main_form(page), body="I was at the talk, too.", name="Mira")
    send(main_form(page))
    expect(main_form(page).get_by_role("alert")).to_contain_text("short calculation")


def taken_unread(page: Page, site: Site) -> None:
    page.goto(site.url + ARTICLE)
    write(main_form(page), body="I was at the talk, too.", name="Mira")
    send(main_form(page))
    expect_receipt(page)


CROWDED = [
    State("form, calculating", calculating),
    State("form, calculation failed", failed),
    State("receipt page, crowded", taken_unread, scripts=False),
]
