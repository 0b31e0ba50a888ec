"""Forms of signing in that cannot be right: they cost whoever sends them, and nobody else.

Only they are counted and refused here: who sends a name and a password that may be right passes
by, whatever else came from the same network.
"""

from limits import parse

from ethreader.web.admission import RateLimit, count_under_name, limited

MISTAKES = RateLimit(
    kind="mistakes at signing in",
    visitor="30 per 10 minutes",
    subscriber="45 per 10 minutes",
    network="90 per 10 minutes",
    provider="300 per 10 minutes",
)
NEW_PASSWORDS = parse("20 per 10 minutes")  # Of one link: to look at one takes its time.


@limited(MISTAKES)
def count_mistake() -> None:
    """Count a form with mistakes, or a link that does not work; raise `RateLimited` beyond."""


def count_new_password(token: str) -> None:
    """Count a password that is about to be looked at; raise `RateLimited` beyond."""
    count_under_name(NEW_PASSWORDS, token, kind="new passwords")
