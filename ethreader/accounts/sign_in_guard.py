"""What a guess has to pass before its password is checked, and what is kept of it afterwards.

It is counted, the gate keeps the machine free, and only then is the password hashed. What came
of it is committed at once, whatever becomes of the request.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, current_app, request

from ethreader.accounts.access_service import count_wrong_password, record_access
from ethreader.accounts.attempt_service import is_contested, record_failure
from ethreader.accounts.attempts import Attempts, Guess
from ethreader.accounts.cookies import device_token
from ethreader.accounts.device_service import is_known_device
from ethreader.accounts.gate import HashingGate
from ethreader.accounts.guard import current_session
from ethreader.accounts.log import AccessKind
from ethreader.accounts.names import fold_name
from ethreader.accounts.passkey_facts import UsedChallenges, this_place, use_challenge
from ethreader.accounts.passkey_service import use_passkey
from ethreader.accounts.passkeys import PasskeyRefused
from ethreader.accounts.second_step_queries import has_second_step
from ethreader.accounts.second_step_service import NOBODY, use_second_step
from ethreader.accounts.session_service import (
    Recognised,
    SignedIn,
    WrongSignIn,
    authenticate,
    begin_session,
    mark_proved,
    still_recognised,
)
from ethreader.base import tokens
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import RateLimited
from ethreader.base.settings import Switch
from ethreader.web.current import now, settings


def init_app(app: Flask) -> None:
    """Count guesses and hashes, and remember challenges that were used, from now on."""
    app.extensions["used_challenges"] = UsedChallenges()
    app.extensions["sign_in_attempts"] = Attempts()
    app.extensions["hashing_gate"] = HashingGate()


def hashing_gate() -> HashingGate:
    """Return what keeps hashes from taking the machine away."""
    gate: HashingGate = current_app.extensions["hashing_gate"]
    return gate


def sign_in(name: str, password: str, code: str) -> SignedIn:
    """Begin the session of whoever knows the password, and has the code if there is to be one.

    Raises `WrongSignIn`, and `RateLimited` where the password was not looked at.
    """
    name = name.strip()
    guess = _guess(name)
    with _admitted(guess):
        recognised = _recognised(name, password, code)
    begin_write_transaction()
    moderator = still_recognised(recognised)
    known_by = device_token() if guess.device else None
    signed_in = begin_session(moderator, now=now(), device_token=known_by)
    record_access(AccessKind.SIGNED_IN, moderator, now=now())
    db.session.commit()
    return signed_in


def sign_in_with_passkey(credential: str, challenge: str) -> SignedIn:
    """Begin the session of whoever holds a passkey; raise `PasskeyRefused`."""
    challenge, place = use_challenge(challenge), this_place()
    begin_write_transaction()
    moderator = use_passkey(credential, challenge=challenge, place=place, now=now())
    signed_in = begin_session(moderator, now=now())
    record_access(AccessKind.SIGNED_IN, moderator, now=now())
    db.session.commit()
    return signed_in


def prove(password: str, code: str) -> None:
    """Let who is signed in prove again who they are; counted for their session alone.

    So nobody who guesses from outside keeps them waiting. Raises `WrongSignIn` and `RateLimited`.
    """
    session = current_session()
    session_id, name = session.id, session.moderator.name
    guess = Guess(name=fold_name(name), ip=request.remote_addr or "", device=session.token_digest)
    with _admitted(guess):
        recognised = _recognised(name, password, code)
    begin_write_transaction()
    still_recognised(recognised)
    mark_proved(session_id, now=now())
    db.session.commit()


def prove_with_passkey(credential: str, challenge: str) -> None:
    """Let who is signed in prove again who they are, by a passkey of theirs.

    Raises `PasskeyRefused`.
    """
    session = current_session()
    session_id, moderator_id = session.id, session.moderator_id
    challenge, place = use_challenge(challenge), this_place()
    begin_write_transaction()
    moderator = use_passkey(credential, challenge=challenge, place=place, now=now())
    if moderator.id != moderator_id:
        raise PasskeyRefused
    mark_proved(session_id, now=now())
    db.session.commit()


def _recognised(name: str, password: str, code: str) -> Recognised:
    """Return who knows the password, and has the code if there is to be one.

    The code is looked at after a wrong password, too: or a clock would tell of a right one that
    only the code was missing. Raises `WrongSignIn`.
    """
    try:
        recognised = authenticate(name, password)
    except WrongSignIn:
        _use_code(NOBODY, code)
        raise
    _use_code(recognised.moderator_id, code)
    return recognised


def _use_code(moderator_id: int, code: str) -> None:
    """Use up the code of the second step, where one is set up; raise `WrongSignIn`."""
    is_needed = has_second_step(moderator_id) or moderator_id == NOBODY
    db.session.rollback()
    if not is_needed:
        return
    begin_write_transaction()
    try:
        use_second_step(moderator_id, code, key=str(current_app.secret_key), now=now())
        db.session.commit()
    except WrongSignIn:
        db.session.rollback()
        raise


def _guess(name: str) -> Guess:
    token = device_token()
    is_known = token is not None and is_known_device(token, name=name, now=now())
    device = tokens.digest(token) if token and is_known else None
    return Guess(name=fold_name(name), ip=request.remote_addr or "", device=device)


@contextmanager
def _admitted(guess: Guess) -> Iterator[None]:
    """Let a guess be checked; forget it when it was right, and keep it when it was wrong."""
    if settings().limits is Switch.OFF:
        with hashing_gate().for_known():
            yield
        return
    attempts: Attempts = current_app.extensions["sign_in_attempts"]
    attempts.begin(guess, in_turn=_takes_turns(guess), now=now())
    try:
        with _at_gate(guess):
            yield
    except RateLimited:
        attempts.take_back(guess, now=now())
        raise
    except WrongSignIn:
        _keep_failure(guess)
        raise
    attempts.forgive(guess, now=now())


@contextmanager
def _at_gate(guess: Guess) -> Iterator[None]:
    db.session.rollback()  # Nothing stays open in the database while somebody waits.
    gate = hashing_gate()
    with gate.for_stranger(now=now()) if guess.device is None else gate.for_known():
        yield


def _takes_turns(guess: Guess) -> bool:
    """Tell whether this name, or the whole site, is being guessed at by many."""
    if guess.device is not None:
        return False
    secret = str(current_app.secret_key)
    return hashing_gate().is_crowded(now()) or is_contested(guess.name, secret=secret, now=now())


def _keep_failure(guess: Guess) -> None:
    begin_write_transaction()
    if guess.device is None:
        record_failure(guess.name, secret=str(current_app.secret_key), now=now())
    count_wrong_password(zone=settings().time_zone, now=now())
    db.session.commit()
