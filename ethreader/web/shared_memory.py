"""What several processes of the site remember together, in the memory of a Redis.

It may be away at any time: then each process goes on by itself, says so once in the log, and comes
back when it is there again. Only where the setting names one is this module loaded: its library
takes memory.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from typing import Any, TypeVar

from limits import RateLimitItemPerSecond
from limits.storage import RedisStorage
from limits.strategies import MovingWindowRateLimiter
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError, RedisError, ResponseError
from redis.retry import Retry

from ethreader.base.setting_errors import WrongSetting
from ethreader.web.amounts import Amount
from ethreader.web.windows import Room

R = TypeVar("R")

PREFIX = "ethreader"
PATIENCE = 0.5  # Seconds for a response; meanwhile others wait for their turn to be counted.
PAUSE = 5.0  # Seconds after which one that was away is asked again.

AWAY = (
    "The Redis of ETHREADER_REDIS_URL does not respond. Until it does, this process counts alone."
)
BACK = "The Redis of ETHREADER_REDIS_URL responds again."
ON_DISK = (
    "The Redis of ETHREADER_REDIS_URL writes what it holds to its disk, where the key to visitors’ "
    "names must never be. Set save to nothing and appendonly to no in its configuration."
)
SHUT = (
    "The Redis of ETHREADER_REDIS_URL does not let the site in. Check the user and the password in "
    "its URL."
)

log = logging.getLogger(__name__)


class WritesToDisk(Exception):
    """A Redis would keep for ever what has to be forgotten at the day's end."""


class SharedWindows:
    """Counts by the moving windows of `limits`, which run as scripts within a Redis."""

    def __init__(self, storage: RedisStorage) -> None:
        self._windows = MovingWindowRateLimiter(storage)

    def hit(self, amount: Amount, kind: str, where: str, name: str) -> bool:
        """Count one more, unless the window is full; tell whether there was room."""
        return self._windows.hit(RateLimitItemPerSecond(*amount), kind, where, name)

    def room(self, amount: Amount, kind: str, where: str, name: str) -> Room:
        """Return how much room there is."""
        found = self._windows.get_window_stats(RateLimitItemPerSecond(*amount), kind, where, name)
        return Room(found.remaining, found.reset_time)


class SharedMemory:
    """A Redis, and whether it can be used now."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = threading.Lock()
        self._is_known = False  # It was asked whether it writes to a disk.
        self._was_away = False
        self._again_at = 0.0

    @cached_property
    def windows(self) -> SharedWindows:
        """Counts there."""
        pool = self._redis.connection_pool
        return SharedWindows(RedisStorage(self._url, pool, key_prefix=PREFIX))

    def ask(self, question: Callable[[], R], *, otherwise: Callable[[], R]) -> R:
        """Return what it responds, or `otherwise` while it is away."""
        if time.monotonic() < self._again_at:
            return otherwise()
        try:
            self._look_once()
            found = question()
        except (RedisError, WritesToDisk) as problem:
            self._leave(ON_DISK if isinstance(problem, WritesToDisk) else AWAY)
            return otherwise()
        self._come_back()
        return found

    def agree(self, mine: bytes, *, name: str, lasts: timedelta) -> bytes:
        """Return the bytes that all processes have under a name, `mine` where there were none.

        They are gone after `lasts`.
        """

        def question() -> bytes:
            key = f"{PREFIX}:{name}"
            milliseconds = max(1, int(lasts.total_seconds() * 1000))
            self._redis.set(key, mine, nx=True, px=milliseconds)
            return bytes(self._redis.get(key) or mine)

        return self.ask(question, otherwise=lambda: mine)

    def refuse_unfit(self) -> None:
        """Raise `WrongSetting` where it writes to a disk, or knows the site by another password."""
        try:
            self._look_once()
        except WritesToDisk:
            raise WrongSetting(ON_DISK) from None
        except AuthenticationError:
            raise WrongSetting(SHUT) from None
        except RedisError:
            self._leave(AWAY)

    @cached_property
    def _redis(self) -> Any:
        return Redis.from_url(
            self._url,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            retry=Retry(NoBackoff(), 1),  # A connection that lay idle may have been closed.
        )

    def _look_once(self) -> None:
        if self._is_known:
            return
        try:
            saves = self._redis.config_get("save").get("save")
            appends = self._redis.config_get("appendonly").get("appendonly")
        except ResponseError:  # It tells nobody. Its operator was told by docs/deploy.md.
            self._redis.ping()
        else:
            if saves or appends == "yes":
                raise WritesToDisk
        self._is_known = True

    def _leave(self, words: str) -> None:
        with self._lock:
            self._again_at = time.monotonic() + PAUSE
            self._is_known = False
            if not self._was_away:
                log.warning(words)
            self._was_away = True

    def _come_back(self) -> None:
        with self._lock:
            if self._was_away:
                log.warning(BACK)
            self._was_away = False
