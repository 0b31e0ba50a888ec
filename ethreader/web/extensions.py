"""Instances of extensions, nothing else. The database handle has a file of its own: `db`."""

import logging

from flask_limiter import Limiter
from flask_wtf.csrf import CSRFProtect

from ethreader.web.visitors import VisitorKeys

# Guards the desk: its blueprint calls `protect()` on every post. Readers have no cookie
# for a token to ride on; `security` and the form stamp stand guard there.
csrf = CSRFProtect()


# Names visitors for a day, and counts what they send; `limits` says how much that may be.
visitor_keys = VisitorKeys()


limiter = Limiter(visitor_keys.of_request, storage_uri="memory://", strategy="moving-window")


logging.getLogger("flask-limiter").setLevel(logging.WARNING)  # Below, it tells who was refused.
