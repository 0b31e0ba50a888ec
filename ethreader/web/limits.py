"""How much may be sent: by one visitor, and by all together. Both refuse in the same words.

Nobody who writes and sends by hand meets these numbers. They are counted in this process's
memory, under the visitor's name for the day (see `visitors`), and are gone with it.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn, ParamSpec, TypeVar

from flask_limiter import RequestLimit

from ethreader.base.errors import RateLimited
from ethreader.base.settings import Switch
from ethreader.i18n.texts import format_wait, gettext
from ethreader.web.current import now, settings
from ethreader.web.extensions import limiter
from ethreader.web.visitors import until_new_names

P = ParamSpec("P")


R = TypeVar("R")


@dataclass(frozen=True, kw_only=True)
class RateLimit:
    """How much of one kind one visitor may send, and how much everybody together."""

    kind: str
    visitor: str
    everybody: str


# Comments that are about to be stored; a moderator has to read each of them.
COMMENTS = RateLimit(
    kind="comments", visitor="10 per 10 minutes; 40 per day", everybody="300 per 10 minutes"
)


# Reports that are about to be stored.
REPORTS = RateLimit(
    kind="reports", visitor="10 per 10 minutes; 30 per day", everybody="100 per 10 minutes"
)


# Forms that were sent, with mistakes in them or not.
FORMS = RateLimit(kind="forms", visitor="60 per 10 minutes", everybody="3000 per 10 minutes")


# Fields that were left, and previews.
CHECKS = RateLimit(kind="checks", visitor="120 per minute", everybody="3000 per minute")


def limited(limit: RateLimit) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a function be called only as often as `limit` says; raise `RateLimited` beyond."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        # The innermost is counted first: a flood from one place ends at that visitor's own
        # limit and uses up nothing of what everybody shares.
        of_visitor = limiter.shared_limit(
            limit.visitor,
            scope=limit.kind,
            exempt_when=_limits_are_off,
            on_breach=_refuse_visitor,
        )
        of_everybody = limiter.shared_limit(
            limit.everybody,
            scope=limit.kind,
            key_func=lambda: "everybody",
            exempt_when=_limits_are_off,
            on_breach=_refuse_everybody,
        )
        return of_everybody(of_visitor(function))

    return decorate


def _limits_are_off() -> bool:
    return settings().limits is Switch.OFF


def _refuse_visitor(limit: RequestLimit) -> NoReturn:
    # At midnight the visitor gets a new name, and with it a new allowance.
    _refuse(min(_seconds_left(limit), until_new_names(now()).total_seconds()))


def _refuse_everybody(limit: RequestLimit) -> NoReturn:
    _refuse(_seconds_left(limit))


def _seconds_left(limit: RequestLimit) -> float:
    return limit.window.reset_time - time.time()


def _refuse(seconds: float) -> NoReturn:
    wait = max(1, math.ceil(seconds))
    sentence = gettext(
        "We received too much in a short time. Please wait about %(wait)s and try again.",
        wait=format_wait(wait),
    )
    raise RateLimited(sentence, retry_after=wait)
