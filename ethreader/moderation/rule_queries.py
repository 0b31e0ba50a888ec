"""Reads for the page of rules: what a rule would have held."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from ethreader.base.db import db
from ethreader.comments.models import Comment
from ethreader.comments.queries import IN_CONTEXT
from ethreader.screening.rules import ReadText, Rule

LOOKED_AT = 500  # The latest comments.
SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class DryRun:
    """What a rule would have held of the comments that came in last."""

    looked_at: int
    held: Sequence[Comment]

    @property
    def shown(self) -> Sequence[Comment]:
        """The latest of them."""
        return self.held[:SHOWN]


def dry_run(rule: Rule) -> DryRun:
    """Return what a rule would have held of the comments that came in last."""
    query = select(Comment).where(Comment.body != "", Comment.voice.is_(None))
    latest = query.order_by(Comment.id.desc()).limit(LOOKED_AT).options(*IN_CONTEXT)
    comments = db.session.scalars(latest).all()
    held = [each for each in comments if rule.is_met_by(read_text(each))]
    return DryRun(looked_at=len(comments), held=held)


def read_text(comment: Comment) -> ReadText:
    """Return a comment as rules look at it."""
    return ReadText(name=comment.name, body=comment.body)
