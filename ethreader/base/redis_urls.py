"""The URL of a Redis: one that its library understands, and a connection that nobody listens to."""

import re
from urllib.parse import SplitResult, urlsplit

from ethreader.base.hosts import is_loopback


def redis_url(text: str) -> str:
    """Return the URL to connect to, on another machine with TLS.

    Raises `ValueError` with advice.
    """
    parts = _understood(text)
    if parts.scheme == "redis" and not is_loopback(str(parts.hostname)):
        raise ValueError(
            "that Redis is not on this machine, and names of visitors would travel in clear. Write "
            "rediss:// for TLS"
        )
    return text


def _understood(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        is_socket = parts.scheme == "unix" and not parts.netloc and len(parts.path) > 1
        is_host = parts.scheme in {"redis", "rediss"} and parts.hostname and parts.port != 0
        is_sound = is_socket or (is_host and re.fullmatch(r"(?:/\d{0,3})?", parts.path))
    except ValueError:  # An open bracket, or a port that is no number.
        is_sound = False
    if not is_sound or parts.query or parts.fragment or not text.isascii():
        raise ValueError(
            "give a URL like redis://127.0.0.1:6379, rediss://user:password@redis.example.org or "
            "unix:///run/redis/redis.sock. In a password write / as %2F, ? as %3F, # as %23"
        )
    return parts
