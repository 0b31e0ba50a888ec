"""Bytes in a place where only this site can read them, for a while."""

import base64
import hashlib
import struct
from datetime import datetime
from functools import lru_cache

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

PADDING = "=="  # Left out: in a URL it would be %3D%3D. Where it is not needed, it does no harm.


def seal_bytes(clear: bytes, *, purpose: bytes, secret: str, now: datetime) -> str:
    """Return text that only this site can read, for one purpose; it says when it was made."""
    stamped = struct.pack(">Q", int(now.timestamp())) + clear
    sealed = bytes(_box(purpose, secret).encrypt(stamped))
    return base64.urlsafe_b64encode(sealed).decode().rstrip(PADDING)


def open_bytes(
    text: str, *, purpose: bytes, seconds: int, secret: str, now: datetime
) -> bytes | None:
    """Return what was sealed for a purpose, or nothing once it is `seconds` old."""
    try:
        stamped = _box(purpose, secret).decrypt(base64.urlsafe_b64decode(f"{text}{PADDING}"))
    except (CryptoError, ValueError):
        return None
    (made_at,) = struct.unpack_from(">Q", stamped)
    return stamped[8:] if 0 <= now.timestamp() - made_at < seconds else None


def seal_for_good(clear: bytes, *, purpose: bytes, secret: str) -> bytes:
    """Return bytes that only this site can read, for one purpose, for as long as it is."""
    return bytes(_box(purpose, secret).encrypt(clear))


def open_for_good(sealed: bytes, *, purpose: bytes, secret: str) -> bytes | None:
    """Return what was sealed for a purpose; nothing where the site's secret is another one now."""
    try:
        return _box(purpose, secret).decrypt(sealed)
    except (CryptoError, ValueError):
        return None


@lru_cache(maxsize=16)  # There are a few purposes, and one secret.
def _box(purpose: bytes, secret: str) -> SecretBox:
    return SecretBox(hashlib.blake2b(secret.encode(), digest_size=32, person=purpose).digest())
