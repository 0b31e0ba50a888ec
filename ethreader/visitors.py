"""Who a visitor is to the limits: a name for one day, from which nothing can be read back."""

import hashlib
import ipaddress
import secrets
import threading
from datetime import UTC, date, datetime, timedelta

from flask import request

from ethreader.db import utcnow


class VisitorKeys:
    """Names visitors by a keyed hash of their address.

    The key is random, lives in this process's memory alone and is overwritten by another at
    the first visit of each UTC day: yesterday's names cannot be made again, by anybody.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._key = bytearray(32)
        self._day = date.min

    def name_of(self, address: str, *, now: datetime) -> str:
        """Return the name of a visitor for today."""
        today = now.astimezone(UTC).date()
        with self._lock:
            if today > self._day:
                self._key[:] = secrets.token_bytes(32)  # In place: no copy of the old one is left.
                self._day = today
            digest = hashlib.blake2b(_network(address), key=self._key, digest_size=16)
        return digest.hexdigest()

    def of_request(self) -> str:
        """Return the name of whoever sent the current request."""
        return self.name_of(request.remote_addr or "", now=utcnow())


def until_new_names(now: datetime) -> timedelta:
    """Return how long today's names still last."""
    tomorrow = now.astimezone(UTC).date() + timedelta(days=1)
    return datetime.combine(tomorrow, datetime.min.time(), tzinfo=UTC) - now


def _network(address: str) -> bytes:
    """Return what tells visitors apart: an IPv4 address, or the /64 that one IPv6 line is given."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address.encode(errors="replace")
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.packed
    return ip.ipv4_mapped.packed if ip.ipv4_mapped else ip.packed[:8]
