"""A moderator's browser: signed in beside the running site, in its own database.

The command and the form in the browser, `conftest.sign_in`, give the same cookies and take seconds
each time; `test_passkeys`, `test_conversation`, `test_editing` and others go that way.
"""

from pathlib import Path

from playwright.sync_api import StorageState, StorageStateCookie
from werkzeug.test import Cookie

from ethreader.accounts.choices import ModeratorRole
from ethreader.accounts.service import add_moderator
from ethreader.base.db import begin_write_transaction, db
from tests.conftest import PASSWORD, make_app
from tests.times import utcnow


def state_of(
    name: str, instance: Path, url: str, *, role: ModeratorRole | None = None
) -> StorageState:
    """Add a moderator by the rules, and let them set their password; return their cookies."""
    app = make_app(instance)
    with app.app_context():
        begin_write_transaction()
        token = add_moderator(name, role=role, now=utcnow())
        db.session.commit()
        db.session.remove()
    client = app.test_client()
    words = {"password": PASSWORD, "again": PASSWORD}
    response = client.post(f"/moderation/link/{token}", data=words, base_url=url)
    assert response.status_code == 303, response.text
    with app.app_context():
        db.engine.dispose()
    cookies = client._cookies or {}
    return {"cookies": [_told(each) for each in cookies.values()], "origins": []}


def _told(cookie: Cookie) -> StorageStateCookie:
    return {
        "name": cookie.key,
        "value": cookie.value,
        "domain": cookie.domain,
        "path": cookie.path,
        "expires": cookie.expires.timestamp() if cookie.expires else -1,
        "httpOnly": cookie.http_only or False,
        "secure": cookie.secure or False,
        "sameSite": "Lax" if cookie.same_site == "Lax" else "Strict",
    }
