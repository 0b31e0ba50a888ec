"""Reads about how much waits for moderators: sums, and nothing of what is summed up."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from ethreader.accounts.models import Moderator
from ethreader.alerts.choices import WhatWaits
from ethreader.alerts.models import Digest, WaitingMark, WebhookCall
from ethreader.base.db import Model, db
from ethreader.comments.models import Comment
from ethreader.comments.waiting_queries import (
    WAITS_APART,
    WAITS_IN_QUEUE,
    apart_count,
    waiting_count,
)
from ethreader.contacts.models import Contact
from ethreader.messages.models import Message, MessageSender
from ethreader.messages.queries import unanswered_count
from ethreader.reports.models import Report
from ethreader.reports.queries import reported_count
from ethreader.screening.urgency import Urgency


@dataclass(frozen=True, kw_only=True)
class Seen:
    """How much of one kind waits, and the id of the latest of it."""

    count: int
    last_id: int


def counts() -> dict[str, int]:
    """Return how much waits now."""
    soon = select(func.count()).select_from(Comment).where(WAITS_IN_QUEUE)
    urgent = db.session.scalar(soon.where(Comment.urgency == Urgency.SOON)) or 0
    return {
        "waiting": waiting_count(),
        "urgent": urgent,
        "apart": apart_count(),
        "reported": reported_count(),
        "messages": unanswered_count(),
    }


def seen_now() -> dict[WhatWaits, Seen]:
    """Return what waits now, by its kind."""
    by_authors = Message.sender == MessageSender.AUTHOR
    return {
        WhatWaits.WAITING: Seen(count=waiting_count(), last_id=_last(Comment, WAITS_IN_QUEUE)),
        WhatWaits.APART: Seen(count=apart_count(), last_id=_last(Comment, WAITS_APART)),
        WhatWaits.REPORTED: Seen(
            count=reported_count(), last_id=_last(Report, Report.settled_by.is_(None))
        ),
        WhatWaits.MESSAGES: Seen(count=unanswered_count(), last_id=_last(Message, by_authors)),
    }


def marks() -> dict[WhatWaits, WaitingMark]:
    """Return what was seen at the last look, by its kind."""
    return {mark.kind: mark for mark in db.session.scalars(select(WaitingMark))}


def is_anybody_mailed() -> bool:
    """Tell whether a moderator wants to be mailed how much waits."""
    return db.session.scalar(select(Digest.contact_id).limit(1)) is not None


def digest_of(moderator_id: int) -> Digest | None:
    """Return a moderator's wish to be mailed."""
    query = select(Digest).join(Digest.contact).where(Contact.moderator_id == moderator_id)
    return db.session.scalar(query)


def digests_with_news() -> Sequence[Digest]:
    """Return the wishes of those who have confirmed their email and have not been told all."""
    query = select(Digest).join(Digest.contact).join(Contact.moderator)
    query = query.where(Digest.has_news, Contact.confirmed_at.is_not(None))
    return db.session.scalars(query.where(Moderator.removed_at.is_(None))).all()


def held_digest(contact_id: int) -> Digest | None:
    """Return the wish that hangs on an email."""
    return db.session.get(Digest, contact_id)


def webhook_call() -> WebhookCall | None:
    """Return the webhook's call on its way, or its last one."""
    return db.session.scalar(select(WebhookCall).order_by(WebhookCall.id).limit(1))


def _last(model: type[Model], condition: ColumnElement[bool]) -> int:
    key = model.__table__.c.id
    return db.session.scalar(select(key).where(condition).order_by(key.desc()).limit(1)) or 0
