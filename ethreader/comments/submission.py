"""One rule takes in a comment, with all that belongs to it; the view commits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
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


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Where, and in which language, an author wishes to be told of news."""

    email: str = field(repr=False)
    language: str


def submit(
    event: Event,
    draft: Draft,
    *,
    flags: Sequence[Flag],
    wish: Wish | None,
    settings: Settings,
    secret: str,
    now: datetime,
) -> Submitted:
    """Store `draft`, issue its author's link, seal the email of a wish, queue mail there.

    Raises `CommentsClosed` or `ParentNotVisible`. `secret` is what the link is made of.
    """
    receipt = submit_comment(event, draft, flags=flags, zone=settings.time_zone, now=now)
    comment, token = receipt.comment, None
    if receipt.is_for(draft):
        token = _author_token(receipt, draft, secret=secret, now=now)
        # Once: sent again with one email after another, a comment would mail all of them.
        if receipt.is_new and token is not None and wish is not None:
            ask_to_confirm(comment.id, **vars(wish), days=settings.contact_days, now=now)
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
