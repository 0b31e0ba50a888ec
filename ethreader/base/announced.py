"""What calendars and feeds have to know of a thing that they tell of again and again."""

from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ethreader.base.db import Moment


def _new_uid() -> str:
    return str(uuid4())


def this_second() -> datetime:
    """Return the current moment, without its fraction of a second."""
    return datetime.now(UTC).replace(microsecond=0)


class Announced:
    """The columns of what is announced: who it stays, and when it became another."""

    # Whatever its slug and its dates become; random, so that it tells nothing.
    uid: Mapped[str] = mapped_column(String(36), default=_new_uid, unique=True)
    # How often its dates, its status or its place were changed.
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[Moment] = mapped_column(default=this_second)
