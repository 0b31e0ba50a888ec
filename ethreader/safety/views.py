"""The way out of the site at once, and the page that says what it does and what not."""

from urllib.parse import urlsplit

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from ethreader.mail.sender_names import sender_name
from ethreader.web.current import settings
from ethreader.web.http import no_store, render_page

bp = Blueprint("safety", __name__)

# Not "cache": Chromium then holds the answer back while it searches all that it has cached,
# for seconds or minutes, and whoever leaves has none to wait.
FORGET = '"cookies", "storage"'


@bp.get("/exit")
def leave() -> ResponseReturnValue:
    """Send the reader to a neutral site, which does not learn where they come from."""
    answer = redirect(_exit_url(), code=303)
    answer.headers["Clear-Site-Data"] = FORGET
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/safety/")
def show() -> ResponseReturnValue:
    """Say how to read without being found out; the browser keeps no copy of the page."""
    page = render_page(
        "safety/show.html",
        exit_host=urlsplit(_exit_url()).hostname,
        mail_name=sender_name(settings()),
        mail_host=urlsplit(settings().mail_url).netloc,
    )
    return no_store(page)


def _exit_url() -> str:
    return settings().exit_url
