"""The front matter of content files: which fields there are, and what may stand in them.

YAML is read without guessing types (a time is text, “no” is Norway), so every field says
here what it takes.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Annotated, Literal
from unicodedata import category
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from ethreader.events.dates import Span
from ethreader.events.models import Attendance, CommentPolicy, Role, Status

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})")
_LINE_BREAKERS = {"Cc", "Cs", "Zl", "Zp"}  # Unicode: controls, halves, line and paragraph ends.
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")


class When(BaseModel):
    """A day, with an hour or without."""

    day: date
    hour: time | None

    def __str__(self) -> str:
        return f"{self.day}T{self.hour:%H:%M}" if self.hour else f"{self.day}"


def _when(text: object) -> object:
    message = "give a day like 2022-04-05, or a day with an hour like 2022-04-05T09:30"
    if not isinstance(text, str):
        raise ValueError(message)
    match = _MOMENT.fullmatch(text)
    try:
        if match:
            moment = datetime.fromisoformat(f"{match[1]}T{match[2]}")
            return When(day=moment.date(), hour=moment.time())
        if _DAY.fullmatch(text):
            return When(day=date.fromisoformat(text), hour=None)
    except ValueError:
        pass
    raise ValueError(message)


def _day(text: object) -> date:
    message = "give a day like 2022-04-05"
    if not isinstance(text, str) or not _DAY.fullmatch(text):
        raise ValueError(message)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(message) from None


def _slug(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text) or len(text) > 120:
        message = "use small letters a to z, digits and single hyphens, 120 at most"
        raise ValueError(message)
    return text


def _url(text: str) -> str:
    message = "give a web address that starts with https:// or http://"
    try:
        parts = urlsplit(text)
    except ValueError:
        raise ValueError(message) from None
    is_one_word = all(character.isprintable() and not character.isspace() for character in text)
    if parts.scheme not in {"http", "https"} or not parts.netloc or not is_one_word:
        raise ValueError(message)
    return text


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        message = "give a language tag like en, de, sr or sr-Cyrl"
        raise ValueError(message)
    return text


def _time_zone(text: str) -> str:
    if text not in available_timezones():
        message = "give a time zone by its IANA name, like Europe/Vienna"
        raise ValueError(message)
    return text


def _country(text: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", text):
        message = "give two capital letters, like AT"
        raise ValueError(message)
    return text


def _one_line(text: str) -> str:
    if not text.strip() or any(category(character) in _LINE_BREAKERS for character in text):
        message = "give one line of text"
        raise ValueError(message)
    return text


SlugText = Annotated[str, AfterValidator(_slug)]
Url = Annotated[str, Field(max_length=500), AfterValidator(_url)]
LanguageTag = Annotated[str, AfterValidator(_language)]
Day = Annotated[date, BeforeValidator(_day)]
DayOrMoment = Annotated[When, BeforeValidator(_when)]
Line = Annotated[str, AfterValidator(_one_line)]
Line120 = Annotated[Line, Field(max_length=120)]
Line200 = Annotated[Line, Field(max_length=200)]
Line300 = Annotated[Line, Field(max_length=300)]
Line600 = Annotated[Line, Field(max_length=600)]


class FrontMatter(BaseModel):
    """What all front matter has in common: no field that is not known."""

    model_config = ConfigDict(extra="forbid")


class Place(FrontMatter):
    """Where an event takes place."""

    name: Line200 | None = None
    address: Line300 | None = None
    locality: Line120 | None = None
    country: Annotated[str, AfterValidator(_country)] | None = None


class OrganisationInRole(FrontMatter):
    """An organisation behind an event."""

    organisation: SlugText
    role: Role
    note: Line200 | None = None


class SpeakerInRole(FrontMatter):
    """A speaker's part in an event."""

    speaker: SlugText
    role: Line120
    affiliation: Line200 | None = None
    topic: Line300 | None = None


class Link(FrontMatter):
    """A link with its words."""

    label: Line120
    url: Url


class OrganisationFile(FrontMatter):
    """An organisation; the file has no text below its front matter."""

    kind: Literal["organisation"]
    name: Line200
    description: Line300 | None = None
    url: Url | None = None


class SpeakerFile(FrontMatter):
    """A speaker; the text below is the story of their work."""

    kind: Literal["speaker"]
    name: Line200
    headline: Line300 | None = None
    language: LanguageTag = "en"
    links: list[Link] = []


def _refuse_twice(field: str, pairs: Iterable[tuple[str, str]]) -> None:
    seen = set()
    for number, (slug, role) in enumerate(pairs, start=1):
        if (slug, role) in seen:
            message = f"{field}.{number}: “{slug}” stands there already in the role “{role}”"
            raise ValueError(message)
        seen.add((slug, role))


class EventFile(FrontMatter):
    """An event; the text below is the article. Without text it is a fact, not a page."""

    kind: Literal["event"]
    name: Line300
    headline: Line300 | None = None
    summary: Line600 | None = None
    language: LanguageTag = "en"
    published: Day | None = None
    starts: DayOrMoment
    ends: DayOrMoment | None = None
    time_zone: Annotated[str, AfterValidator(_time_zone)] | None = None
    status: Status = Status.PLANNED
    status_note: Line300 | None = None
    previously: list[DayOrMoment] = []
    attendance: Attendance = Attendance.IN_PERSON
    place: Place = Place()
    online: Url | None = None
    part_of: SlugText | None = None
    organisations: list[OrganisationInRole] = []
    speakers: list[SpeakerInRole] = []
    comments: CommentPolicy = CommentPolicy.HELD
    comments_close_after: Annotated[int, Field(ge=1, le=3650)] | None = None

    @model_validator(mode="after")
    def _check_times(self) -> "EventFile":
        ends = self.ends or self.starts
        if self.starts.hour is None and ends.hour is not None:
            message = "starts: give the hour as well, or leave it out of “ends” too"
            raise ValueError(message)
        if self.starts.hour and self.time_zone is None:
            message = "time_zone: say in which time zone the hours are, like Europe/Vienna"
            raise ValueError(message)
        begins = (self.starts.day, self.starts.hour or time.min)
        if self.ends and (ends.day, ends.hour or time.max) <= begins:
            message = "ends: the end must come after the beginning"
            raise ValueError(message)
        if self.comments_close_after is not None and self.comments is CommentPolicy.CLOSED:
            message = "comments_close_after: comments are closed already; leave it out"
            raise ValueError(message)
        if self.previously and self.status is not Status.RESCHEDULED:
            message = "previously: earlier dates belong to the status “rescheduled”"
            raise ValueError(message)
        _refuse_twice(
            "organisations", ((each.organisation, each.role) for each in self.organisations)
        )
        _refuse_twice("speakers", ((each.speaker, each.role) for each in self.speakers))
        return self

    def span(self, default_zone: ZoneInfo) -> Span:
        """Return when it takes place; a day without a zone is one of `default_zone`."""
        ends = self.ends
        return Span(
            first_day=self.starts.day,
            last_day=(ends or self.starts).day,
            starts_at=self.starts.hour,
            ends_at=ends.hour if ends else None,
            zone=ZoneInfo(self.time_zone) if self.time_zone else default_zone,
        )
