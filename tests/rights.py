"""The rights of a plain user, for tests that root runs: bits of permission count for it then."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager

VERSION = 0x20080522  # Of the kernel's interface, see capget(2).
DAC_OVERRIDE, DAC_READ_SEARCH = 1, 2
ABOVE_THE_BITS = 1 << DAC_OVERRIDE | 1 << DAC_READ_SEARCH

_Three = ctypes.c_uint32 * 3  # Effective, permitted, inheritable.
_libc = ctypes.CDLL(None, use_errno=True)


@contextmanager
def rights_of_a_plain_user() -> Iterator[None]:
    """Let this thread read and write only what the bits of permission allow it."""
    head = (ctypes.c_uint32 * 2)(VERSION, 0)
    given = (_Three * 2)()
    assert _libc.capget(head, given) == 0
    before = given[0][0]
    given[0][0] = before & ~ABOVE_THE_BITS
    assert _libc.capset(head, given) == 0
    try:
        yield
    finally:
        given[0][0] = before
        assert _libc.capset(head, given) == 0
