"""What an editor says of an event and of an organisation: the one list of their fields.

Files are read into these classes and written from them, rules store them, and a form in the
browser can take limits, choices and defaults from here (`model_fields`, `model_json_schema`).
A new field is a line here, a column of the same name in `models`, and a migration.
"""

from datetime import time
from functools import cached_property
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from ethreader.base.fields import (
    Day,
    Fields,
    LanguageTag,
    Line120,
    Line200,
    Line300,
    Line600,
    SlugText,
    TimeZoneName,
    Url,
)
from ethreader.base.markup import article_html
from ethreader.events.choices import Attendance, CommentPolicy, Role, Status
from ethreader.events.date_fields import DayOrHour, DayOrHourText
from ethreader.events.dates import EventTime, Span
from ethreader.events.models import Appearance, Event, Involvement, Organisation
from ethreader.events.place_fields import PlaceFields
from ethreader.events.slips import refuse_twice
from ethreader.i18n.texts import gettext
from ethreader.pictures.fields import PictureFields


class OrganisationFields(Fields):
    """All that is said of an organisation."""

    slug: SlugText
    name: Line200
    description: Line300 = ""
    url: Url = ""

    @classmethod
    def of(cls, organisation: Organisation) -> Self:
        """Return what is stored of an organisation."""
        return cls.copied_from(organisation)


class InvolvementFields(Fields):
    """An organisation behind an event, by its slug."""

    derived = frozenset({"organisation"})

    organisation: SlugText
    role: Role
    note: Line200 = ""

    @classmethod
    def of(cls, involvement: Involvement) -> Self:
        """Return what is stored of an organisation's role."""
        return cls.copied_from(involvement, organisation=involvement.organisation.slug)


class AppearanceFields(Fields):
    """A speaker's part in an event, by the speaker's slug."""

    derived = frozenset({"speaker"})

    speaker: SlugText
    role: Line120
    affiliation: Line200 = ""
    topic: Line300 = ""

    @classmethod
    def of(cls, appearance: Appearance) -> Self:
        """Return what is stored of a speaker's part."""
        return cls.copied_from(appearance, speaker=appearance.speaker.slug)


class EventFields(Fields):
    """All that is said of an event. Without a body it is a fact, not a page."""

    derived = frozenset(
        {
            *("starts", "ends", "time_zone", "place"),
            *("part_of", "organisations", "speakers", "picture"),
        }
    )

    slug: SlugText
    name: Line300
    headline: Line300 = ""
    summary: Line600 = ""
    language: LanguageTag = "en"
    published_on: Day | None = Field(default=None, alias="published")
    starts: DayOrHour
    ends: DayOrHour | None = None
    time_zone: TimeZoneName | None = None
    status: Status = Status.PLANNED
    status_note: Line300 = ""
    previously: list[DayOrHourText] = Field(default_factory=list)
    attendance: Attendance = Attendance.IN_PERSON
    place: PlaceFields = PlaceFields()
    online_url: Url = Field(default="", alias="online")
    registration_url: Url = Field(default="", alias="registration")
    part_of: SlugText | None = None
    organisations: list[InvolvementFields] = Field(default_factory=list)
    speakers: list[AppearanceFields] = Field(default_factory=list)
    comments: CommentPolicy = CommentPolicy.HELD
    comments_close_after: Annotated[int, Field(ge=1, le=3650)] | None = None
    picture: PictureFields | None = None
    body: str = ""

    @cached_property
    def body_html(self) -> str:
        """The body as it is shown, rendered when it is first asked for."""
        return article_html(self.body)

    @classmethod
    def of(cls, event: Event) -> Self:
        """Return what is stored of an event."""
        says_its_end = event.ends_at is not None or event.last_day != event.first_day
        return cls.copied_from(
            event,
            starts=EventTime(day=event.first_day, hour=event.starts_at),
            ends=EventTime(day=event.last_day, hour=event.ends_at) if says_its_end else None,
            time_zone=event.time_zone,
            place=PlaceFields.of(event.place),
            part_of=event.parent.slug if event.parent else None,
            organisations=[InvolvementFields.of(each) for each in event.involvements],
            speakers=[AppearanceFields.of(each) for each in event.appearances],
            picture=PictureFields.of(event),
        )

    def span(self, default_zone: ZoneInfo) -> Span:
        """Return when it takes place; a day without a zone is one of `default_zone`."""
        return Span(
            first_day=self.starts.day,
            last_day=(self.ends or self.starts).day,
            starts_at=self.starts.hour,
            ends_at=self.ends.hour if self.ends else None,
            zone=ZoneInfo(self.time_zone) if self.time_zone else default_zone,
        )

    @model_validator(mode="after")
    def _check_hours(self) -> Self:
        if self.starts.hour is None and self.ends and self.ends.hour is not None:
            said = gettext("give the hour as well, or leave it out of “ends” too")
            raise ValueError(f"starts: {said}")
        if self.starts.hour and self.time_zone is None:
            said = gettext("say in which time zone the hours are, like Europe/Vienna")
            raise ValueError(f"time_zone: {said}")
        return self

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        begins = (self.starts.day, self.starts.hour or time.min)
        if self.ends and (self.ends.day, self.ends.hour or time.max) <= begins:
            hint = self.ends.next_day_if_night_after(self.starts)
            said = gettext("the end must come after the beginning")
            raise ValueError(f"ends: {said}{hint}")
        return self

    @model_validator(mode="after")
    def _check_clocks(self) -> Self:
        zone = ZoneInfo(self.time_zone or "UTC")
        self.starts.refuse_if_skipped(zone, field="starts")
        (self.ends or self.starts).refuse_if_skipped(zone, field="ends")
        for number, earlier in enumerate(self.previously, start=1):
            EventTime.parse(earlier).refuse_if_skipped(zone, field=f"previously.{number}")
        return self

    @model_validator(mode="after")
    def _check_what_belongs_together(self) -> Self:
        if self.comments_close_after is not None and self.comments is CommentPolicy.CLOSED:
            said = gettext("comments are closed already; leave it out")
            raise ValueError(f"comments_close_after: {said}")
        if self.previously and self.status is Status.PLANNED:
            said = gettext(
                "an event with earlier dates is no longer “planned”; its status may be "
                "“rescheduled”"
            )
            raise ValueError(f"previously: {said}")
        if self.status is Status.MOVED_ONLINE and self.attendance is not Attendance.ONLINE:
            said = gettext("what moved online has the attendance “online”")
            raise ValueError(f"attendance: {said}")
        return self

    @model_validator(mode="after")
    def _check_roles(self) -> Self:
        refuse_twice("organisations", ((e.organisation, e.role) for e in self.organisations))
        refuse_twice("speakers", ((e.speaker, e.role) for e in self.speakers))
        return self
