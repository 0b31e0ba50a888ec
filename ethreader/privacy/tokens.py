"""Tokens: secrets in links. The database knows their digests only."""

import base64
import hashlib
import hmac
import secrets
import struct
from datetime import datetime

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

PASSING_SECONDS = 600


def new_token() -> str:
    """Return 256 random bits as 43 characters."""
    return secrets.token_urlsafe(32)


def from_key(key: str) -> str:
    """Return the token that belongs to a browser's key, which is as secret and as random."""
    made = hmac.digest(key.encode(), b"own page", "sha256")
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def digest(token: str) -> bytes:
    """Return what the database keeps of a token."""
    return hashlib.sha256(token.encode()).digest()


def derived(token: str, purpose: str) -> str:
    """Return another token for `purpose`, which the mail process can make from the sealed one."""
    return hmac.new(token.encode(), purpose.encode(), "sha256").hexdigest()


def passing(token: str, *, secret: str, now: datetime) -> str:
    """Return a token in an envelope that only this site opens, and only for ten minutes.

    It stands in the address of the page after a plain post: what stays of that address in a
    browser's history leads nowhere.
    """
    clear = struct.pack(">Q", int(now.timestamp())) + token.encode()
    return base64.urlsafe_b64encode(bytes(_envelope(secret).encrypt(clear))).decode()


def passed(envelope: str, *, secret: str, now: datetime) -> str | None:
    """Return the token of an envelope, or nothing once its time is over."""
    try:
        clear = _envelope(secret).decrypt(base64.urlsafe_b64decode(envelope.encode()))
    except (CryptoError, ValueError):
        return None
    (seconds,) = struct.unpack_from(">Q", clear)
    is_fresh = 0 <= now.timestamp() - seconds < PASSING_SECONDS
    return clear[8:].decode() if is_fresh else None


def _envelope(secret: str) -> SecretBox:
    return SecretBox(hashlib.blake2b(secret.encode(), digest_size=32, person=b"receipt").digest())
