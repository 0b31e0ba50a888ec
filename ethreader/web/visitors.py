"""Who a visitor is: a name for one day, from which nothing can be read back.

The limits and the counting of readers have keys of their own, so that their names have
nothing to do with each other.
"""

import hashlib
import ipaddress
import math
import re
import secrets
import socket
import threading
from datetime import UTC, datetime, timedelta
from typing import Protocol

from ethreader.web.current import now, this_request

# From the inside to the outside: how many bits of an IPv4 and of an IPv6 (of 4 and 16 bytes) tell
# one from the other.
LAYERS: dict[str, dict[int, int]] = {
    "visitor": {4: 32, 16: 64},  # One line: with IPv6 each is given a /64 at least.
    "subscriber": {4: 32, 16: 56},  # A /56 is what many lines with IPv6 are given.
    "network": {4: 24, 16: 48},  # What is rented as one: a /24, a /48.
    # What a provider was given: a /16; of IPv6 a /29 for the asking, where others get a /32.
    "provider": {4: 16, 16: 29},
}

NETWORK_BYTES = {length: bits // 8 for length, bits in LAYERS["network"].items()}

AGREED_FOR = timedelta(seconds=30)  # Then it is asked again: what was shared may have been lost.

NAMES = "ethreader.names"
"""under which a request has its visitor's names, as long as it lasts"""

WITH_PORT = re.compile(r"\[([^\]]+)\](?::\d*)?|([^:]+):\d*")


class Agree(Protocol):
    """Makes several processes have the same key."""

    def __call__(self, mine: bytes, *, name: str, lasts: timedelta) -> bytes:
        """Return the key that all have under a name: `mine`, where there was none."""


class VisitorKeys:
    """Names visitors and their networks by a keyed hash of what tells them apart.

    The key is random, lives in memory alone and is overwritten by another at the first visit of
    each UTC day: yesterday's names cannot be made again, by anybody. Processes that share one
    agree on it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._key = bytearray(32)
        self._until = self._agreed_until = datetime.min.replace(tzinfo=UTC)
        self._agree: Agree | None = None

    def begin(self, agree: Agree | None) -> None:
        """Agree with others from now on, or with nobody."""
        with self._lock:
            self._agree = agree
            self._agreed_until = datetime.min.replace(tzinfo=UTC)

    def names_of(self, ip: str, *, now: datetime) -> dict[str, str]:
        """Return today's names of a visitor and of the networks around them, by the IP alone."""
        return {
            layer: self.digest(layer.encode() + b" " + _network(ip, layer), now=now).hex()
            for layer in LAYERS
        }

    def digest(self, what: bytes, *, now: datetime) -> bytes:
        """Return the keyed hash of `what` for today."""
        with self._lock:
            if now >= self._until:
                self._key[:] = secrets.token_bytes(32)  # In place: no copy of the old one is left.
                self._until = now + until_new_names(now)
                self._agreed_until = now
            if self._agree and now >= self._agreed_until:
                name = f"names:{now.astimezone(UTC):%Y-%m-%d}"
                self._key[:] = self._agree(bytes(self._key), name=name, lasts=until_new_names(now))
                self._agreed_until = min(now + AGREED_FOR, self._until)
            return hashlib.blake2b(what, key=self._key, digest_size=16).digest()

    def of_request(self) -> dict[str, str]:
        """Return the names of whoever sent the current request, made once for all its counts."""
        request = this_request()
        names: dict[str, str] | None = request.environ.get(NAMES)
        if names is None:
            names = request.environ[NAMES] = self.names_of(request.remote_addr or "", now=now())
        return names


def until_new_names(now: datetime) -> timedelta:
    """Return how long today's names still last."""
    tomorrow = now.astimezone(UTC).date() + timedelta(days=1)
    return datetime.combine(tomorrow, datetime.min.time(), tzinfo=UTC) - now


def ip_prefix(ip: str) -> bytes:
    """Return the network and not the host: the /24 of an IPv4, the /48 of an IPv6."""
    packed = _packed(ip)
    return packed[: NETWORK_BYTES.get(len(packed), 0)]


def _network(ip: str, layer: str) -> bytes:
    return _begin_of(_packed(ip), layer) or ip.encode(errors="replace")


def _begin_of(packed: bytes, layer: str) -> bytes:
    """Return the first bits of an IP, as many as a layer has; none of what is no IP."""
    bits = LAYERS[layer].get(len(packed), 0)
    if not bits % 8:
        return packed[: bits // 8]
    begin = int.from_bytes(packed) >> (8 * len(packed) - bits)
    return begin.to_bytes(math.ceil(bits / 8))


def _packed(ip: str) -> bytes:
    """Return the bytes of an IP, or none where it is no IP; some proxies write a port behind it."""
    try:  # Most are of this kind, and a page waits for it.
        return socket.inet_pton(socket.AF_INET, ip)
    except (OSError, ValueError):
        return _packed_otherwise(ip)


def _packed_otherwise(ip: str) -> bytes:
    with_port = WITH_PORT.fullmatch(ip)
    try:
        parsed = ipaddress.ip_address(with_port[1] or with_port[2] if with_port else ip)
    except ValueError:
        return b""
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        return parsed.ipv4_mapped.packed
    return parsed.packed
