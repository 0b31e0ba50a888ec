"""Names of what was deleted for good: a digest of its slug, with a key of its own.

Nobody reads a slug in it, and no two names of one slug are alike. Whoever has one can check a
guess.
"""

import hashlib
import secrets

KEY_SIZE = 16  # Bytes; as many of the digest.


def removal_name(slug: str) -> str:
    """Return a name under which the ledger of erasures keeps a slug."""
    key = secrets.token_bytes(KEY_SIZE)
    return key.hex() + _digest(slug, key)


def is_removal_name_of(name: str, slug: str) -> bool:
    """Tell whether a name stands for a slug; one that a damaged ledger gives stands for none."""
    if len(name) != 4 * KEY_SIZE:
        return False
    key, digest = name[: 2 * KEY_SIZE], name[2 * KEY_SIZE :]
    return digest == _digest(slug, bytes.fromhex(key))


def _digest(slug: str, key: bytes) -> str:
    return hashlib.blake2b(slug.encode(), key=key, digest_size=KEY_SIZE).hexdigest()
