"""Whether readers see what editors wrote: one state for events, speakers and pages.

A row holds what is published, was, or will be on a day that is set. What an editor has not
finished is no row of these tables.
"""

from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from ethreader.base.db import Moment, choice


class ContentKind(StrEnum):
    """What editors write."""

    EVENT = "event"
    SPEAKER = "speaker"
    ORGANISATION = "organisation"
    PAGE = "page"
    SITE = "site"
    TRANSLATION = "translation"  # What an event says in one more language.
    SPEAKER_TEXT = "speaker-text"  # What is said of a speaker in one more language.


class ContentState(StrEnum):
    """Where it stands for readers."""

    # To be published at `publish_at`; without one, with the first event that names it.
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"  # A tombstone stands in its place, which names nobody.


class Publishable:
    """The columns of what has a state; readers' queries show what is published, and no other."""

    state: Mapped[ContentState] = mapped_column(
        choice(ContentState), default=ContentState.PUBLISHED, server_default="published"
    )
    publish_at: Mapped[Moment | None]  # While it is scheduled. Housekeeping publishes it then.

    @property
    def is_published(self) -> bool:
        """Whether readers see it."""
        return self.state is ContentState.PUBLISHED

    @property
    def is_waiting(self) -> bool:
        """Whether it was never published and has no day for it."""
        return self.state is ContentState.SCHEDULED and self.publish_at is None
