"""One rule takes in a comment, with all that belongs to it; the view commits.

What can be done beforehand is done by `prepare`: others wait while `submit` runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ethreader.authors.service import (
    NewLink,
    new_link,
    store_author_link,
    tell_author_link_again,
)
from ethreader.base.settings import Settings
from ethreader.comments.drafts import Draft
from ethreader.comments.incoming import Receipt, submit_comment
from ethreader.contacts.service import NewContact, prepare_contact
from ethreader.events.terms import CommentTerms
from ethreader.mail.service import ask_to_confirm
from ethreader.screening.flags import Flag
from ethreader.screening.known import known_now
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


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A draft with all that is stored beside it."""

    draft: Draft
    flags: Sequence[Flag]
    link: NewLink
    contact: NewContact | None


def flags_of(draft: Draft, *, settings: Settings, secret: str, now: datetime) -> tuple[Flag, ...]:
    """Return what screening notices of a draft."""
    return screen(
        Submission(
            body=draft.body,
            name=draft.name,
            stamped_at=draft.stamped_at,
            arrived_at=now,
            known=known_now(site_name=settings.site_name, secret=secret),
            pace=timedelta(seconds=settings.pace),
        )
    )


def prepare(
    draft: Draft,
    *,
    flags: Sequence[Flag],
    wish: Wish | None,
    settings: Settings,
    secret: str,
    now: datetime,
) -> Prepared:
    """Make the author's link out of `secret`, and get ready to seal the email of a wish."""
    days = settings.contact_days
    return Prepared(
        draft=draft,
        flags=flags,
        link=new_link(draft.idempotency_key, secret=secret, now=now),
        contact=prepare_contact(**vars(wish), days=days, now=now) if wish else None,
    )


def submit(
    terms: CommentTerms, prepared: Prepared, *, settings: Settings, secret: str, now: datetime
) -> Submitted:
    """Store a draft with its author's link and the email of a wish; queue mail there.

    Raises `CommentsClosed` or `ParentNotVisible`. Whoever calls holds the event.
    """
    draft, flags = prepared.draft, prepared.flags
    receipt = submit_comment(terms, draft, flags=flags, zone=settings.time_zone, now=now)
    token = None
    if receipt.is_new:
        token = _store_link(receipt, prepared, secret=secret, now=now)
        # Once: sent again with one email after another, a comment would mail all of them.
        ask_to_confirm(receipt.comment_id, prepared.contact, now=now)
    elif receipt.is_for(draft) and draft.idempotency_key:
        token = tell_author_link_again(
            receipt.comment_id, key=draft.idempotency_key, secret=secret, now=now
        )
    return Submitted(public_id=receipt.public_id, is_public=receipt.is_public, token=token)


def _store_link(receipt: Receipt, prepared: Prepared, *, secret: str, now: datetime) -> str:
    link = prepared.link
    if prepared.draft.idempotency_key and receipt.idempotency_key is None:
        # A key that an earlier comment has used leads to that one's page, not to this one's.
        link = new_link(None, secret=secret, now=now)
    store_author_link(receipt.comment_id, link)
    return link.token
