"""Hosts: which are this machine itself, and how a browser spells them."""

import ipaddress
from urllib.parse import urlsplit

import idna

DEFAULT_PORTS = {"http": 80, "https": 443}


def is_loopback(host: str) -> bool:
    """Tell whether nobody but this machine reaches `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def local_url(host: str, port: int) -> str:
    """Return the URL by which this machine reaches a site on `host` and `port`."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def origin_of(url: str) -> str | None:
    """Return scheme, host and port of a URL as a browser spells its origin; none if it has none."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        name = host if ":" in host or host.isascii() else idna.encode(host, uts46=True).decode()
    except (ValueError, UnicodeError):  # An open bracket, an odd port, a name that is none.
        return None
    if not name or parts.scheme not in DEFAULT_PORTS:
        return None
    place = f"[{name}]" if ":" in name else name
    is_usual = port is None or port == DEFAULT_PORTS[parts.scheme]
    return f"{parts.scheme}://{place}" if is_usual else f"{parts.scheme}://{place}:{port}"
