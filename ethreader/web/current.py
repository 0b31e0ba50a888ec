"""What holds for the current request: the site's settings and its secret, and the moment."""

from datetime import date, datetime

from flask import Flask, Request, current_app, has_request_context, request

from ethreader.base.clock import Clock
from ethreader.base.settings import Settings

KEY = "ethreader.now"


def application() -> Flask:
    """Return the running application itself; each look through `current_app` takes far longer."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    return app


def this_request() -> Request:
    """Return the current request itself, for who looks at it again and again."""
    itself: Request = request._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    return itself


def settings() -> Settings:
    """Return the settings of the running site."""
    settings: Settings = application().extensions["settings"]
    return settings


def secret() -> str:
    """Return what the running site signs and seals with."""
    return str(application().secret_key)


def now() -> datetime:
    """Return the moment of the current request, the same throughout; elsewhere the clock's."""
    if not has_request_context():
        return _clock().now()
    environ = this_request().environ
    moment: datetime | None = environ.get(KEY)
    if moment is None:
        moment = environ[KEY] = _clock().now()
    return moment


def today() -> date:
    """Return the day in the organisation's time zone."""
    return now().astimezone(settings().time_zone).date()


def _clock() -> Clock:
    clock: Clock = application().extensions["clock"]
    return clock
