"""Where a webhook may lead: to the public network, or to this machine where that was named."""

import socket

from ethreader.base.hosts import is_loopback, is_public


class PlaceRefused(OSError):
    """A host that leads where no webhook may."""


def places_of(host: str, port: int) -> list[str]:
    """Return the IPs of a host that a call may go to; raise `PlaceRefused` if one must not.

    Raises `OSError` where the host is not known. Whoever connects does so to one of these: asked
    once more, a name server could say something else.
    """
    found = {str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    is_allowed = is_loopback if is_loopback(host) else is_public
    if not all(map(is_allowed, found)):
        message = "its host leads into a private network"
        raise PlaceRefused(message)
    return sorted(found, key=lambda ip: (":" in ip, ip))  # Few machines lack a way to IPv4.
