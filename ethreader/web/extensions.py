"""Instances of extensions, nothing else. The database handle has a file of its own: `db`."""

from flask_wtf.csrf import CSRFProtect

from ethreader.base.settings import Settings
from ethreader.web.counts import Counts
from ethreader.web.visitors import VisitorKeys

# Guards moderation: its guard calls `protect()` for every page. Readers have no cookie for a
# token to ride on; `security` and the token of the comment form stand guard there.
csrf = CSRFProtect()


# Names visitors for a day, and counts what they send; `limits` says how much that may be.
visitor_keys = VisitorKeys()


# Counts what they send: what, and when, `limits` decides.
limiter = Counts()


def begin_counting(settings: Settings) -> None:
    """Count anew: alone, or with all processes that have the same Redis."""
    if not settings.redis_url:
        limiter.begin(None)
        visitor_keys.begin(None)
        return
    from ethreader.web.shared_memory import SharedMemory  # noqa: PLC0415 - few sites need it

    shared = SharedMemory(settings.redis_url)
    limiter.begin(shared)
    visitor_keys.begin(shared.agree)
