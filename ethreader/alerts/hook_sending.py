"""One try of a webhook's call: sent, and of the response nothing but its status read.

No redirect is followed, no proxy of the environment asked, and whoever drips is hung up on.
"""

import http.client
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from ethreader.alerts.hook_places import PlaceRefused, places_of

PATIENCE = 10.0  # Seconds to connect, and then for all the rest.
YES = range(200, 300)


class NotTaken(Exception):
    """A call that the receiver has not taken; the text says why, and no URL."""


def send(url: str, body: str, *, headers: Mapping[str, str], patience: float = PATIENCE) -> None:
    """Post `body`; raise `NotTaken` unless the receiver says that it has it."""
    parts = urlsplit(url)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    try:
        with _connected(parts, patience=patience) as connection:
            connection.request("POST", path, body=body.encode(), headers=dict(headers))
            with connection.getresponse() as response:
                status = response.status
    except PlaceRefused as problem:
        raise NotTaken(str(problem)) from None
    except (OSError, UnicodeError, http.client.HTTPException) as problem:
        why = type(problem).__name__
        raise NotTaken(why) from None
    if status not in YES:
        why = f"status {status}"
        raise NotTaken(why)


@contextmanager
def _connected(parts: SplitResult, *, patience: float) -> Iterator[http.client.HTTPConnection]:
    """Connect to where a URL may lead, and hang up when the time is over."""
    host, is_wrapped = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if is_wrapped else 80)
    connection = http.client.HTTPConnection(parts.netloc)  # What the header `Host` says.
    opened = _first_open(places_of(host, port), port, patience=patience)
    connection.sock = _wrapped(opened, host) if is_wrapped else opened
    end = Timer(patience, _hang_up, [connection.sock])
    end.daemon = True
    end.start()
    try:
        if isinstance(connection.sock, ssl.SSLSocket):
            connection.sock.do_handshake()
        yield connection
    finally:
        end.cancel()
        connection.close()


def _wrapped(plain: socket.socket, host: str) -> ssl.SSLSocket:
    context = ssl.create_default_context()
    return context.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)


def _hang_up(connected: socket.socket) -> None:
    """End a conversation from beside; whoever waits for its next byte goes on without."""
    with suppress(OSError):  # Over by itself.
        socket.socket.shutdown(connected, socket.SHUT_RDWR)


def _first_open(ips: list[str], port: int, *, patience: float) -> socket.socket:
    """Connect to the first of some IPs that takes it; raise `OSError` where none does."""
    for ip in ips[:-1]:
        try:
            return socket.create_connection((ip, port), timeout=patience)
        except OSError:
            continue
    return socket.create_connection((ips[-1], port), timeout=patience)
