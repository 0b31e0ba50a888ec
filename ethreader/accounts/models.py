"""Who may decide: moderators, their sign-in links and their sessions.

Tokens are stored as digests only: a stolen database opens no session.
"""

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ethreader.base.db import Key, Model, Moment


class Moderator(Model):
    """A person who may decide about comments."""

    __tablename__ = "moderator"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(80), unique=True)
    # Argon2id with its parameters; none until the first sign-in link was used.
    password_hash: Mapped[str | None] = mapped_column(String(200))
    added_at: Mapped[Moment]


class SignInLink(Model):
    """A link that lets a moderator set a password, once."""

    __tablename__ = "sign_in_link"

    id: Mapped[Key]
    token_digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderator.id"), index=True)
    expires_at: Mapped[Moment]

    moderator: Mapped[Moderator] = relationship(lazy="joined", innerjoin=True)


class ModeratorSession(Model):
    """A moderator who is signed in; deleting the row signs them out everywhere."""

    __tablename__ = "moderator_session"

    id: Mapped[Key]
    token_digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    csrf_secret: Mapped[str] = mapped_column(String(64))
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderator.id"), index=True)
    began_at: Mapped[Moment]
    seen_at: Mapped[Moment]

    moderator: Mapped[Moderator] = relationship(lazy="joined", innerjoin=True)


class FailedSignIn(Model):
    """A wrong guess, kept as long as it slows the next one down.

    The name is kept as a keyed digest: people type passwords into the wrong field.
    """

    __tablename__ = "failed_sign_in"

    id: Mapped[Key]
    name_digest: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    failed_at: Mapped[Moment]
