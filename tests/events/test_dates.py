"""When an event takes place: as moments for the rules, as words for people, for machines."""

import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo, available_timezones

import pytest

from ethreader.events.dates import EventTime, Span, zone_named
from ethreader.events.formats import (
    format_dates,
    format_hours,
    format_moment,
    format_time_zone,
    machine_datetime,
)
from ethreader.events.models import Event
from ethreader.i18n.formats import format_date, format_time

VIENNA = ZoneInfo("Europe/Vienna")


def span(
    first: str,
    last: str | None = None,
    *,
    starts: str | None = None,
    ends: str | None = None,
    zone: ZoneInfo = VIENNA,
) -> Span:
    return Span(
        first_day=date.fromisoformat(first),
        last_day=date.fromisoformat(last or first),
        starts_at=time.fromisoformat(starts) if starts else None,
        ends_at=time.fromisoformat(ends) if ends else None,
        zone=zone,
    )


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("when", "begins", "ends"),
    [
        pytest.param(
            span("2022-04-05", starts="09:30", ends="11:00"),
            "2022-04-05T07:30",
            "2022-04-05T09:00",
            id="hours count in the event's own zone",
        ),
        pytest.param(
            span("2022-04-04", "2022-04-06"),
            "2022-04-03T22:00",
            "2022-04-06T22:00",
            id="days without hours last from midnight to midnight",
        ),
        pytest.param(
            span("2022-04-05", starts="18:00"),
            "2022-04-05T16:00",
            "2022-04-05T22:00",
            id="without an end it lasts until the day is over",
        ),
        pytest.param(
            span("2022-04-05", starts="09:30"),
            "2022-04-05T07:30",
            "2022-04-05T22:00",
            id="however early it begins",
        ),
        pytest.param(
            span("2022-04-05", starts="22:00"),
            "2022-04-05T20:00",
            "2022-04-06T02:00",
            id="or for six hours, if it begins late",
        ),
        pytest.param(
            span("2022-12-31", starts="23:59", zone=ZoneInfo("Pacific/Kiritimati")),
            "2022-12-31T09:59",
            "2022-12-31T15:59",
            id="into the next year, far in the east",
        ),
        pytest.param(
            span("2022-03-26", starts="22:00"),
            "2022-03-26T21:00",
            "2022-03-27T03:00",
            id="six hours that pass in the night on which summer time begins",
        ),
        pytest.param(
            span("2022-10-29", starts="22:00"),
            "2022-10-29T20:00",
            "2022-10-30T02:00",
            id="and in the night on which it ends",
        ),
        pytest.param(
            span("2022-04-05", "2022-04-06", starts="22:00"),
            "2022-04-05T20:00",
            "2022-04-06T22:00",
            id="a last day without an hour is included",
        ),
        pytest.param(
            span("2022-04-06", "2022-04-06", starts="22:00", ends="22:01"),
            "2022-04-06T20:00",
            "2022-04-06T20:01",
            id="an end that is said is the end",
        ),
        pytest.param(
            span("2022-03-27"),
            "2022-03-26T23:00",
            "2022-03-27T22:00",
            id="the day on which summer time begins has 23 hours",
        ),
        pytest.param(
            span("2022-12-31", starts="20:00", ends="01:00", last="2023-01-01"),
            "2022-12-31T19:00",
            "2023-01-01T00:00",
            id="an evening may end in the next year",
        ),
    ],
)
def test_span_is_a_pair_of_moments(when: Span, begins: str, ends: str) -> None:
    assert (when.begins.astimezone(UTC), when.ends.astimezone(UTC)) == (utc(begins), utc(ends))


@pytest.mark.parametrize(
    ("now", "over"),
    [
        pytest.param("2022-04-05T08:59:59", False, id="not a second before its end"),
        pytest.param("2022-04-05T09:00:00", True, id="from its end on"),
    ],
)
def test_event_is_over_from_its_end_on(now: str, over: bool) -> None:
    event = Event(ends=span("2022-04-05", starts="09:30", ends="11:00").ends)

    assert event.is_over(utc(now)) is over


@pytest.mark.parametrize(
    ("when", "words"),
    [
        pytest.param(span("2022-04-05"), "5 April 2022", id="one day"),
        pytest.param(span("2022-04-04", "2022-04-06"), "4–6 April 2022", id="days of a month"),
        pytest.param(
            span("2022-04-30", "2022-05-02"), "30 April – 2 May 2022", id="days of two months"
        ),
        pytest.param(
            span("2022-12-30", "2023-01-02"),
            "30 December 2022 – 2 January 2023",
            id="days of two years",
        ),
        pytest.param(
            span("2022-04-05", "2023-04-05"),
            "5 April 2022 – 5 April 2023",
            id="the same day a year later",
        ),
    ],
)
def test_days_are_spoken_without_saying_a_part_twice(when: Span, words: str) -> None:
    assert format_dates(when) == words


