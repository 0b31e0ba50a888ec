"""Tokens: secrets in links. The database knows their digests only."""

import hashlib
import secrets


def new_token() -> str:
    """Return 256 random bits as 43 characters."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    """Return what the database keeps of a token."""
    return hashlib.sha256(token.encode()).digest()
