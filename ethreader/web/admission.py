"""Counting what is sent, and refusing what is too much.

A flood from one network uses up what that network may send and nothing more. What all share is
never used up whole: a part is kept for networks that have sent nothing of the kind lately.
"""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from typing import NoReturn, ParamSpec, TypeVar

from ethreader.base.errors import RateLimited
from ethreader.base.settings import Switch
from ethreader.i18n.texts import format_wait, gettext
from ethreader.web.amounts import Amount, amount_of, amounts_of
from ethreader.web.counts import Counter
from ethreader.web.current import now, settings
from ethreader.web.extensions import limiter, visitor_keys
from ethreader.web.visitors import LAYERS, until_new_names

P = ParamSpec("P")
R = TypeVar("R")

KEPT_FOR_QUIET = 4  # One part in four of what all share is for networks that sent nothing lately,
OF_ONE_PROVIDER = 5  # and so many of one provider's networks may use it.

_turn = threading.Lock()  # Looking at the counts and counting is one step.


def too_much(wait: str) -> str:
    """Return what a visitor is told who has to wait."""
    return gettext(
        "We received too much in a short time. Please wait about %(wait)s and try again.",
        wait=wait,
    )


@dataclass(frozen=True, kw_only=True)
class RateLimit:
    """How much of one kind may be sent, by the layers of `visitors.LAYERS` and by everybody.

    A layer that is not named has no limit.
    """

    kind: str
    visitor: str
    subscriber: str = ""
    network: str = ""
    provider: str = ""
    everybody: str = ""
    sentence: Callable[[str], str] = too_much


def limited(limit: RateLimit) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a function be called only as often as `limit` says; raise `RateLimited` beyond."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def admitted(*args: P.args, **kwargs: P.kwargs) -> R:
            admit(limit)
            return function(*args, **kwargs)

        return admitted

    return decorate


def admit(limit: RateLimit) -> None:
    """Count one of a kind in every layer, or in none where one is full; raise `RateLimited`."""
    if settings().limits is Switch.OFF:
        return
    with _turn:
        for counter in _open_counters(limit):
            limiter.hit(counter)


def has_room(limit: RateLimit) -> bool:
    """Tell whether one more of a kind would be admitted now; nothing is counted."""
    if settings().limits is Switch.OFF:
        return True
    try:
        with _turn:
            _open_counters(limit)
    except RateLimited:
        return False
    return True


def is_first_use(what: str, limit: Amount, *, kind: str) -> bool:
    """Tell whether nobody has used `what` within the time of a limit of one; it is used now."""
    return limiter.hit((limit, kind, "use", what))


def count_under_name(limit: Amount, name: str, *, kind: str) -> None:
    """Count one more of a kind under a name, whoever sends it; raise `RateLimited` beyond."""
    if settings().limits is Switch.OFF:
        return
    counter = (limit, kind, "name", visitor_keys.digest(name.encode(), now=now()).hex())
    if not limiter.hit(counter):
        seconds = min(_seconds_left(counter), until_new_names(now()).total_seconds())
        wait = max(1, math.ceil(seconds))
        raise RateLimited(too_much(format_wait(wait)), retry_after=wait)


def _open_counters(limit: RateLimit) -> list[Counter]:
    """Return where one of a kind is to be counted; refuse where one of them is full."""
    names = visitor_keys.of_request()
    counters = _counters(limit, names)
    for counter in counters:
        if not _has_room(counter):
            # At midnight the visitor gets other names, and with them another allowance.
            _refuse(limit, min(_seconds_left(counter), until_new_names(now()).total_seconds()))
    return [*counters, *_counters_of_all(limit, names)]


def _counters(limit: RateLimit, names: dict[str, str]) -> list[Counter]:
    """Return what is counted of the visitor and of the networks around them."""
    return [(amount, limit.kind, layer, names[layer]) for layer, amount in _amounts(limit)]


@cache
def _amounts(limit: RateLimit) -> list[tuple[str, Amount]]:
    """Return how much each layer may send."""
    said: dict[str, str] = {layer: getattr(limit, layer) for layer in LAYERS}
    return [
        (layer, amount) for layer, words in said.items() if words for amount in amounts_of(words)
    ]


def _counters_of_all(limit: RateLimit, names: dict[str, str]) -> list[Counter]:
    """Return what is counted of what all share; refuse where nothing of it is left to them."""
    if not limit.everybody:
        return []
    whole, for_all, for_quiet, for_provider = _shares(limit.everybody)
    seen = (whole, limit.kind, "seen", names["network"])
    shared = (for_all, limit.kind, "everybody", "all")
    of_quiet = [
        (for_quiet, limit.kind, "everybody", "quiet"),
        (for_provider, limit.kind, "quiet", names["provider"]),
    ]
    if _has_room(shared):
        return [seen, shared]
    if not (_is_unused(seen) and all(map(_has_room, of_quiet))):
        _refuse(limit, _seconds_left(shared))
    return [seen, *of_quiet]


@cache
def _shares(everybody: str) -> list[Amount]:
    """Return what all share: the whole, what is for all, for quiet networks, for one provider's."""
    whole = amount_of(everybody)
    kept = whole.many // KEPT_FOR_QUIET
    shares = (whole.many, whole.many - kept, kept, OF_ONE_PROVIDER)
    return [whole._replace(many=many) for many in shares]


def _has_room(counter: Counter) -> bool:
    return limiter.room(counter).left > 0


def _is_unused(counter: Counter) -> bool:
    return limiter.room(counter).left == counter[0].many


def _seconds_left(counter: Counter) -> float:
    return limiter.room(counter).more_at - time.time()


def _refuse(limit: RateLimit, seconds: float) -> NoReturn:
    wait = max(1, math.ceil(seconds))
    raise RateLimited(limit.sentence(format_wait(wait)), retry_after=wait)
