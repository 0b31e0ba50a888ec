"""A worker process of the production server: what it does besides responding.

It is forked from a process in which the site is put together already: it shares that memory, and
serves at once.
"""

import contextlib
import ctypes
import gc
import multiprocessing
import multiprocessing.util
import os
import threading
import time
from collections.abc import Callable

from flask import Flask

from ethreader.audience.writer import keep_writing
from ethreader.base.db import db
from ethreader.ops.housekeeping import keep_house

ORPHAN_CHECK = 0.5  # Seconds between two looks at whether the parent lives.
M_ARENA_MAX = -8  # Of glibc, see mallopt(3).


def share_memory() -> None:
    """Let workers be forked, and what is there now be touched by no later collection of theirs.

    Whatever touches a shared page gets a copy of it.
    """
    multiprocessing.set_start_method("fork", force=True)
    gc.collect()
    gc.freeze()


def begin_worker(app: Flask) -> None:
    """Begin what a worker does beside requests; it ends with the process."""
    end_with_parent()
    keep_threads_small()
    with app.app_context():
        db.engine.dispose(close=False)  # No connection is shared with the parent.
    call_at_end(keep_writing(app))
    call_at_end(keep_house(app))


def keep_threads_small() -> None:
    """Let all threads allocate from two arenas: one for each would hold what it once needed."""
    with contextlib.suppress(OSError, AttributeError):  # Another C library than glibc.
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 2)


def end_with_parent() -> None:
    """End this process soon after its parent, even after `kill -9`; it would hold the port."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(ORPHAN_CHECK)
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="end-with-parent").start()


def call_at_end(work: Callable[[], None]) -> None:
    """Have something done at a clean end; `atexit` does not run in a process that was forked."""
    multiprocessing.util.Finalize(None, work, exitpriority=1)
