"""Reads about authors: which comment a link opens."""

from ethreader.authors.queries import link_by_token
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import comment_by_id
from ethreader.contacts.queries import LinkUnknown


def comment_of_author(token: str) -> Comment:
    """Return the comment whose author holds `token`; raises `LinkUnknown`."""
    link = link_by_token(token)
    comment = comment_by_id(link.comment_id) if link is not None else None
    if comment is None or comment.state is State.WITHDRAWN:
        raise LinkUnknown
    return comment
