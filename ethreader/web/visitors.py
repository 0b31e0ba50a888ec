"""Who a visitor is: a name for one day, from which nothing can be read back.

The limits and the counting of readers have keys of their own, so that their names have
nothing to do with each other.
"""

import hashlib
import ipaddress
import secrets
import threading
from datetime import UTC, date, datetime, timedelta

from flask import request

from ethreader.web.current import now


class VisitorKeys:
    """Names visitors by a keyed hash of what tells them apart.

    The key is random, lives in this process's memory alone and is overwritten by another at
    the first visit of each UTC day: yesterday's names cannot be made again, by anybody.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._key = bytearray(32)
        self._day = date.min

    def name_of(self, ip: str, *, now: datetime) -> str:
        """Return the name of a visitor for today, by the IP alone."""
        return self.digest(_network(ip), now=now).hex()

    def digest(self, what: bytes, *, now: datetime) -> bytes:
        """Return the keyed hash of `what` for today."""
        today = now.astimezone(UTC).date()
        with self._lock:
            if today > self._day:
                self._key[:] = secrets.token_bytes(32)  # In place: no copy of the old one is left.
                self._day = today
            return hashlib.blake2b(what, key=self._key, digest_size=16).digest()

    def of_request(self) -> str:
        """Return the name of whoever sent the current request."""
        return self.name_of(request.remote_addr or "", now=now())


def until_new_names(now: datetime) -> timedelta:
    """Return how long today's names still last."""
    tomorrow = now.astimezone(UTC).date() + timedelta(days=1)
    return datetime.combine(tomorrow, datetime.min.time(), tzinfo=UTC) - now


def ip_prefix(ip: str) -> bytes:
    """Return the network and not the host: the /24 of an IPv4, the /48 of an IPv6."""
    packed = _packed(ip)
    return packed[: {4: 3, 16: 6}.get(len(packed), 0)]


def _network(ip: str) -> bytes:
    """Return what tells visitors apart: an IPv4, or the /64 that one line with IPv6 is given."""
    packed = _packed(ip)
    return packed[:8] if len(packed) == 16 else packed or ip.encode(errors="replace")


def _packed(ip: str) -> bytes:
    """Return the bytes of an IP, or none where it is no IP."""
    try:
        parsed = ipaddress.ip_address(ip)
    except ValueError:
        return b""
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        return parsed.ipv4_mapped.packed
    return parsed.packed
