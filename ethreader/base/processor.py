"""The processor, which the threads of a site with a file as its database use one at a time.

Python runs one thread at a time anyway. Several that compute at once take turns every few
milliseconds, and the event loop, which gives out finished pages, comes once in a round of all of
them. So one computes until it is through, or waits: for a flush, for a lock, for another thread.

The event loop waits for longer than that, too: Linux looks at its tick alone, every 4 ms on most
servers, whether those that were woken should run instead of who computes. So while pages are given
out, who computes asks it to look: between two statements, and between pieces of a page.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

PATIENCE = 0.05  # Seconds; nobody waits longer for who makes a picture smaller or exports a year.

AT_ONCE = 0.0005  # Seconds that a thread computes before it gives way.

TURNS = 20  # How often it gives way after a page was given out.

_of_thread = threading.local()


class Processor:
    """What threads that share it compute on, one after the other."""

    def __init__(self) -> None:
        self._in_use = threading.Lock()
        self.wanted = 0
        """how often to give way to those who give out pages; they need it for microseconds"""

    @property
    def is_in_use(self) -> bool:
        """Tell whether somebody computes whom others wait for."""
        return self._in_use.locked()

    @contextmanager
    def used(self) -> Iterator[None]:
        """Compute, as soon as nobody else does or the patience is over."""
        self.take()
        try:
            yield
        finally:
            self.leave()

    def take(self) -> None:
        """Wait until nobody else computes, but not for ever."""
        _of_thread.processor = self if self._in_use.acquire(timeout=PATIENCE) else None
        _of_thread.since = perf_counter()

    def give_way(self) -> None:
        """Let others run who are ready to, if this thread ran for long."""
        if perf_counter() - _of_thread.since > AT_ONCE:
            self.wanted -= 1
            os.sched_yield()
            _of_thread.since = perf_counter()

    def leave(self) -> None:
        """Let the next one compute."""
        if getattr(_of_thread, "processor", None) is self:
            _of_thread.processor = None
            self._in_use.release()


class Waiting:
    """A block in which this thread waits for something, and others compute."""

    __slots__ = ("_left",)

    def __enter__(self) -> None:
        """Leave the processor, if this thread has it."""
        self._left: Processor | None = getattr(_of_thread, "processor", None)
        if self._left is not None:
            self._left.leave()

    def __exit__(self, *_error: object) -> None:
        """Take it again."""
        if self._left is not None:
            self._left.take()


def give_way() -> None:
    """Let those go first who give out pages, if there are any and this thread ran for long."""
    processor: Processor | None = getattr(_of_thread, "processor", None)
    if processor is not None and processor.wanted:
        processor.give_way()
