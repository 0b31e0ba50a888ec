"""How the site's processes come by little memory, and give back what they no longer need."""

import contextlib
import ctypes
import gc

# Of glibc, see mallopt(3).
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
LARGE = 128 * 1024  # Bytes.


def share_memory() -> None:
    """Let what is there now be touched by no later collection, in this process or in its fork.

    Whatever touches a shared page gets a copy of it.
    """
    gc.collect()
    gc.freeze()


def keep_memory_small() -> None:
    """Let all threads allocate from one place, and give back at once what is large.

    Each would have a place of its own else, which holds all that it once needed; and after the
    first large piece, others of the size would be taken for small. Compressing needs megabytes.
    """
    with contextlib.suppress(OSError, AttributeError):  # Another C library than glibc.
        for parameter, value in (
            (M_ARENA_MAX, 1),
            (M_MMAP_THRESHOLD, LARGE),
            (M_TRIM_THRESHOLD, LARGE),
        ):
            ctypes.CDLL(None).mallopt(parameter, value)
