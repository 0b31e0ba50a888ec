"""One rule takes in a comment, with all that belongs to it; the view commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ethreader.authors.service import issue_author_link, tell_author_link_again
from ethreader.base.settings import Settings
from ethreader.comments.drafts import Draft
from ethreader.comments.incoming import Receipt, submit_comment
from ethreader.events.models import Event
from ethreader.events.queries import all_organisations
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
    event: Event,
    draft: Draft,
    *,
    flags: Sequence[Flag],
    email: str | None,
    settings: Settings,
    secret: str,
    now: datetime,
) -> Submitted:
    """Store `draft`, issue its author's link, seal `email`, queue mail about it.

    `secret` is this site's own, of which the link is made.
    Raises `CommentsClosed` or `ParentNotVisible`.
    """
    receipt = submit_comment(event, draft, flags=flags, zone=settings.time_zone, now=now)
    comment, token = receipt.comment, None
    if receipt.is_for(draft):
        token = _author_token(receipt, draft, secret=secret, now=now)
        # Of a first sending alone: sent again with one email after another, a comment would
        # mail all of them.
        if receipt.is_new and token is not None and email is not None:
            days = settings.contact_days
            ask_to_confirm(comment.id, email=email, days=days, now=now)
    return Submitted(public_id=comment.public_id, is_public=comment.is_public, token=token)


def flags_of(draft: Draft, *, settings: Settings, now: datetime) -> tuple[Flag, ...]:
    """Return what screening notices of a draft; before the lock that others wait for."""
    names = (each.name for each in all_organisations())
    return screen(
        Submission(
            body=draft.body,
            name=draft.name,
            official=(settings.site_name, *names),
            stamped_at=draft.stamped_at,
            arrived_at=now,
            pace=timedelta(seconds=settings.pace),
        )
    )


def _author_token(receipt: Receipt, draft: Draft, *, secret: str, now: datetime) -> str | None:
    # A key that an earlier comment has used leads to that one's page, not to this one's.
    key = draft.idempotency_key if receipt.comment.idempotency_key else None
    if receipt.is_new:
        return issue_author_link(receipt.comment.id, key=key, secret=secret, now=now)
    return key and tell_author_link_again(receipt.comment.id, key=key, secret=secret, now=now)
