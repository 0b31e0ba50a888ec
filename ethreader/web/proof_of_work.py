"""Proof of work by ALTCHA's protocol (altcha.org): arithmetic that a browser does, unseen.

A challenge is signed and kept nowhere. The number behind it takes some ten thousand hashes to find
and one to check. It ends in time and belongs to one purpose; who counts its solutions sees to it
that each is used once.
"""

import base64
import hashlib
import hmac
import json
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

LIFETIME = timedelta(minutes=10)
MAX_NUMBER = 100_000  # A second for a phone, five for a slow one; half of it on average.
LONGEST = 1000  # Characters of a solution; one of ours has some 420.

# Read from its start to its end: who could write on behind it would choose another end of its time.
_SALT = re.compile(r"[0-9a-f]{24}\?expires=(\d{1,12})&about=([a-z0-9-]+)&", re.ASCII)
_HEX = re.compile(r"[0-9a-f]{64}")

Challenge = dict[str, str | int]


@dataclass(frozen=True, kw_only=True)
class _Solution:
    """What a browser sends back. What else stands there, such as the time it took, is not read."""

    challenge: str
    number: int
    salt: str
    signature: str

    @property
    def is_well_formed(self) -> bool:
        """Whether it is written as ours are; `True` is a number for Python."""
        is_number = type(self.number) is int and 0 <= self.number <= MAX_NUMBER
        return is_number and all(map(_HEX.fullmatch, (self.challenge, self.signature)))


def new_challenge(about: str, *, secret: str, now: datetime) -> Challenge:
    """Return a challenge for one purpose, by the names of ALTCHA's protocol."""
    ends = int((now + LIFETIME).timestamp())
    salt = f"{secrets.token_hex(12)}?expires={ends}&about={about}&"
    challenge = _hash(salt, secrets.randbelow(MAX_NUMBER + 1))
    return {
        "algorithm": "SHA-256",
        "challenge": challenge,
        "maxnumber": MAX_NUMBER,
        "salt": salt,
        "signature": _sign(challenge, secret),
    }


def solved_challenge(text: str, about: str, *, secret: str, now: datetime) -> str | None:
    """Return which challenge a solution solves; none where it is wrong, late or for another use."""
    solution = _read(text)
    salt = _SALT.fullmatch(solution.salt) if solution else None
    if solution is None or salt is None:
        return None
    challenge = _hash(solution.salt, solution.number)
    is_right = hmac.compare_digest(challenge, solution.challenge)
    is_ours = hmac.compare_digest(_sign(challenge, secret), solution.signature)
    is_in_time = now.timestamp() < int(salt[1])
    return challenge if is_right and is_ours and is_in_time and salt[2] == about else None


def _read(text: str) -> _Solution | None:
    if not 0 < len(text) <= LONGEST:  # Most forms bring none.
        return None
    try:
        said = json.loads(base64.b64decode(text, validate=True).decode())
    except (ValueError, RecursionError):  # No Base64, no UTF-8, no JSON, or brackets in brackets.
        return None
    match said:
        case {
            "algorithm": "SHA-256",
            "challenge": str(challenge),
            "number": int(number),
            "salt": str(salt),
            "signature": str(signature),
        }:
            solution = _Solution(challenge=challenge, number=number, salt=salt, signature=signature)
            return solution if solution.is_well_formed else None
    return None


def _hash(salt: str, number: int) -> str:
    return hashlib.sha256(f"{salt}{number}".encode()).hexdigest()


def _sign(challenge: str, secret: str) -> str:
    key = hmac.digest(secret.encode(), b"proof of work", "sha256")
    return hmac.digest(key, challenge.encode(), "sha256").hex()
