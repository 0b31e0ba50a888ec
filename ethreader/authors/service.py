"""Rules about who is the author of a comment: whoever holds its link."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import insert

from ethreader.authors.models import AuthorLink
from ethreader.authors.queries import link_digests_of
from ethreader.base import tokens
from ethreader.base.db import table_of
from ethreader.base.prepared import Prepared

# For so long a post that is sent again is told its link once more; up to a step longer.
TOLD_FOR = timedelta(minutes=15)
STEP = timedelta(minutes=5)


_INSERT = Prepared(insert(table_of(AuthorLink)))


@dataclass(frozen=True, kw_only=True)
class NewLink:
    """The link to a new comment's own page: its token is told and not kept."""

    token: str = field(repr=False)
    digest: bytes


def new_link(key: str | None, *, secret: str, now: datetime) -> NewLink:
    """Make the link of a comment that is about to be stored.

    Made from the browser's own key where there is one, so that it can be told once more for a
    while. Browsers write keys to their disk: without this site's `secret` one leads nowhere.
    """
    token = _from_key(key, _step(now), secret) if key else tokens.new_token()
    return NewLink(token=token, digest=tokens.digest(token))


def store_author_link(comment_id: int, link: NewLink) -> None:
    """Let whoever holds a link be the author of a comment."""
    values = {"comment_id": comment_id, "token_digest": link.digest}
    _INSERT.run(values)


def tell_author_link_again(comment_id: int, *, key: str, secret: str, now: datetime) -> str | None:
    """Return the token that a comment's first sending was told, if that was minutes ago.

    Nothing on record says when: it is found by trying the last few steps of time. After those,
    or under another secret, there is nothing to tell.
    """
    known = link_digests_of(comment_id)
    tried = (_from_key(key, step, secret) for step in _last_steps(now))
    return next((token for token in tried if tokens.digest(token) in known), None)


def _from_key(key: str, step: int, secret: str) -> str:
    """Return the token that belongs to a browser's key in a step of time, on this site."""
    made = hashlib.blake2b(f"{step}:{key}".encode(), digest_size=32, key=_made_with(secret))
    return base64.urlsafe_b64encode(made.digest()).decode().rstrip("=")


@lru_cache(maxsize=16)  # A site has one secret.
def _made_with(secret: str) -> bytes:
    return hashlib.blake2b(secret.encode(), digest_size=32, person=b"own page").digest()


def _last_steps(now: datetime) -> Iterator[int]:
    last = _step(now)
    return iter(range(last, last - TOLD_FOR // STEP - 1, -1))


def _step(now: datetime) -> int:
    return int(now.timestamp()) // int(STEP.total_seconds())
