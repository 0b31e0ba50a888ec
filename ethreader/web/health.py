"""Whether the site can serve, for whoever watches over it."""

from collections.abc import Callable

from flask import Blueprint, Flask, current_app
from flask.typing import ResponseReturnValue

bp = Blueprint("health", __name__)

KEY = "ethreader.trouble"
HEADERS = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}


def init_app(app: Flask, *, trouble: Callable[[], str]) -> None:
    """Let `trouble` say what keeps the site from serving: a sentence, or nothing."""
    app.extensions[KEY] = trouble


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Say ok where pages can be made, and 503 with the reason where they cannot.

    What is wrong is in the log of the requests that failed, not once more for each look.
    """
    trouble: str = current_app.extensions[KEY]()
    return (f"{trouble}\n", 503, HEADERS) if trouble else ("ok\n", 200, HEADERS)
