"""One rule takes in a comment, with all that belongs to it; the view commits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ethreader.authors.service import issue_author_link
from ethreader.base.settings import Settings
from ethreader.comments.drafts import Draft
from ethreader.comments.incoming import Receipt, submit_comment
from ethreader.events.models import Event
from ethreader.mail.service import ask_to_confirm
from ethreader.screening.flags import Flag
from ethreader.screening.service import Submission, screen


@dataclass(frozen=True, kw_only=True)
class Submitted:
    """What became of a draft, as plain values: they outlive the commit.

    `token` is that of the author's link; none where somebody else may have written the
    comment that was found in its place.
    """

    public_id: str
    is_public: bool
    token: str | None


def submit(
    event: Event, draft: Draft, *, email: str | None, settings: Settings, now: datetime
) -> Submitted:
    """Screen and store `draft`, issue its author's link, seal `email`, queue mail about it.

    Raises `CommentsClosed` or `ParentNotVisible`.
    """
    flags = _flags(draft, settings=settings, now=now)
    receipt = submit_comment(event, draft, flags=flags, zone=settings.time_zone, now=now)
    comment, token = receipt.comment, None
    if receipt.is_for(draft):
        token = _author_token(receipt, draft)
        # Of a first sending alone: sent again with one email after another, a comment would
        # mail all of them.
        if receipt.is_new and email is not None:
            days = settings.contact_days
            ask_to_confirm(comment.id, email=email, days=days, now=now)
    return Submitted(public_id=comment.public_id, is_public=comment.is_public, token=token)


def _flags(draft: Draft, *, settings: Settings, now: datetime) -> tuple[Flag, ...]:
    return screen(
        Submission(
            body=draft.body,
            name=draft.name,
            official=(settings.site_name,),
            stamped_at=draft.stamped_at,
            arrived_at=now,
            pace=timedelta(seconds=settings.pace),
        )
    )


def _author_token(receipt: Receipt, draft: Draft) -> str:
    # A key that an earlier comment has used leads to that one's page, not to this one's.
    key = draft.idempotency_key if receipt.comment.idempotency_key else None
    return issue_author_link(receipt.comment.id, key=key)
