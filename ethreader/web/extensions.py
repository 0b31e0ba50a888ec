"""Instances of extensions, nothing else. The database handle has a file of its own: `db`."""

from flask_wtf.csrf import CSRFProtect
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from ethreader.web.visitors import VisitorKeys

# Guards moderation: its guard calls `protect()` for every page. Readers have no cookie for a
# token to ride on; `security` and the token of the comment form stand guard there.
csrf = CSRFProtect()


# Names visitors for a day, and counts what they send; `limits` says how much that may be.
visitor_keys = VisitorKeys()


# Counts in this process's memory: what, and when, `limits` decides.
limiter = MovingWindowRateLimiter(MemoryStorage())
