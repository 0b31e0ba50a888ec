"""Has the kernel end connections whose visitor takes nothing of the response.

granian waits for such a visitor without end, and a thousand of them would be all the connections
there are. It offers no limit and does not show its socket, so that is looked for among the files
of the process; connections inherit the option from it. Linux has it, and `/proc`; elsewhere the
proxy in front ends such connections.
"""

import os
import socket
from asyncio import AbstractEventLoop
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

FILES = Path("/proc/self/fd")


AGAIN = 0.1  # Seconds until the server may be listening.


def limit_waiting(loop: AbstractEventLoop, *, seconds: float) -> None:
    """End connections that take no byte for so long, as soon as the server listens."""
    option = getattr(socket, "TCP_USER_TIMEOUT", None)
    if option is None or not FILES.exists():
        return
    found = False
    for each in _listening():
        with each:
            each.setsockopt(socket.IPPROTO_TCP, option, round(seconds * 1000))
        found = True
    if not found:
        loop.call_later(AGAIN, lambda: limit_waiting(loop, seconds=seconds))


def _listening() -> Iterator[socket.socket]:
    """Return copies of the sockets on which this process waits for visitors."""
    for file in FILES.iterdir():
        with suppress(OSError):  # It was closed meanwhile.
            if not file.is_socket():
                continue
            each = socket.socket(fileno=os.dup(int(file.name)))
            is_tcp = each.family in {socket.AF_INET, socket.AF_INET6}
            if is_tcp and each.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                yield each
            else:
                each.close()
