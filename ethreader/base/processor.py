"""The processor, which the threads of a site with a file as its database use one at a time.

Python runs one thread at a time anyway. Several that compute at once take turns every few
milliseconds, and the event loop, which gives out finished pages, comes once in a round of all of
them. So one computes until it is through, or waits: for a flush, for a lock, for another thread.

Linux looks at its tick alone, every 4 ms on most servers, whether others that were woken should run
instead. So who computes asks it to look: between two statements, and between pieces of a page.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

PATIENCE = 0.05  # Seconds; nobody waits longer for who makes a picture smaller or exports a year.

AT_ONCE = 0.0005  # Seconds that a thread computes before it gives way.

_of_thread = threading.local()


class Processor:
    """What threads that share it compute on, one after the other."""

    def __init__(self) -> None:
        self._in_use = threading.Lock()

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

    def leave(self) -> None:
        """Let the next one compute."""
        if getattr(_of_thread, "processor", None) is self:
            _of_thread.processor = None
            self._in_use.release()


@contextmanager
def others_compute() -> Iterator[None]:
    """Let another thread compute while this one waits for something."""
    processor: Processor | None = getattr(_of_thread, "processor", None)
    if processor is None:
        yield
        return
    processor.leave()
    try:
        yield
    finally:
        processor.take()


def give_way() -> None:
    """Let others run who are ready to, the event loop above all, if this thread has run for long.

    It takes a microsecond where nobody is.
    """
    if perf_counter() - getattr(_of_thread, "since", 0.0) > AT_ONCE:
        os.sched_yield()
        _of_thread.since = perf_counter()
