"""Sealed contacts, the public halves of the keys, and what is to be mailed."""

import secrets
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ethreader.db import Key, Model, Moment, choice
from ethreader.privacy.vault import BOX_SIZE


class VaultKey(Model):
    """One month's key. Its private half is a file of the mail process, until it is destroyed."""

    __tablename__ = "vault_key"

    id: Mapped[Key]
    month: Mapped[str] = mapped_column(String(7), unique=True)  # For example 2026-11.
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    destroy_at: Mapped[Moment]
    destroyed_at: Mapped[Moment | None]


class AuthorLink(Model):
    """A secret link to a comment's own page; a post that was sent twice has given out two."""

    __tablename__ = "author_link"

    id: Mapped[Key]
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), index=True)
    token_digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)


class Contact(Model):
    """An author's sealed address, kept only because they asked to be told something."""

    __tablename__ = "contact"

    id: Mapped[Key]
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), unique=True)
    key_id: Mapped[int] = mapped_column(ForeignKey("vault_key.id"), index=True)
    box: Mapped[bytes] = mapped_column(LargeBinary(BOX_SIZE))
    # What the erasure ledger calls it. Random; 64 digits long where it is older than this column.
    ledger_id: Mapped[str] = mapped_column(
        String(64), unique=True, default=lambda: secrets.token_hex(16)
    )
    confirmed_at: Mapped[Moment | None]
    expires_at: Mapped[Moment] = mapped_column(index=True)

    key: Mapped[VaultKey] = relationship(lazy="joined", innerjoin=True)


class TokenPurpose(StrEnum):
    """What the link in a mail is for."""

    CONFIRM = "confirm"
    STOP = "stop"


class ContactToken(Model):
    """The digest of a token that stood in a mail; the token itself is in that mail alone."""

    __tablename__ = "contact_token"

    id: Mapped[Key]
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contact.id", ondelete="CASCADE"), index=True
    )
    purpose: Mapped[TokenPurpose] = mapped_column(choice(TokenPurpose))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)


class MailKind(StrEnum):
    """What a mail is about."""

    CONFIRM = "confirm"
    REPLY = "reply"
    DECISION = "decision"
    MESSAGE = "message"


class MailState(StrEnum):
    """Where a mail stands."""

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given-up"
    DROPPED = "dropped"


class Outgoing(Model):
    """A mail to be sent: a row of the same commit as what it tells. No address is in it."""

    __tablename__ = "outgoing"

    id: Mapped[Key]
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contact.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[MailKind] = mapped_column(choice(MailKind))
    # The comment that a reply notice is about.
    about_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    message_id: Mapped[str] = mapped_column(String(80), unique=True)
    state: Mapped[MailState] = mapped_column(choice(MailState), index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[Moment]
    created_at: Mapped[Moment]

    contact: Mapped[Contact] = relationship()
