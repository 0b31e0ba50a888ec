"""Links of mails to a running site's authors, without waiting for a mail."""

import sqlite3
from contextlib import closing

from ethreader.base.tokens import digest, new_token
from tests.browser.server import Site

NEWS = "rejected private"
INSERT = """
    INSERT INTO contact_token (contact_id, purpose, digest, news, expires_at)
    SELECT contact.id, ?, ?, ?, '2999-01-01 00:00:00'
    FROM contact JOIN author_link USING (comment_id) WHERE token_digest = ?
"""


def plant_link(site: Site, own_token: str, purpose: str) -> str:
    """Store what the mail process stores for a mail; return the path that would be in it."""
    token = new_token()
    values = (purpose, digest(token), NEWS, digest(own_token))
    path = site.instance / "ethreader.sqlite3"
    with closing(sqlite3.connect(path, timeout=10)) as database, database:
        assert database.execute(INSERT, values).rowcount == 1
    return f"/mail/{purpose}/{token}"
