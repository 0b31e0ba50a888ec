"""Sealed contacts, and the public halves of the keys."""

import secrets
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ethreader.accounts.models import Moderator
from ethreader.base.db import Key, Model, Moment, choice
from ethreader.contacts.vault import MODERATORS, SEALED_BOX_SIZE

REFUSAL_TOKEN = 75  # Characters of the token in a link that ends all mail; `mail` makes it.


class VaultKey(Model):
    """One month's key. Its private half is a file of the mail process, until it is destroyed.

    A month has another one where the private half of the first was lost.
    """

    __tablename__ = "vault_key"

    id: Mapped[Key]
    month: Mapped[str] = mapped_column(String(7), index=True)  # For example 2026-11.
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    destroy_at: Mapped[Moment]
    destroyed_at: Mapped[Moment | None]
    missing_at: Mapped[Moment | None]  # Since then nothing is sealed with it.
    given_up_at: Mapped[Moment | None]  # The operator goes on without its private half.


class Contact(Model):
    """A sealed email, kept only because its owner asked to be told something.

    It is that of a comment's author, or of a moderator.
    """

    __tablename__ = "contact"
    __table_args__ = (
        CheckConstraint("(comment_id IS NULL) <> (moderator_id IS NULL)", name="of_one"),
    )

    id: Mapped[Key]
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"), unique=True)
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderator.id"), unique=True)
    key_id: Mapped[int] = mapped_column(ForeignKey("vault_key.id"), index=True)
    sealed_box: Mapped[bytes] = mapped_column(LargeBinary(SEALED_BOX_SIZE))
    # What the erasure ledger calls it. Random; 64 digits long where it is older than this column.
    ledger_id: Mapped[str] = mapped_column(
        String(64), unique=True, default=lambda: secrets.token_hex(16)
    )
    confirmed_at: Mapped[Moment | None]
    expires_at: Mapped[Moment] = mapped_column(index=True)

    key: Mapped[VaultKey] = relationship(lazy="joined", innerjoin=True)
    moderator: Mapped[Moderator | None] = relationship()

    @property
    def author_of(self) -> int:
        """The comment of the author whose contact it is; raises `LookupError` for a moderator's."""
        if self.comment_id is None:
            raise LookupError
        return self.comment_id

    @property
    def sealed_for(self) -> int:
        """What the box says of whose it is."""
        return self.author_of if self.moderator_id is None else MODERATORS + self.moderator_id


class TokenPurpose(StrEnum):
    """What the link in a mail is for."""

    CONFIRM = "confirm"
    STOP = "stop"
    STATUS = "status"
    NEVER = "never"  # Stop, and keep everybody from having this mailbox mailed again.


class ContactToken(Model):
    """The digest of a token that stood in a mail; the token itself is in that mail alone."""

    __tablename__ = "contact_token"

    id: Mapped[Key]
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contact.id", ondelete="CASCADE"), index=True
    )
    purpose: Mapped[TokenPurpose] = mapped_column(choice(TokenPurpose))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    # What the page behind the link says, as the mail's own feature writes it down.
    news: Mapped[str] = mapped_column(String(40), default="")
    # A midnight, where the link ends before its contact does.
    expires_at: Mapped[Moment | None]


class MailRefusal(Model):
    """A wish never to be mailed again, until the mail process has read it.

    Its token tells the mail process whose wish it is, and nobody else. So it needs neither the
    contact, which whoever typed the email can end, nor a key that ends with it.
    """

    __tablename__ = "mail_refusal"

    id: Mapped[Key]
    token: Mapped[str] = mapped_column(String(REFUSAL_TOKEN))


class MailStop(Model):
    """A wish for no more mail about a comment, until it is carried out.

    One is left whether there is a contact or not, and without a comment where a link no longer
    leads to one: so that all take the same time.
    """

    __tablename__ = "mail_stop"

    id: Mapped[Key]
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
