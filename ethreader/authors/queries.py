"""Reads about authors' links."""

from sqlalchemy import select

from ethreader.authors.models import AuthorLink
from ethreader.base.db import db
from ethreader.base.tokens import digest


def link_by_token(token: str) -> AuthorLink | None:
    """Return the author's link that a token belongs to."""
    query = select(AuthorLink).where(AuthorLink.token_digest == digest(token))
    return db.session.scalar(query)
