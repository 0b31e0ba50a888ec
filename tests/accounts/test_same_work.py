"""Whatever is wrong with a sign-in, the same is worked out: no clock tells what it was.

Nothing is timed: what is compared is which hash was computed how, and what the database was asked.
"""

import re
from typing import Any

import pytest
from argon2 import Parameters, PasswordHasher, extract_parameters
from flask import Flask
from time_machine import Traveller

from ethreader.accounts import passwords
from ethreader.accounts.attempts import Attempts
from ethreader.accounts.passwords import hash_password
from ethreader.accounts.people_service import remove_moderator
from ethreader.accounts.second_step_service import set_up_app
from ethreader.accounts.service import add_moderator, present_moderator
from ethreader.accounts.totp import new_secret
from ethreader.base.db import begin_write_transaction, db
from tests.accounts.signing_in import SIGN_IN
from tests.conftest import PASSWORD
from tests.pages import counted_queries
from tests.times import utcnow

# Eleven passwords are hashed as dearly as on a site.
pytestmark = pytest.mark.long


class Noted(PasswordHasher):
    """The hasher of the site, which notes what each hash has cost."""

    def __init__(self) -> None:
        super().__init__()
        self.costs: list[Parameters] = []

    def verify(self, hash: Any, password: Any) -> Any:  # noqa: A002 - the library's name
        self.costs.append(extract_parameters(hash))
        return super().verify(hash, password)


@pytest.fixture
def noted(
    clock: Traveller, app: Flask, hashed_as_in_life: None, monkeypatch: pytest.MonkeyPatch
) -> Noted:
    """A site with people of each kind, and what their hashes cost."""
    begin_write_transaction()
    for name in ("Ana", "Boris", "Cira", "Dara"):
        add_moderator(name, now=utcnow())
    hashed = hash_password(PASSWORD)
    for name in ("Ana", "Boris", "Cira"):
        present_moderator(name).password_hash = hashed
    key = str(app.secret_key)
    set_up_app(present_moderator("Boris"), new_secret(), step=0, key=key, now=utcnow())
    remove_moderator("Cira", now=utcnow())
    db.session.commit()
    hasher = Noted()
    monkeypatch.setattr(passwords, "_hasher", hasher)
    return hasher


TRIES = {
    "a wrong password": ("Ana", "wrong", ""),
    "a wrong password where there is a second step": ("Boris", "wrong", ""),
    "a wrong password, and a code": ("Boris", "wrong", "123456"),
    "the right password and no code": ("Boris", PASSWORD, ""),
    "the right password and a wrong code": ("Boris", PASSWORD, "123456"),
    "the right password and a wrong recovery code": ("Boris", PASSWORD, "abcd-efgh-jkmn-pqrs"),
    "an unknown name": ("Nobody", PASSWORD, ""),
    "somebody who was removed": ("Cira", PASSWORD, ""),
    "somebody who has set no password yet": ("Dara", PASSWORD, ""),
}


def test_each_wrong_sign_in_costs_the_same_hash_and_the_same_statements(
    app: Flask, noted: Noted
) -> None:
    wrong = {"name": "Ana", "password": "wrong"}  # The first one of a day begins the day's row.
    app.test_client().post(SIGN_IN, data=wrong)
    noted.costs.clear()
    asked: dict[str, list[str]] = {}
    for kind, (name, password, code) in TRIES.items():
        app.extensions["sign_in_attempts"] = Attempts()  # Nobody has to wait.
        data = {"name": name, "password": password, "code": code}
        with counted_queries() as statements:
            assert app.test_client().post(SIGN_IN, data=data).status_code == 422, kind
        asked[kind] = [re.sub(r"\s+", " ", each) for each in statements]

    assert noted.costs == [extract_parameters(hash_password(PASSWORD))] * len(TRIES)
    first, *others = asked.values()
    for kind, statements in zip(list(asked)[1:], others, strict=True):
        assert statements == first, kind
