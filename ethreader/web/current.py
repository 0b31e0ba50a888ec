"""What holds for the current request: the site's settings, and the moment."""

from datetime import date, datetime

from flask import current_app, has_request_context, request

from ethreader.base.clock import Clock
from ethreader.base.settings import Settings

KEY = "ethreader.now"


def settings() -> Settings:
    """Return the settings of the running site."""
    settings: Settings = current_app.extensions["settings"]
    return settings


def now() -> datetime:
    """Return the moment of the current request, the same throughout; elsewhere the clock's."""
    if not has_request_context():
        return _clock().now()
    environ = request.environ
    moment: datetime | None = environ.get(KEY)
    if moment is None:
        moment = environ[KEY] = _clock().now()
    return moment


def today() -> date:
    """Return the day in the organisation's time zone."""
    return now().astimezone(settings().time_zone).date()


def _clock() -> Clock:
    clock: Clock = current_app.extensions["clock"]
    return clock
