"""Visitors who are as slow as they can be: they hold what they are given and ask for no more."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from tests.browser.people import ARTICLE

PATIENCE = 90.0  # Seconds.


def connect(port: int, ip: str = "127.0.0.1") -> socket.socket:
    """Return a connection to the site, which comes from an IP of this machine's own."""
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE, source_address=(ip, 0))


def head_of(path: str, *, verb: str = "GET", **headers: str) -> bytes:
    """Return the head of a request as it is sent."""
    lines = [f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items()]
    return f"{verb} {path} HTTP/1.1\r\nHost: events.example.org\r\n{''.join(lines)}\r\n".encode()


def form_head(path: str, length: int, **headers: str) -> bytes:
    """Return the head of a form of so many bytes."""
    kind = "application/x-www-form-urlencoded"
    return head_of(path, verb="POST", Content_Type=kind, Content_Length=str(length), **headers)


def slow_head(port: int, ip: str = "127.0.0.1") -> socket.socket:
    """Send the beginning of a head."""
    connection = connect(port, ip)
    connection.sendall(head_of(ARTICLE)[:-4])
    return connection


def slow_body(port: int, ip: str = "127.0.0.1") -> socket.socket:
    """Send a head and the beginning of the form that it promises."""
    connection = connect(port, ip)
    connection.sendall(form_head(f"{ARTICLE}comments", 1000) + b"body=")
    return connection


def slow_reader(port: int, ip: str = "127.0.0.1") -> socket.socket:
    """Ask for the article and take none of it."""
    connection = connect(port, ip)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)  # As little as can be.
    connection.sendall(head_of(ARTICLE))
    return connection


KINDS: dict[str, Callable[..., socket.socket]] = {
    "heads": slow_head,
    "bodies": slow_body,
    "readers": slow_reader,
}


@contextmanager
def slow_connections(port: int, count: int, *kinds: str) -> Iterator[list[socket.socket]]:
    """Hold `count` slow connections of each kind."""
    with ExitStack() as stack:
        yield [stack.enter_context(KINDS[kind](port)) for kind in kinds for _ in range(count)]


def response_to(connection: socket.socket) -> str:
    """Return all that the site sends until it closes the connection."""
    pieces = iter(lambda: connection.recv(65_536), b"")
    return b"".join(pieces).decode()