@pytest.mark.parametrize(
    ("when", "words"),
    [
        pytest.param(span("2022-04-05", starts="09:30", ends="11:00"), "9:30–11:00", id="both"),
        pytest.param(span("2022-04-05", starts="18:00"), "from 18:00", id="the start alone"),
        pytest.param(span("2022-04-05"), "", id="none"),
        pytest.param(
            span("2022-04-05", starts="00:00", ends="00:05"), "0:00–0:05", id="midnight is an hour"
        ),
    ],
)
def test_hours_are_spoken_as_far_as_they_are_known(when: Span, words: str) -> None:
    assert format_hours(when) == words


@pytest.mark.parametrize(
    ("day", "zone", "words"),
    [
        pytest.param("2022-04-05", "Europe/Vienna", "Vienna time (CEST)", id="summer time"),
        pytest.param("2022-01-05", "Europe/Vienna", "Vienna time (CET)", id="winter time"),
        pytest.param("2022-01-05", "America/New_York", "New York time (EST)", id="two words"),
        pytest.param(
            "2022-01-05",
            "America/Argentina/Buenos_Aires",
            "Buenos Aires time (UTC-03:00)",
            id="a zone without an abbreviation",
        ),
        pytest.param("2022-01-05", "UTC", "UTC", id="no zone of a place"),
        pytest.param("2022-07-05", "CET", "Central European Time (CEST)", id="a region's"),
        pytest.param("2022-01-05", "WET", "Western European Time (WET)", id="another region's"),
        pytest.param("2022-01-05", "EST", "Eastern Time (EST)", id="a fixed hour of America's"),
        pytest.param("2022-07-05", "EST5EDT", "Eastern Time (EDT)", id="POSIX's"),
        pytest.param("2022-01-05", "GMT", "GMT", id="Greenwich"),
        pytest.param("2022-01-05", "Etc/Greenwich", "GMT", id="Greenwich by its name"),
        pytest.param("2022-07-05", "MET", "Central European Time (CEST)", id="a region's again"),
        pytest.param("2022-07-05", "EET", "Eastern European Time (EEST)", id="in the east"),
        pytest.param("2022-07-05", "MST", "Mountain Time (MST)", id="without summer time"),
        pytest.param("2022-07-05", "HST", "Hawaii-Aleutian Time (HST)", id="on islands"),
        pytest.param("2022-07-05", "CST6CDT", "Central Time (CDT)", id="POSIX's, in the middle"),
        pytest.param("2022-07-05", "MST7MDT", "Mountain Time (MDT)", id="POSIX's, in mountains"),
        pytest.param("2022-07-05", "PST8PDT", "Pacific Time (PDT)", id="POSIX's, at the coast"),
        pytest.param("2022-01-05", "Etc/Universal", "UTC", id="another name of UTC's"),
        pytest.param("2022-01-05", "Etc/GMT0", "GMT", id="Greenwich as POSIX has it"),
        pytest.param("2022-01-05", "Zulu", "UTC", id="the Navy's"),
        pytest.param("2022-01-05", "Etc/UCT", "UTC", id="an old name of UTC's"),
        pytest.param(
            "2022-01-05", "Etc/GMT+5", "UTC-05:00", id="whose sign is the other way round"
        ),
        pytest.param("2022-01-05", "Etc/GMT-5", "UTC+05:00", id="and so"),
        pytest.param("2022-01-05", "Factory", "local time", id="nobody's"),
        pytest.param("2022-01-05", "US/Eastern", "New York time (EST)", id="a country's old name"),
        pytest.param("2022-01-05", "GB", "London time (GMT)", id="a country"),
        pytest.param("2022-07-05", "Japan", "Tokyo time (JST)", id="another country"),
        pytest.param("2022-01-05", "Europe/Kiev", "Kyiv time (EET)", id="a city's old name"),
        pytest.param(
            "2022-01-05", "Asia/Kathmandu", "Kathmandu time (UTC+05:45)", id="a quarter of an hour"
        ),
    ],
)
def test_zone_is_spoken_as_people_say_it(day: str, zone: str, words: str) -> None:
    assert format_time_zone(span(day, starts="12:00", zone=ZoneInfo(zone))) == words


