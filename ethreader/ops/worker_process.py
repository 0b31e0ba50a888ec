"""What a worker process of the production server needs besides the application."""

import multiprocessing.util
import os
import threading
import time
from collections.abc import Callable

ORPHAN_CHECK = 0.5  # Seconds between two looks at whether the parent lives.


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
