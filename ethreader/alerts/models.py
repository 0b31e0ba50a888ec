"""Who is mailed how much waits, what was last seen waiting, and the webhook's call.

None of it names a comment, and no moment in it is that of one.
"""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ethreader.alerts.choices import Pace, WhatWaits
from ethreader.base.db import Key, Model, Moment, choice
from ethreader.contacts.models import Contact


class Digest(Model):
    """A moderator's wish to be mailed how much waits; it goes with the sealed email."""

    __tablename__ = "moderator_digest"

    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    pace: Mapped[Pace] = mapped_column(choice(Pace))
    has_news: Mapped[bool] = mapped_column(default=True)  # Something is new since the last one.
    told_at: Mapped[Moment | None]

    contact: Mapped[Contact] = relationship(lazy="joined", innerjoin=True)


class WaitingMark(Model):
    """How much of one kind waited at the last look, and the latest of it: one row each."""

    __tablename__ = "waiting_mark"

    kind: Mapped[WhatWaits] = mapped_column(choice(WhatWaits), primary_key=True)
    count: Mapped[int]
    last_id: Mapped[int]
    is_to_call: Mapped[bool] = mapped_column(default=False)  # The webhook has yet to tell of it.


class WebhookCall(Model):
    """The webhook's call on its way, or its last one: a single row."""

    __tablename__ = "webhook_call"

    id: Mapped[Key]
    message_id: Mapped[str] = mapped_column(String(40))  # The same at each try.
    body: Mapped[str] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(default=0)
    is_done: Mapped[bool] = mapped_column(default=False)
    begun_at: Mapped[Moment]
    due_at: Mapped[Moment]  # Of the next try; once it is done, of the next call at the earliest.
