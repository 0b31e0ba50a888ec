"""What is to be mailed, and by which way."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ethreader.base.db import Key, Model, Moment, choice
from ethreader.contacts.key_place import KeysPlace
from ethreader.contacts.models import Contact


class MailState(StrEnum):
    """Where a mail stands."""

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given-up"
    DROPPED = "dropped"
    UNREADABLE = "unreadable"  # Nobody has the key that its email is sealed with.
    OVER_BUDGET = "over-budget"  # A request that the hourly budget held up for too long.


class Delivery(StrEnum):
    """How mails leave."""

    SMTP = "smtp"
    FOLDER = "folder"


class MailLayout(Model):
    """How the mail process runs, as it says itself: one row, for the page about privacy."""

    __tablename__ = "mail_layout"

    id: Mapped[Key]
    keys: Mapped[KeysPlace] = mapped_column(choice(KeysPlace))
    delivery: Mapped[Delivery] = mapped_column(choice(Delivery))


class OutboxMail(Model):
    """A mail to be sent: a row of the same commit as what it tells. No email is in it."""

    __tablename__ = "outbox_mail"

    id: Mapped[Key]
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contact.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(20))  # The name of a kind that a feature registers.
    # The comment that the mail is about, where it is not the author's own.
    about_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    # `SENT` also where the mailbox wants no mail: what is known of it stays with the mail process.
    state: Mapped[MailState] = mapped_column(choice(MailState), index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    # What it told, as its feature writes that down; so the same is not told twice in a row.
    news: Mapped[str] = mapped_column(String(40), default="", server_default="")
    due_at: Mapped[Moment]  # Once the mail is done with: the day when that was.
    created_at: Mapped[Moment]

    contact: Mapped[Contact] = relationship()
