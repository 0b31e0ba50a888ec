"""What is logged of a failure: its kind and its places in the code, never what it was about.

An exception's message may repeat what somebody typed, and so may the path of the request.
"""

import copy
import logging
import traceback
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any

from flask import Flask, Request, Response, request
from werkzeug.routing import MapAdapter

from ethreader.base.errors import DomainError
from ethreader.web.failures import failure_code, last_words
from ethreader.web.late_rules import LateRule
from ethreader.web.protection import plain_text_headers

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

FRAMES = 50  # Of one exception: a recursion that ran away has a thousand.


class RedactingFilter(logging.Filter):
    """Makes a traceback safe before any handler, a mailing one too, gets to see it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, without its exception."""
        if record.exc_info:
            record.msg = "\n".join([record.getMessage(), *_safe_traceback(record.exc_info[1])])
            record.args, record.exc_info, record.exc_text = (), None, None
        return True


class RedactingFlask(Flask):
    """Flask, with a log that tells where something failed and nothing else.

    Nothing leaves it for the server to report, which would print the message.
    """

    url_rule_class = LateRule

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.logger.addFilter(REDACTING_FILTER)

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function as it is: none here is asynchronous, and each would be looked at."""
        return func

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """Return what finds the view of a request, by what the request has read of itself.

        Flask would have werkzeug read it all once more; a web socket, which is none of ours, is
        left to it.
        """
        if request is None or "HTTP_UPGRADE" in request.environ:
            return super().create_url_adapter(request)
        # Not `request.path`, which has a slash also where the site's own path was asked without it.
        path: str = request.environ.get("PATH_INFO", "")
        return self.url_map.bind(
            request.host,
            script_name=request.root_path,
            url_scheme=request.scheme,
            default_method=request.method,
            path_info=path.encode("latin-1").decode(errors="replace"),
            query_args=request.query_string.decode(errors="replace"),
        )

    def log_exception(
        self,
        exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None],
    ) -> None:
        """Log a failure of the current request, by the code that its visitor reads."""
        code = failure_code(request.environ)
        # Flask would name the path, too.
        self.logger.error("A request failed. Code: %s", code, exc_info=exc_info)

    def handle_exception(self, e: Exception) -> Response:
        """Respond to a failure around the views: to one of the rules' own in its own words."""
        if isinstance(e, DomainError):
            # Flask's own way for what a view raises; it calls this one for all else.
            return self.finalize_request(self.handle_user_exception(e), from_error_handler=True)
        return super().handle_exception(e)

    def wsgi_app(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Respond to a request, even where the error page itself has failed."""
        try:
            return super().wsgi_app(environ, start_response)
        except Exception:
            code = failure_code(environ)
            self.logger.exception("A request failed at its end. Code: %s", code)
            start_response("500 Internal Server Error", plain_text_headers())
            return [last_words(code)]


class RedactingFormatter(logging.Formatter):
    """Writes exceptions of any library's log by their kind and places."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record, and never a traceback that another formatter has left in it."""
        record = copy.copy(record)
        record.exc_text = None
        return super().format(record)

    def formatException(  # noqa: N802 - the name is the standard library's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Write an exception without its message."""
        return "\n".join(_safe_traceback(ei[1]))


REDACTING_FILTER = RedactingFilter()


def _safe_traceback(error: BaseException | None) -> list[str]:
    """Return the kinds and places of an exception and of those behind it, innermost first."""
    return [line for each in reversed(list(_chain(error))) for line in _lines(each)]


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting = [error] if error is not None else []
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        behind = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
        parts = each.exceptions if isinstance(each, BaseExceptionGroup) else ()
        waiting += [part for part in (behind, *parts) if part is not None]


def _lines(error: BaseException) -> Iterator[str]:
    kind = type(error)
    yield f"{kind.__module__}.{kind.__qualname__}"
    frames = list(traceback.walk_tb(error.__traceback__))
    if len(frames) > FRAMES:
        yield f"  ({len(frames) - FRAMES} frames more)"
    for frame, line in frames[-FRAMES:]:
        code = frame.f_code
        yield f"  {code.co_filename}:{line} in {code.co_name}"
