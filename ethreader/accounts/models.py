"""Who may decide: moderators, their sign-in links, their sessions and the devices that they use.

Tokens are stored as digests only: a stolen database opens no session.
"""

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from ethreader.accounts.choices import ModeratorRole
from ethreader.accounts.names import FOLDED_MAX, fold_name
from ethreader.base.db import Key, Model, Moment, choice


class Moderator(Model):
    """A person who signs in to moderate or to edit, or who once did."""

    __tablename__ = "moderator"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(80), unique=True)
    # So that nobody signs in as two, or has to remember in which case a name was written.
    folded_name: Mapped[str] = mapped_column(String(FOLDED_MAX), unique=True)
    role: Mapped[ModeratorRole] = mapped_column(
        choice(ModeratorRole), default=ModeratorRole.MODERATOR
    )
    # Argon2id with its parameters; none until the first sign-in link was used.
    password_hash: Mapped[str | None] = mapped_column(String(200))
    # The secret of an app's codes, sealed; and the half minute whose code was used last.
    totp_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_used_step: Mapped[int | None] = mapped_column(BigInteger)
    added_at: Mapped[Moment]
    signed_in_at: Mapped[Moment | None]
    # A former moderator keeps the name: what they decided stays on record under it.
    removed_at: Mapped[Moment | None]
    # Single keys decide on the comment that has the focus; each moderator can switch them off.
    has_keys: Mapped[bool] = mapped_column(default=True)

    @validates("name")
    def _fold(self, _key: str, name: str) -> str:
        self.folded_name = fold_name(name)
        return name

    @property
    def is_spelt_exactly(self) -> bool:
        """Whether another one's name is spelt nearly alike: then case and gaps tell them apart."""
        return self.folded_name != fold_name(self.name)


class SignInLink(Model):
    """A link that lets a moderator set a password, once; or somebody become the first one."""

    __tablename__ = "sign_in_link"

    id: Mapped[Key]
    token_digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    # Nobody's, as long as there is no moderator: the first one chooses a name as well.
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderator.id"), index=True)
    expires_at: Mapped[Moment]

    moderator: Mapped[Moderator | None] = relationship(lazy="joined")


class KnownDevice(Model):
    """A browser in which a moderator signed in: others' guesses do not keep it waiting.

    Its token signs nobody in. A browser that two moderators share has a row for each.
    """

    __tablename__ = "known_device"
    __table_args__ = (UniqueConstraint("token_digest", "moderator_id"),)

    id: Mapped[Key]
    token_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderator.id"), index=True)
    known_since: Mapped[Moment]
    seen_at: Mapped[Moment]


class ModeratorSession(Model):
    """A moderator who is signed in; deleting the row signs them out everywhere."""

    __tablename__ = "moderator_session"

    id: Mapped[Key]
    token_digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    csrf_secret: Mapped[str] = mapped_column(String(64))
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderator.id"), index=True)
    device_id: Mapped[int | None] = mapped_column(
        ForeignKey("known_device.id", ondelete="SET NULL"), index=True
    )
    began_at: Mapped[Moment]
    seen_at: Mapped[Moment]
    # When the password was given last; what is dangerous asks for it again after a while.
    proved_at: Mapped[Moment]

    moderator: Mapped[Moderator] = relationship(lazy="joined", innerjoin=True)


class FailedSignIn(Model):
    """A wrong password from a device that is not known, kept as long as it slows others down.

    The name is kept as a keyed digest: people type passwords into the wrong field.
    """

    __tablename__ = "failed_sign_in"

    id: Mapped[Key]
    name_digest: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    failed_at: Mapped[Moment]
