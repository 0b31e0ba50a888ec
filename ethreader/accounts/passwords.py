"""Passwords: how long they are, and what the database keeps of them."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

PASSWORD_MIN = 15
PASSWORD_MAX = 256

# RFC 9106, second recommended option: 64 MiB, three passes.
_hasher = PasswordHasher()
# Of a password that nobody knows. To hash one at each start would take 64 MiB each time.
UNKNOWN = (
    "$argon2id$v=19$m=65536,t=3,p=4$7ERVWAeGaBvX+AIdc7LvNw"
    "$7JEnLmMNuY8MUqBThx+1nRwSPDldfyzBtB7oBM5RDFc"
)


def hash_password(password: str) -> str:
    """Return what is kept of a password: Argon2id with its parameters."""
    return _hasher.hash(password)


def password_fits(password: str, password_hash: str | None) -> bool:
    """Tell whether a password is the one of the hash; as slowly where there is no hash."""
    try:
        _hasher.verify(password_hash or UNKNOWN, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None
