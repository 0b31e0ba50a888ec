"""Passwords are hashed as cheaply as can be: whoever checks one reads from its hash how.

A hash of the site itself takes a fifth of a second of work. What the site's own hashes cost is
asked with the fixture `hashed_as_in_life`; whatever runs in a process of its own has them as well.
"""

from secrets import token_urlsafe

import pytest
from argon2 import PasswordHasher

from ethreader.accounts import passwords

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
IN_LIFE = {"_hasher": passwords._hasher, "UNKNOWN": passwords.UNKNOWN}


def pytest_configure() -> None:
    """Hash cheaply what is hashed in this process, and what stands for a password of nobody."""
    passwords._hasher = CHEAP
    passwords.UNKNOWN = CHEAP.hash(token_urlsafe())


@pytest.fixture
def hashed_as_in_life(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash as the site does."""
    for name, value in IN_LIFE.items():
        monkeypatch.setattr(passwords, name, value)
