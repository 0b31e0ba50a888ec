"""A process beside this one that is started again whenever it ends, until this one stops it.

The first one is a fork: it shares the memory of what both have imported. Later ones are
programs: by then this process has threads, and what they hold would be held there for ever.
"""

import logging
import threading
import time
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Self

from ethreader.ops.fork import Child, Program
from ethreader.web.logging import REDACTING_FILTER

log = logging.getLogger(__name__)
log.addFilter(REDACTING_FILTER)

FIRST_REST = 1.0  # Seconds until it is started again; twice as long each time, up to the longest.
LONGEST_REST = 300.0
STEADY = 60.0  # Seconds; one that lived for that long did not fail at its start.
STOPS_WITHIN = 40.0  # It may be waiting for a mail server.


class WatchedProcess:
    """A process that is there as long as the `with` block runs: the `first`, or one `again`."""

    def __init__(
        self,
        first: Callable[[], Child],
        *,
        again: tuple[str, ...],
        name: str,
        first_rest: float = FIRST_REST,
        stops_within: float = STOPS_WITHIN,
    ) -> None:
        self._first = first
        self._again = again
        self._name = name
        self._first_rest = first_rest
        self._stops_within = stops_within
        self._process: Child | None = None
        self._starting = threading.Lock()
        self._over = threading.Event()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True, name=f"watching {name}")

    def __enter__(self) -> Self:
        """Start it, and watch it from now on.

        It may be forked here: there is no thread yet.
        """
        self._start(self._first)
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _problem: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Stop it for good: by a word first, and by force where that is not heard."""
        with self._starting:  # Or it could be started while it is stopped.
            self._over.set()
        if self._process is not None:
            self._process.terminate()
            self._thread.join(self._stops_within)
            self._process.kill()
        self._thread.join()

    @property
    def has_ended(self) -> bool:
        """Whether it has ended by itself, if only once."""
        return self._ended.is_set()

    def _watch(self) -> None:
        rest = 0.0
        while not self._over.is_set():
            began = time.monotonic()
            end = self._process.wait() if self._process else "could not be started"
            self._ended.set()
            if self._over.is_set():
                return
            rest = rest_after(rest, lived=time.monotonic() - began, first=self._first_rest)
            log.warning("The %s %s. It is started again in %g s.", self._name, end, rest)
            self._over.wait(rest)
            self._start(partial(Program, self._again))

    def _start(self, make: Callable[[], Child]) -> None:
        with self._starting:
            if self._over.is_set():
                return
            try:
                self._process = make()
            except OSError:  # There are too many processes, or no memory.
                self._process = None


def rest_after(last: float, *, lived: float, first: float) -> float:
    """Return the seconds until a process is started again that lived for so many after the last."""
    return first if lived >= STEADY or not last else min(2 * last, LONGEST_REST)
