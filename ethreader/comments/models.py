"""What readers write."""

import secrets
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, SmallInteger, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ethreader.base.db import Key, Model, Moment, choice
from ethreader.events.models import Event
from ethreader.screening.urgency import Urgency


class State(StrEnum):
    """Where a comment stands; only a published one is seen by the public."""

    PENDING = "pending"
    PUBLISHED = "published"
    REJECTED = "rejected"
    SPAM = "spam"
    WITHDRAWN = "withdrawn"


class Voice(StrEnum):
    """In whose name an official reply speaks."""

    MODERATOR = "moderator"
    ORGANISATION = "organisation"


PUBLIC_ID = r"[0-9a-f]{16}"


# PostgreSQL's own are of the same rows, by their migrations; said here, each start of a site with
# SQLite would load all that SQLAlchemy has for PostgreSQL.
# What most people send, a comment that is no reply and waits, is in none of them: each index is
# one more page that its transaction writes.
ROOTS_ONLY: Any = {"sqlite_where": text("root_id IS NULL AND is_visible = 1")}
BRANCHES_ONLY: Any = {"sqlite_where": text("root_id IS NOT NULL")}
REPLIES_ONLY: Any = {"sqlite_where": text("parent_id IS NOT NULL")}
PINNED_ONLY: Any = {"sqlite_where": text("is_pinned = 1")}  # As SQLAlchemy asks for it.


def new_public_id() -> str:
    """Return a random id: nobody can count, by ids, what is hidden."""
    return secrets.token_hex(8)


class Comment(Model):
    """A reader's remark; public pages see it only as a `PublicComment`."""

    __tablename__ = "comment"

    id: Mapped[Key]
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=new_public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    root_id: Mapped[int | None]  # The comment that began its branch; that one has none.
    # Digest of what the browser made, one per filled-in form; unknown where no script ran.
    idempotency_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(80))  # Empty: the reader gave none.
    body: Mapped[str] = mapped_column(Text)  # Markdown, as typed.
    body_html: Mapped[str] = mapped_column(Text)
    # What it said when somebody replied, if it was changed since: moderators see both.
    replied_body: Mapped[str | None] = mapped_column(Text)
    is_edited: Mapped[bool] = mapped_column(default=False)  # After readers could see it.
    state: Mapped[State] = mapped_column(choice(State), index=True)
    flags: Mapped[list[str]] = mapped_column(JSON)  # What screening noticed.
    urgency: Mapped[int] = mapped_column(SmallInteger, default=Urgency.PLAIN)  # By its flags.
    received_on: Mapped[date]  # In the organisation's time zone; all that stays.
    received_at: Mapped[Moment | None]  # The moment, until it has been decided on.
    # When readers could first read it as it is now: feeds tell the day.
    updated_at: Mapped[Moment | None]
    # Grows with what a moderator looks at: the state, the text, the pin. Counts leave it alone.
    version: Mapped[int] = mapped_column(default=1)
    voice: Mapped[Voice | None] = mapped_column(choice(Voice))  # Readers have none.
    is_pinned: Mapped[bool] = mapped_column(default=False)  # Stands first; one of an event.
    # A moderator has read these very words, and lets them stand.
    is_reviewed: Mapped[bool] = mapped_column(default=False)

    # Kept by `counts` at each change of a state, so that reading a page counts nothing.
    reply_count: Mapped[int] = mapped_column(default=0)  # Published ones, at any depth below.
    is_visible: Mapped[bool] = mapped_column(default=False)  # Published, or a stub that holds some.
    publication_no: Mapped[int | None]  # The number of its latest publication within the event.

    event: Mapped[Event] = relationship()
    parent: Mapped["Comment | None"] = relationship(remote_side="Comment.id")

    __table_args__ = (
        Index("ix_comment_roots", "event_id", "id", **ROOTS_ONLY),
        Index("ix_comment_roots_by_replies", "event_id", "reply_count", "id", **ROOTS_ONLY),
        Index("ix_comment_pinned", "event_id", **PINNED_ONLY),
        Index("ix_comment_parent_id", "parent_id", **REPLIES_ONLY),
        Index("ix_comment_branch", "root_id", "is_visible", "id", **BRANCHES_ONLY),
        Index("ix_comment_urgency", "state", "urgency", "id"),
        Index("ix_comment_publication_no", "event_id", "publication_no"),
        Index("ix_comment_branch_publication_no", "root_id", "publication_no", **BRANCHES_ONLY),
    )
    __mapper_args__ = {  # noqa: RUF012 - SQLAlchemy's own form
        "version_id_col": version,
        "version_id_generator": False,
    }

    @property
    def is_public(self) -> bool:
        """Whether readers see it."""
        return self.state is State.PUBLISHED

    @property
    def is_set_apart(self) -> bool:
        """Whether it waits apart from the queue, because somebody may be in danger."""
        return self.state is State.PENDING and self.urgency == Urgency.DANGER

    @property
    def stays_if_reported(self) -> bool:
        """Whether no number of reports takes it off the page: moderators wrote or read it."""
        return self.is_reviewed or self.voice is not None
