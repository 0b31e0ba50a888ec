"""A process that is forked at the beginning of a start, and let go when the start is over.

Python counts references within the objects themselves, so each of two processes soon has a copy
of its own of nearly all that was there at the fork. What is imported later is in one of them only.
"""

import gc
from collections.abc import Callable

from ethreader.ops.fork import Child, HeldFork

_held: list[HeldFork] = []


def hold(work: Callable[[], object]) -> None:
    """Fork this process, which has no other threads yet; the fork waits with its work."""
    gc.freeze()  # Looking for what is unused would touch all pages that both have.
    _held.append(HeldFork(work))


def let_go() -> Callable[[], Child] | None:
    """Return what lets the fork begin and returns it; nothing where there is none."""
    if not _held:
        return None
    fork = _held.pop()

    def begin() -> Child:
        fork.let_go()
        return fork

    return begin
