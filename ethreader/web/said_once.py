"""What a form has brought about is said once, and not again where its page is loaded anew.

A post leads to a page whose URL carries a random token; this process remembers the token until the
page was shown. No cookie is needed, and nothing says whose it is. After a restart nothing is said:
the page shows what is stored anyhow.
"""

import secrets
import threading

from flask import request

REMEMBERED = 10_000  # At most; beyond, the oldest is forgotten.


class Unsaid:
    """The tokens of pages that have yet to say what was done."""

    def __init__(self, *, remembered: int = REMEMBERED) -> None:
        self._remembered = remembered
        self._lock = threading.Lock()
        self._tokens: dict[str, None] = {}

    def add(self) -> str:
        """Return a new token."""
        token = secrets.token_urlsafe(12)
        with self._lock:
            self._tokens[token] = None
            while len(self._tokens) > self._remembered:
                del self._tokens[next(iter(self._tokens))]
        return token

    def take(self, token: str) -> bool:
        """Tell whether a token is good, and let it be good no more."""
        with self._lock:
            if token not in self._tokens:
                return False
            del self._tokens[token]
            return True


_unsaid = Unsaid()


def to_be_said() -> str:
    """Return what a URL carries as `once`, that its page is to say once what was done."""
    return _unsaid.add()


def said_now(name: str) -> str:
    """Return what the URL names as done, if this page is the one that says it."""
    return request.args.get(name, "") if is_said_now() else ""


def is_said_now() -> bool:
    """Tell whether this page is the one that says it; to be asked once in a request."""
    return _unsaid.take(request.args.get("once", ""))
