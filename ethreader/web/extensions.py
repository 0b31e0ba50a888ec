"""Instances of extensions, nothing else. The database handle has a file of its own: `db`."""

import logging

from flask_limiter import Limiter
from flask_wtf.csrf import CSRFProtect

from ethreader.web.visitors import VisitorKeys

# Guards moderation: its guard calls `protect()` for every page. Readers have no cookie for a
# token to ride on; `security` and the token of the comment form stand guard there.
csrf = CSRFProtect()


# Names visitors for a day, and counts what they send; `limits` says how much that may be.
visitor_keys = VisitorKeys()


# Only its counting is used: what is counted, and when, `limits` decides.
limiter = Limiter(lambda: "", storage_uri="memory://", strategy="moving-window")


logging.getLogger("flask-limiter").setLevel(logging.WARNING)  # Below, it logs who was refused.
