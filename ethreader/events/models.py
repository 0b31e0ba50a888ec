"""Events, the organisations behind them and the people who speak at them."""

from datetime import date, datetime, time

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from ethreader.base.announced import Announced
from ethreader.base.content_state import Publishable
from ethreader.base.db import OWNED, Key, Model, Moment, Slug, choice
from ethreader.events.choices import Attendance, CommentPolicy, Phase, Role, Status
from ethreader.events.dates import Span, zone_named
from ethreader.events.index_models import OF_EVENTS, OF_ORGANISATIONS, OF_SPEAKERS
from ethreader.events.places import Place
from ethreader.events.terms import Commented
from ethreader.events.text_models import EventText, ToldEvent
from ethreader.pictures.models import Pictured
from ethreader.speakers.models import Speaker


class Organisation(Model):
    """Somebody who stands behind events."""

    __tablename__ = "organisation"

    id: Mapped[Key]
    slug: Mapped[Slug]
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(String(300))
    url: Mapped[str] = mapped_column(String(500))


class Event(Commented, Pictured, Announced, Publishable, ToldEvent):
    """Something that takes place, and its article; without a body a fact that others refer to."""

    __tablename__ = "event"

    id: Mapped[Key]
    slug: Mapped[Slug]
    name: Mapped[str] = mapped_column(String(300))
    headline: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(String(600))
    language: Mapped[str] = mapped_column(String(20))
    published_on: Mapped[date | None]
    body: Mapped[str] = mapped_column(Text)  # Markdown, as the editor wrote it.
    body_html: Mapped[str] = mapped_column(Text)

    first_day: Mapped[date]
    last_day: Mapped[date]
    starts_at: Mapped[time | None]
    ends_at: Mapped[time | None]
    time_zone: Mapped[str] = mapped_column(String(60))
    # The same as UTC moments, so that the database can sort and compare.
    begins: Mapped[Moment] = mapped_column(index=True)
    ends: Mapped[Moment]

    status: Mapped[Status] = mapped_column(choice(Status))
    status_note: Mapped[str] = mapped_column(String(300))
    previously: Mapped[list[str]] = mapped_column(JSON)  # Earlier starts, ISO 8601.
    attendance: Mapped[Attendance] = mapped_column(choice(Attendance))
    place_name: Mapped[str] = mapped_column(String(200))
    place_address: Mapped[str] = mapped_column(String(300))
    place_locality: Mapped[str] = mapped_column(String(120))
    place_country: Mapped[str] = mapped_column(String(2))
    place: Mapped[Place] = composite(
        "place_name", "place_address", "place_locality", "place_country"
    )
    online_url: Mapped[str] = mapped_column(String(500))
    registration_url: Mapped[str] = mapped_column(String(500))
    comments: Mapped[CommentPolicy] = mapped_column(choice(CommentPolicy))
    comments_close_after: Mapped[int | None]  # Days.
    # Kept by the comments' rules, so that a page can say them without a look at a thread.
    comment_count: Mapped[int] = mapped_column(default=0)
    publication_count: Mapped[int] = mapped_column(default=0)  # How often one was published.

    parent_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    parent: Mapped["Event | None"] = relationship(
        remote_side="Event.id", back_populates="side_events"
    )
    side_events: Mapped[list["Event"]] = relationship(
        back_populates="parent", order_by="Event.begins"
    )
    involvements: Mapped[list["Involvement"]] = relationship(
        back_populates="event", cascade=OWNED, order_by="Involvement.position"
    )
    appearances: Mapped[list["Appearance"]] = relationship(
        back_populates="event", cascade=OWNED, order_by="Appearance.position"
    )
    texts: Mapped[list[EventText]] = relationship(cascade=OWNED, order_by=EventText.language)

    __table_args__ = OF_EVENTS

    @property
    def has_page(self) -> bool:
        """Whether there is an article to read, not just a fact to refer to."""
        return bool(self.body)

    @property
    def shown_parent(self) -> "Event | None":
        """The event that it is part of, if readers see that one."""
        return self.parent if self.parent is not None and self.parent.is_published else None

    @property
    def span(self) -> Span:
        """When it takes place."""
        return Span(
            first_day=self.first_day,
            last_day=self.last_day,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            zone=zone_named(self.time_zone),
        )

    @property
    def is_off(self) -> bool:
        """Whether it does not take place on its dates."""
        return self.status in {Status.CANCELLED, Status.POSTPONED}

    def is_over(self, now: datetime) -> bool:
        """Tell whether it has passed."""
        return self.ends <= now

    def phase(self, now: datetime) -> Phase:
        """Tell where it stands in time: what is said of it holds until `begins`, then `ends`."""
        if self.is_over(now):
            return Phase.OVER
        return Phase.UNDER_WAY if self.begins <= now else Phase.UPCOMING


class Involvement(Model):
    """An organisation's role in an event."""

    __tablename__ = "involvement"
    __table_args__ = (UniqueConstraint("event_id", "organisation_id", "role"), OF_ORGANISATIONS)

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    position: Mapped[int]
    role: Mapped[Role] = mapped_column(choice(Role))
    note: Mapped[str] = mapped_column(String(200))

    event: Mapped[Event] = relationship(back_populates="involvements")
    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)


class Appearance(Model):
    """A speaker's part in an event: role and affiliation on that day."""

    __tablename__ = "appearance"
    __table_args__ = (UniqueConstraint("event_id", "speaker_id", "role"), OF_SPEAKERS)

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id"))
    position: Mapped[int]
    role: Mapped[str] = mapped_column(String(120))
    affiliation: Mapped[str] = mapped_column(String(200))
    topic: Mapped[str] = mapped_column(String(300))

    event: Mapped[Event] = relationship(back_populates="appearances")
    speaker: Mapped[Speaker] = relationship(lazy="joined", innerjoin=True)
