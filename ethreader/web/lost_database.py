"""What a visitor is told while the database is away."""

import sys

from flask import Flask
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from ethreader.base.lost import DatabaseLost
from ethreader.web.error_pages import error_response


def init_app(app: Flask) -> None:
    """Log each loss once, and say so also where a feature looks up what was typed in vain.

    To be called after `error_pages`.
    """
    handle = app.handle_user_exception

    def handle_loss(e: Exception) -> HTTPException | ResponseReturnValue:
        if isinstance(e, DatabaseLost):
            app.log_exception(sys.exc_info())
        try:
            return handle(e)
        except DatabaseLost as again:
            return error_response(again)

    app.handle_user_exception = handle_loss  # type: ignore[method-assign]
