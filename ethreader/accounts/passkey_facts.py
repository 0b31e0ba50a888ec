"""What a request about passkeys says of where it is, and the challenges that pages ask with.

A challenge is a random text that this site has sealed, so that nothing is kept of the pages that
are opened; one that was used to sign in is remembered in this process until it is too old.
"""

import secrets
import threading
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask import Flask, current_app, request

from ethreader.accounts.passkeys import SECONDS, PasskeyRefused, Place
from ethreader.base.hosts import origin_of
from ethreader.base.sealing import open_bytes, seal_bytes
from ethreader.web.current import now, settings
from ethreader.web.hosts import own_origins
from ethreader.web.site_facts import site

PURPOSE = b"passkey"


class UsedChallenges:
    """Challenges that were used, as long as they could be used again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._used: dict[str, datetime] = {}

    def use(self, challenge: str, *, now: datetime) -> bool:
        """Tell whether a challenge is used for the first time."""
        with self._lock:
            old = now - timedelta(seconds=SECONDS)
            self._used = {each: at for each, at in self._used.items() if at > old}
            is_first = challenge not in self._used
            self._used[challenge] = now
        return is_first


def init_app(app: Flask) -> None:
    """Remember from now on which challenges were used."""
    app.extensions["used_challenges"] = UsedChallenges()


def new_challenge() -> str:
    """Return what a page asks a browser to sign."""
    secret = str(current_app.secret_key)
    return seal_bytes(secrets.token_bytes(16), purpose=PURPOSE, secret=secret, now=now())


def use_challenge(challenge: str) -> str:
    """Return a challenge of ours, the one time that it is good; raise `PasskeyRefused`."""
    secret = str(current_app.secret_key)
    clear = open_bytes(challenge, purpose=PURPOSE, seconds=SECONDS, secret=secret, now=now())
    used: UsedChallenges = current_app.extensions["used_challenges"]
    if clear is None or not used.use(challenge, now=now()):
        raise PasskeyRefused
    return challenge


def this_place() -> Place:
    """Return where passkeys of this site are good, as this request has it."""
    seen = origin_of(request.host_url) or ""
    own = own_origins(settings())
    origin = next((each for each in own if _host(each) == _host(seen)), seen)
    return Place(host=_host(origin), name=site().name or settings().site_name, origin=origin)


def _host(origin: str) -> str:
    return urlsplit(origin).hostname or ""
