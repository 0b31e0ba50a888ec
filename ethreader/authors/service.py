"""Rules about who is the author of a comment: whoever holds its link."""

import base64
import hmac

from ethreader.authors.models import AuthorLink
from ethreader.authors.queries import link_by_token
from ethreader.base import tokens
from ethreader.base.db import db


def issue_author_link(comment_id: int, *, key: str | None) -> str:
    """Return the token of the link to a comment's own page; it is told once and not kept.

    Made from the browser's own key where there is one, so that a post that is sent again
    after its response got lost is told the same link.
    """
    token = from_key(key) if key else tokens.new_token()
    if link_by_token(token) is None:
        db.session.add(AuthorLink(comment_id=comment_id, token_digest=tokens.digest(token)))
        db.session.flush()
    return token


def from_key(key: str) -> str:
    """Return the token that belongs to a browser's key, which is as secret and as random."""
    made = hmac.digest(key.encode(), b"own page", "sha256")
    return base64.urlsafe_b64encode(made).decode().rstrip("=")
