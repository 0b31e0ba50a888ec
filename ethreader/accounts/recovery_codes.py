"""Recovery codes: for who has lost the phone. The database knows their digests alone."""

import secrets

from ethreader.base import tokens

COUNT = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # None that reads like another one.
GROUPS, LENGTH = 4, 4  # 79 bits: no guess finds one, and no hash needs to be slow.


def new_codes() -> list[str]:
    """Return new codes as they are shown."""
    return ["-".join(_group() for _ in range(GROUPS)) for _ in range(COUNT)]


def digest_of(code: str) -> bytes:
    """Return what is kept of a code, however it was typed."""
    return tokens.digest("".join(each for each in code.casefold() if each.isalnum()))


def _group() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
