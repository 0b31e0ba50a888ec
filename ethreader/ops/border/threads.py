"""The few threads that run the application."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from contextvars import copy_context
from typing import ParamSpec, TypeVar

from ethreader.base.processor import Processor

P = ParamSpec("P")


T = TypeVar("T")


class Threads:
    """Does work in one of `count` threads; what finds none free waits its turn.

    Those that share a processor compute one at a time.
    """

    def __init__(self, count: int, *, name: str, processor: Processor | None = None) -> None:
        self._pool = ThreadPoolExecutor(count, thread_name_prefix=name)
        self._use = processor.used if processor else nullcontext
        self._unfinished = 0
        self._moved = 0.0
        self._is_idle = asyncio.Event()
        self._is_idle.set()

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what the work returns; nothing of one work's context reaches the next."""
        loop = asyncio.get_running_loop()
        if not self._unfinished:
            self._moved = loop.time()
            self._is_idle.clear()
        self._unfinished += 1
        try:
            return await loop.run_in_executor(self._pool, lambda: self._do(work, *args, **kwargs))
        finally:
            self._unfinished -= 1
            self._moved = loop.time()
            if not self._unfinished:
                self._is_idle.set()

    def _do(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        with self._use():
            return copy_context().run(work, *args, **kwargs)

    async def wait_until_idle(self, *, at_most: float) -> None:
        """Wait until all work that came is done, but no longer than so many seconds."""
        if self._unfinished:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._is_idle.wait(), at_most)

    def have_stood_still(self, seconds: float) -> bool:
        """Tell whether there is work, and none of it was finished for so long."""
        now = asyncio.get_running_loop().time()
        return bool(self._unfinished) and now - self._moved > seconds

    def finish(self) -> None:
        """Wait for the work that was begun or waits, and end."""
        self._pool.shutdown()
