"""Exception -> status and page or partial: the one place where an error gets its status."""

import sys
from contextlib import suppress

from flask import Flask, Response, current_app, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import BadHost, HTTPException

from ethreader.base.db import db
from ethreader.base.errors import (
    Conflict,
    DomainError,
    Forbidden,
    Gone,
    Invalid,
    NotFound,
    RateLimited,
    TryLater,
)
from ethreader.i18n.texts import Text, lazy_gettext
from ethreader.web.failures import KEY, typed_text
from ethreader.web.hosts import UnknownHost
from ethreader.web.http import no_store, render_beside_form
from ethreader.web.mail_pages import stands_alone

STATUS: dict[type[DomainError], int] = {
    Invalid: 400,
    NotFound: 404,
    Gone: 410,
    Conflict: 409,
    Forbidden: 403,
    RateLimited: 429,
    TryLater: 503,
}

# After these no form is there any more, or none that could be sent: the text is shown to be copied.
TEXT_IS_SHOWN = {STATUS[kind] for kind in (NotFound, Gone, Conflict, TryLater)}

# What Werkzeug and Flask refuse by themselves, in words that help.
SENTENCES: dict[int, tuple[Text, Text]] = {
    400: (
        Invalid.title,
        lazy_gettext(
            "What your browser sent was incomplete or damaged. "
            "Go back, reload the page and try again."
        ),
    ),
    403: (
        lazy_gettext("You can’t open this page"),
        lazy_gettext("Only signed-in moderators can open it."),
    ),
    404: (NotFound.title, NotFound.sentence),
    405: (
        lazy_gettext("This action is not available"),
        lazy_gettext(
            "This page does not accept what was sent to it. Please start again from the home page."
        ),
    ),
    408: (
        lazy_gettext("The connection was too slow"),
        lazy_gettext(
            "What you sent did not arrive in time, and was not saved. Your text is still in the "
            "form: if you can’t see it, go back. Send it again when your connection is better."
        ),
    ),
    413: (
        lazy_gettext("Your text is too long"),
        lazy_gettext(
            "What you sent is larger than this site accepts. A comment can have 5,000 "
            "characters. Your text is still in the form: if you can’t see it, go back. Shorten "
            "it and send it again."
        ),
    ),
    414: (
        lazy_gettext("The link is too long"),
        lazy_gettext(
            "No page of this site has such a long web address. Please check the link, or start "
            "again from the home page."
        ),
    ),
    415: (Invalid.title, lazy_gettext("Please use the form on the page to send text.")),
    431: (
        lazy_gettext("Your browser sent too much"),
        lazy_gettext(
            "What your browser sends with every request is larger than this site accepts. "
            "Delete this site’s cookies in your browser and try again."
        ),
    ),
    500: (
        lazy_gettext("Something went wrong on our end"),
        lazy_gettext(
            "This was not your fault, and what you typed was not saved. It is still in the form: "
            "if you can’t see it, go back. Please try again in a few minutes."
        ),
    ),
}


# For what else Werkzeug may refuse: its own words would be English.
OTHER: Text = lazy_gettext("That did not work")


def init_app(app: Flask) -> None:
    """Respond to every domain error and every failure with a page, or a partial for htmx."""
    app.register_error_handler(DomainError, error_response)
    app.register_error_handler(UnknownHost, _bare_page)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, http_error_response)
    app.register_error_handler(Exception, _failure)


def status_of(error: DomainError) -> int:
    """Return the status of an error: that of its nearest kind."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 400)


def error_response(error: DomainError, *, kept: Text = "", article_url: str = "") -> Response:
    """Respond with the error's own words, beside what was typed where htmx asks.

    `kept` says what became of that; `article_url` is where to go on reading, if there.
    """
    sentence = f"{error.sentence} {kept}".rstrip()
    page = _error_page(status_of(error), error.title, sentence, article_url=article_url)
    return with_retry_after(page, error)


def with_retry_after(response: Response, error: Exception | None) -> Response:
    """Tell programs when to try again, where the error knows it."""
    if isinstance(error, TryLater):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _stale_form(_error: CSRFError) -> Response:
    return _error_page(
        403,
        lazy_gettext("This form is out of date"),
        lazy_gettext(
            "You have signed in or out since the page was opened. Reload the page and try again."
        ),
    )


def http_error_response(error: HTTPException) -> Response | HTTPException:
    """Respond with what the site says instead of the words of Werkzeug and Flask."""
    status = error.code or 500
    if status < 400:  # A redirect is a response like others.
        return error
    title, sentence = SENTENCES.get(status, (OTHER, SENTENCES[400][1]))
    response = _error_page(status, title, sentence)
    for name, value in error.get_headers():
        if name.lower() in {"allow", "retry-after"}:
            response.headers[name] = value
    return response


def _failure(_error: Exception) -> Response:
    current_app.log_exception(sys.exc_info())  # Without its message: see `logging`.
    return _error_page(500, *SENTENCES[500])


def _bare_page(error: DomainError) -> Response:
    """Respond without a word of whose site this is: nobody was to find it here."""
    return Response(_bare(error.title, error.sentence), status_of(error))


def _bare(title: Text, sentence: Text) -> str:
    return render_template("errors/bare.html", error_title=title, sentence=sentence)


def _error_page(status: int, title: Text, sentence: Text, *, article_url: str = "") -> Response:
    if isinstance(request.routing_exception, BadHost):  # No page can have a URL there.
        return Response(_bare(title, sentence), status)
    with suppress(DBAPIError):  # Of a connection that is lost.
        db.session.rollback()
    return no_store(
        render_beside_form(
            "errors/mail_page.html" if stands_alone() else "errors/page.html",
            partial="errors/_notice.html",
            status=status,
            error_title=title,
            sentence=sentence,
            article_url=article_url,
            code=request.environ.get(KEY),
            typed=typed_text() if status in TEXT_IS_SHOWN else "",
        )
    )
