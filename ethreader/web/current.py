"""What holds for the current request: the site's settings and its secret, and the moment."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from flask import Flask, Request, current_app, request

from ethreader.base.clock import Clock
from ethreader.base.settings import Settings

KEY = "ethreader.now"


# Return the running application and the current request themselves, for who looks at them again
# and again: each look through `current_app` or `request` takes far longer.
application: Callable[[], Flask] = current_app._get_current_object  # type: ignore[attr-defined]  # noqa: SLF001
this_request: Callable[[], Request] = request._get_current_object  # type: ignore[attr-defined]  # noqa: SLF001


def settings() -> Settings:
    """Return the settings of the running site."""
    settings: Settings = application().extensions["settings"]
    return settings


def secret() -> str:
    """Return what the running site signs and seals with."""
    return str(application().config["SECRET_KEY"])


def now() -> datetime:
    """Return the moment of the current request, the same throughout; elsewhere the clock's."""
    try:
        environ = this_request().environ
    except RuntimeError:  # Outside a request.
        return _clock().now()
    moment: datetime | None = environ.get(KEY)
    if moment is None:
        moment = environ[KEY] = _clock().now()
    return moment


def today() -> date:
    """Return the day in the organisation's time zone."""
    return now().astimezone(settings().time_zone).date()


@dataclass(frozen=True, kw_only=True)
class Current:
    """What a request goes by, as plain values for those that are called in it."""

    settings: Settings
    secret: str = field(repr=False)
    now: datetime

    @property
    def today(self) -> date:
        """The day in the organisation's time zone."""
        return self.now.astimezone(self.settings.time_zone).date()


def current() -> Current:
    """Return what the current request goes by, asked for once."""
    return Current(settings=settings(), secret=secret(), now=now())


def _clock() -> Clock:
    clock: Clock = application().extensions["clock"]
    return clock
