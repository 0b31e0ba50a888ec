"""Rules that take a comment's words out of the replies that quote it.

What is left of a reply is rendered ahead, before the lock is taken that others wait for: anybody
may have quoted a comment many times, in texts that are slow to read. The session keeps what was
rendered, by the very text that it was rendered from, until it ends.
"""

from datetime import datetime

from ethreader.base.db import db
from ethreader.comments.drafts import TypedText
from ethreader.comments.models import Comment
from ethreader.comments.queries import hold_quoting_in_branch, quoting_in_branch
from ethreader.comments.quotes import SourceText, without_quotes

AHEAD = "rendered_without_quotes"


def render_without_quotes(comment: Comment) -> None:
    """Render what `forget_quotes` will leave of the replies, as they are now."""
    source = _source(comment)
    ahead = db.session.info.setdefault(AHEAD, {})
    for reply in quoting_in_branch(comment):
        body = without_quotes(reply.body, source)
        if body != reply.body and body not in ahead:
            ahead[body] = TypedText(body=body)


def forget_quotes(comment: Comment, *, now: datetime) -> None:
    """Take a comment's words out of the quotes in its branch.

    Whoever follows a feed is told of the replies anew: a reader's program may keep the old ones.
    """
    source = _source(comment)
    ahead: dict[str, TypedText] = db.session.info.get(AHEAD, {})
    for reply in hold_quoting_in_branch(comment):
        body = without_quotes(reply.body, source)
        if body != reply.body:
            typed = ahead.get(body) or TypedText(body=body)  # Who has just edited it, changed it.
            reply.body, reply.body_html = typed.body, typed.body_html
            reply.version += 1
            reply.updated_at = now
        if reply.replied_body is not None:
            reply.replied_body = without_quotes(reply.replied_body, source)


def _source(comment: Comment) -> SourceText:
    return SourceText([comment.body, comment.replied_body or ""], html=comment.body_html)
