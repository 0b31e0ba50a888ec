"""Pages that stay are made smaller once more, while nobody waits for it.

A page is compressed quickly, for its first reader waits. Where it is asked for again after a while,
its form is made anew with all the time that it takes, and given out from then on. It takes fifty
times as long and saves one byte in seven. So it is done beside everything else, to one page at a
time, when no page is being made, and for one part in twenty of the time at most; whatever changes
every second is never polished. The compressor needs no lock of Python's: meanwhile pages are given
out, and comments are taken.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial

import brotli

from ethreader.ops.border.forms import Form
from ethreader.ops.border.pages import KeptPage

STANDS = timedelta(seconds=5)  # For so long a page has to stay as it is.

REST = 20  # Times as long as it took, nothing is polished afterwards.

LARGEST = 500_000  # Bytes of a page, which are polished within a second.

# By the encodings that are worth it: almost all browsers take this one.
POLISH: dict[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=11, lgwin=18),
}


class Polisher:
    """Makes forms of kept pages smaller, one after the other; asked by the event loop."""

    def __init__(
        self, *, is_idle: Callable[[], bool], ticks: Callable[[], float] = time.monotonic
    ) -> None:
        self._is_idle = is_idle
        self._ticks = ticks
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="polish")
        self._is_working = False
        self._rests_until = 0.0

    def see(self, page: KeptPage, form: Form, encoding: str, *, now: datetime) -> None:
        """Take note that a form was asked for again, and have it polished when its time has come.

        It takes no time of whoever asked.
        """
        if page.stands_from is None:
            page.stands_from = now
        if now - page.stands_from < STANDS or self._is_working:
            return
        if encoding not in POLISH or page.plain_size > LARGEST:
            page.settle(encoding, form)
        elif self._ticks() >= self._rests_until and self._is_idle():
            self._is_working = True
            self._pool.submit(self._polish, page, form, encoding)

    def finish(self) -> None:
        """Wait for the page that is being polished, and end."""
        self._pool.shutdown()

    def _polish(self, page: KeptPage, form: Form, encoding: str) -> None:
        began = self._ticks()
        try:
            page.polish(encoding, form, POLISH[encoding])
        finally:
            ended = self._ticks()
            self._rests_until = ended + REST * (ended - began)
            self._is_working = False