@pytest.mark.parametrize(
    ("when", "value"),
    [
        pytest.param(span("2022-04-05"), "2022-04-05", id="a day has no hour and no offset"),
        pytest.param(
            span("2022-04-05", starts="09:30"), "2022-04-05T09:30+02:00", id="summer time"
        ),
        pytest.param(
            span("2022-01-05", starts="09:30"), "2022-01-05T09:30+01:00", id="winter time"
        ),
        pytest.param(
            span("2022-04-05", starts="00:00"), "2022-04-05T00:00+02:00", id="midnight is an hour"
        ),
        pytest.param(
            span("2022-04-05", starts="09:30", zone=ZoneInfo("UTC")),
            "2022-04-05T09:30+00:00",
            id="UTC",
        ),
    ],
)
def test_machine_reads_the_start_with_its_offset(when: Span, value: str) -> None:
    assert machine_datetime(when.first_day, when.starts_at, when) == value


@pytest.mark.parametrize(
    ("when", "value"),
    [
        pytest.param(
            span("2022-03-26", "2022-03-27", starts="22:00", ends="06:00"),
            "2022-03-27T06:00+02:00",
            id="of another day",
        ),
        pytest.param(
            span("2022-03-26", "2022-03-27", starts="06:00", ends="06:00"),
            "2022-03-27T06:00+02:00",
            id="at the same hour of another day",
        ),
        pytest.param(
            span("2022-03-27", starts="01:00", ends="23:00"),
            "2022-03-27T23:00+02:00",
            id="of the same day",
        ),
    ],
)
def test_machine_reads_the_end_with_its_own_offset(when: Span, value: str) -> None:
    assert machine_datetime(when.last_day, when.ends_at, when) == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2022-04-05", "5 April 2022"),
        ("2022-04-05T09:30", "5 April 2022, 9:30"),
        ("2022-12-31T00:00", "31 December 2022, 0:00"),
        ("2022-12-31T24:00", "1 January 2023, 0:00"),
        ("in spring", "in spring"),
    ],
)
def test_iso_moments_are_spoken(text: str, words: str) -> None:
    assert format_moment(text) == words


def test_day_and_time_are_spoken_without_leading_zeros() -> None:
    assert (format_date(date(2022, 4, 5)), format_time(time(9, 5))) == ("5 April 2022", "9:05")


@pytest.mark.parametrize(
    ("day", "zone"),
    [("2011-12-30", "Pacific/Apia"), ("1993-08-21", "Pacific/Kwajalein")],
)
def test_day_that_a_zone_never_had_is_refused_in_words(day: str, zone: str) -> None:
    """Both went to the other side of the date line; the days before and after were there."""
    moment = EventTime.parse(day)
    before = EventTime(day=moment.day - timedelta(days=1), hour=None)

    with pytest.raises(ValueError, match=f"ends: the calendar of {zone} has no {day}"):
        moment.refuse_if_skipped(ZoneInfo(zone), field="ends")
    before.refuse_if_skipped(ZoneInfo(zone), field="ends")


def test_zone_whose_hours_change_in_between_has_no_abbreviation() -> None:
    night = span("2026-03-28", "2026-03-29", starts="22:00", ends="06:00")

    assert format_time_zone(night) == "Vienna time"


def test_every_zone_has_a_name_without_a_puzzle() -> None:
    puzzle = re.compile(r"Unknown|_|/|Factory|localtime|Etc|GMT[+-]")
    names = {
        name: format_time_zone(span("2026-07-05", starts="12:00", zone=ZoneInfo(name)))
        for name in available_timezones()
    }

    assert {name: words for name, words in names.items() if puzzle.search(words)} == {}


@pytest.mark.parametrize("key", ["localtime", "posixrules", "Etc/Unknown"])
def test_zone_of_the_machine_is_shown_as_local_time(key: str) -> None:
    with (Path(TZPATH[0]) / "Europe" / "Vienna").open("rb") as file:
        zone = ZoneInfo.from_file(file, key=key)

    assert format_time_zone(span("2026-07-05", starts="12:00", zone=zone)) == "local time"


@pytest.mark.parametrize("name", ["Europe/Atlantis", "Europe", "../passwd", "", "a\0b", "é" * 50])
def test_unknown_zone_is_shown_as_local_time(name: str) -> None:
    when = span("2026-07-05", starts="12:00", ends="14:00", zone=zone_named(name))

    assert format_time_zone(when) == "local time"
    assert format_hours(when) == "12:00–14:00"
    assert machine_datetime(when.first_day, when.starts_at, when) == "2026-07-05T12:00"
