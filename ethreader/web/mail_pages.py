"""What mails lead to: pages that stand alone, without the site around them or its name.

They load nothing from elsewhere and no script but the exit's. On a host of their own
(`ETHREADER_MAIL_URL`) nothing else of the site is found, so that whoever follows a link there
out of somebody's mailbox does not learn from it which site it is.
"""

from urllib.parse import urlsplit

from flask import Flask, Request

from ethreader.base.errors import NotFound
from ethreader.base.settings import Settings
from ethreader.web.current import settings, this_request
from ethreader.web.hooks import hooks

PATHS = "/mail/"


FOUND_THERE = (PATHS, "/static/", "/exit", "/healthz")


def init_app(app: Flask, given: Settings) -> None:
    """Keep the rest of the site off the mails' own host, where there is one."""
    if len(given.origins) > 1:
        hooks(app).add_guard(_hide_the_rest)


def is_mail_page(request: Request) -> bool:
    """Tell whether a request is for what a mail leads to."""
    return request.path.startswith(PATHS)


def stands_alone() -> bool:
    """Tell whether the response may show nothing of the site around it."""
    request = this_request()
    return is_mail_page(request) or _is_on_host_of_mails(request)


def _hide_the_rest(request: Request) -> None:
    if _is_on_host_of_mails(request) and not request.path.startswith(FOUND_THERE):
        raise NotFound


def _is_on_host_of_mails(request: Request) -> bool:
    """Tell whether the mails' host was asked, whatever port the visitor names beside it."""
    asked = urlsplit(f"//{request.host}")
    mails, site = urlsplit(settings().mail_url), urlsplit(settings().base_url)
    if mails.hostname != site.hostname:
        return asked.hostname == mails.hostname
    return asked.netloc.lower() == mails.netloc.lower() != site.netloc.lower()
