"""Reads about authors' links."""

from sqlalchemy import select

from ethreader.authors.models import AuthorLink
from ethreader.base.db import db
from ethreader.base.tokens import digest


def link_by_token(token: str) -> AuthorLink | None:
    """Return the author's link that a token belongs to."""
    query = select(AuthorLink).where(AuthorLink.token_digest == digest(token))
    return db.session.scalar(query)


def link_digests_of(comment_id: int) -> set[bytes]:
    """Return what is known of the links to a comment's own page."""
    query = select(AuthorLink.token_digest).where(AuthorLink.comment_id == comment_id)
    return set(db.session.scalars(query))
