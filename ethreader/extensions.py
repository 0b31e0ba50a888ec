"""Instances of extensions, nothing else. The database handle has a file of its own: `db`."""

from flask_wtf.csrf import CSRFProtect

# Guards the desk: its blueprint calls `protect()` on every post. Readers have no cookie
# for a token to ride on; `security` and the form stamp stand guard there.
csrf = CSRFProtect()
