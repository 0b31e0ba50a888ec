"""granian without a process beside it that watches: that one would hold the whole site once more.

What starts the site anew when it ends is the system, as docs/deploy.md has it.
"""

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Callable
from typing import Any, TypeVarTuple, cast

from granian import loops
from granian.constants import Loops
from granian.server.mp import MPServer

Values = TypeVarTuple("Values")

log = logging.getLogger(__name__)

LOOP = "ethreader"
STOPS = (signal.SIGTERM, signal.SIGINT)
TOO_LONG = "What was under way did not end within %s s. It is broken off."


class OneProcess(MPServer):
    """granian's server, whose one worker runs in this process."""

    def __init__(self, target: str, *, stops_within: float, **options: Any) -> None:
        super().__init__(target, workers=1, loop=cast("Loops", LOOP), **options)
        self._stops_within = stops_within
        loops.register(LOOP)(self._make_loop)

    def _spawn_workers(self, spawn_target: Any, target_loader: Any) -> None:
        # A terminal that is closed stops the site, as Ctrl+C does.
        signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))
        worker = self._spawn_worker(idx=0, target=spawn_target, callback_loader=target_loader)
        worker.inner.run()  # What it would do as a process of its own.

    def _serve_loop(self, spawn_target: Any, target_loader: Any) -> None:
        """Wait for nothing: the worker has ended."""

    def _make_loop(self) -> asyncio.AbstractEventLoop:
        loop = StoppingLoop(self._stops_within, is_over=lambda: bool(self.interrupt_signal))
        asyncio.set_event_loop(loop)
        return loop


class StoppingLoop(asyncio.SelectorEventLoop):
    """The event loop: it hears of a stop, and of one that came before it ran."""

    def __init__(self, stops_within: float, *, is_over: Callable[[], bool]) -> None:
        super().__init__()
        self._stops_within = stops_within
        self._is_over = is_over

    def add_signal_handler(
        self, sig: int, callback: Callable[[*Values], object], *args: *Values
    ) -> None:
        """Have a signal begin the stop, which has an end."""
        super().add_signal_handler(sig, self._stop, callback, *args)
        if sig == STOPS[-1] and self._is_over():
            self.call_soon(self._stop, callback, *args)

    def _stop(self, callback: Callable[[*Values], object], *args: *Values) -> None:
        limit = threading.Timer(self._stops_within, self._break_off)
        limit.daemon = True
        limit.start()
        callback(*args)

    def _break_off(self) -> None:
        log.warning(TOO_LONG, self._stops_within)
        os._exit(0)
