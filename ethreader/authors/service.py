"""Rules about who is the author of a comment: whoever holds its link."""

import base64
import hmac
from collections.abc import Iterator
from datetime import datetime, timedelta

from ethreader.authors.models import AuthorLink
from ethreader.authors.queries import link_by_token
from ethreader.base import tokens
from ethreader.base.db import db

# For so long a post that is sent again is told its link once more; up to a step longer.
TOLD_FOR = timedelta(minutes=15)
STEP = timedelta(minutes=5)


def issue_author_link(comment_id: int, *, key: str | None, secret: str, now: datetime) -> str:
    """Return the token of the link to a new comment's own page; it is told and not kept.

    Made from the browser's own key where there is one, so that it can be told once more for a
    while. Browsers write keys to their disk: without this site's `secret` one leads nowhere.
    """
    token = _from_key(key, _step(now), secret) if key else tokens.new_token()
    db.session.add(AuthorLink(comment_id=comment_id, token_digest=tokens.digest(token)))
    db.session.flush()
    return token


def tell_author_link_again(comment_id: int, *, key: str, secret: str, now: datetime) -> str | None:
    """Return the token that a comment's first sending was told, if that was minutes ago.

    Nothing on record says when: it is found by trying the last few steps of time. After those,
    or under another secret, there is nothing to tell.
    """
    tried = (_from_key(key, step, secret) for step in _last_steps(now))
    links = ((token, link_by_token(token)) for token in tried)
    ours = (token for token, link in links if link and link.comment_id == comment_id)
    return next(ours, None)


def _from_key(key: str, step: int, secret: str) -> str:
    """Return the token that belongs to a browser's key in a step of time, on this site."""
    made = hmac.digest(secret.encode(), f"own page:{step}:{key}".encode(), "sha256")
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def _last_steps(now: datetime) -> Iterator[int]:
    last = _step(now)
    return iter(range(last, last - TOLD_FOR // STEP - 1, -1))


def _step(now: datetime) -> int:
    return int(now.timestamp()) // int(STEP.total_seconds())
