"""Forms of signing in that cannot be right: they cost whoever sends them, and nobody else.

Only they are counted and refused here: who sends a name and a password that may be right passes
by, whatever else came from the same network.
"""

from ethreader.web.admission import count_under_name
from ethreader.web.limits import MISTAKES, NEW_PASSWORDS, limited


@limited(MISTAKES)
def count_mistake() -> None:
    """Count a form with mistakes, or a link that does not work; raise `RateLimited` beyond."""


def count_new_password(token: str) -> None:
    """Count a password that is about to be looked at; raise `RateLimited` beyond."""
    count_under_name(NEW_PASSWORDS, token, kind="new passwords")
