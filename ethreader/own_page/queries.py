"""Reads about authors: which comment a link opens."""

from ethreader.authors.queries import link_by_token
from ethreader.base.errors import NotFound
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import comment_by_id
from ethreader.i18n.texts import lazy_gettext


class OwnPageGone(NotFound):
    """No comment belongs to a private link: the same words whether one ever did."""

    title = lazy_gettext("This link no longer works")
    sentence = lazy_gettext(
        "No comment belongs to this link now. If you have deleted your comment, that is done: "
        "your text, your name and this page are gone, and there will be no more emails about it. "
        "The text of a comment that was not published is deleted after a while, and its page "
        "too. Otherwise, check that the link is complete."
    )


def comment_of_author(token: str) -> Comment:
    """Return the comment whose author holds `token`; raises `OwnPageGone`."""
    link = link_by_token(token)
    comment = comment_by_id(link.comment_id) if link is not None else None
    if comment is None or comment.state is State.WITHDRAWN:
        raise OwnPageGone
    return comment
