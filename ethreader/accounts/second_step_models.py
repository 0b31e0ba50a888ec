"""What somebody proves beside the password: passkeys, and codes for when the phone is lost.

The secret of an app's codes stands, sealed, with the moderator.
"""

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from ethreader.base.db import Key, Model, Moment


class RecoveryCode(Model):
    """A code that works once; using it deletes the row."""

    __tablename__ = "recovery_code"

    id: Mapped[Key]
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderator.id"), index=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)


class Passkey(Model):
    """A key of a device or a stick, by its public half: a stolen database signs nobody in."""

    __tablename__ = "passkey"

    id: Mapped[Key]
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderator.id"), index=True)
    label: Mapped[str] = mapped_column(String(60))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    # How often the key says that it was used; one that was copied falls behind.
    sign_count: Mapped[int] = mapped_column(BigInteger)
    added_at: Mapped[Moment]
    used_at: Mapped[Moment | None]
