"""Calendar files, read by `icalendar` and octet by octet; `ical.js` reads them in the browser."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given

from ethreader.events.choices import Status
from ethreader.events.models import Event
from ethreader.events.queries import event_by_slug
from ethreader.outputs.calendar_page import STATUSES, calendar_of
from ethreader.outputs.vtimezones import vtimezone
from tests.conftest import EVENT_FILE, make_event
from tests.outputs.examples import ZONES, events

MAIN = "unconditional-support-and-residence"
ONE = "/events/winter-meeting/calendar.ics"


def entry_of(text: str) -> Any:
    [entry] = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return entry


def entry_at(client: FlaskClient, url: str = ONE) -> Any:
    return entry_of(client.get(url).text)


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_vienna_goes_to_summer_time_at_two_and_back_at_three() -> None:
    rules = vtimezone(ZoneInfo("Europe/Vienna"), first_year=2022, last_year=2022)

    assert rules.to_ical().decode().split("\r\n") == [
        *("BEGIN:VTIMEZONE", "TZID:Europe/Vienna"),
        *("BEGIN:STANDARD", "DTSTART:20210101T010000", "TZNAME:CET"),
        *("TZOFFSETFROM:+0100", "TZOFFSETTO:+0100", "END:STANDARD"),
        *("BEGIN:DAYLIGHT", "DTSTART:20210328T020000", "RDATE:20220327T020000,20230326T020000"),
        *("TZNAME:CEST", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT"),
        *("BEGIN:STANDARD", "DTSTART:20211031T030000", "RDATE:20221030T030000,20231029T030000"),
        *("TZNAME:CET", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD"),
        *("END:VTIMEZONE", ""),
    ]


def offset_by_rules(rules: Any, moment: datetime) -> timedelta:
    """Return what the rules say, as RFC 5545 reads them: the last onset before a moment."""
    onsets: list[tuple[datetime, timedelta]] = []
    for rule in rules.subcomponents:
        more = [each.dt for each in rule["rdate"].dts] if "rdate" in rule else []
        for onset in (rule["dtstart"].dt, *more):
            begins = onset.replace(tzinfo=UTC) - rule["tzoffsetfrom"].td
            onsets.append((begins, rule["tzoffsetto"].td))
    _, offset = max(each for each in onsets if each[0] <= moment)
    return offset


@pytest.mark.parametrize("name", ZONES)
def test_rules_of_a_zone_say_of_each_hour_what_the_zone_says(name: str) -> None:
    zone = ZoneInfo(name)
    rules = vtimezone(zone, first_year=2010, last_year=2012)

    for hours in range(0, 3 * 365 * 24, 5):
        moment = datetime(2010, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
        assert offset_by_rules(rules, moment) == moment.astimezone(zone).utcoffset(), moment


def test_entry_of_a_side_event_says_all_that_is_known(reader: FlaskClient) -> None:
    response = reader.get(f"/events/{MAIN}/calendar.ics")
    lines = unfolded(response.data)

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == f'inline; filename="{MAIN}.ics"'
    assert "DTSTART;TZID=Europe/Vienna:20220405T093000" in lines
    assert "DTEND;TZID=Europe/Vienna:20220405T110000" in lines
    assert "DTSTART:20210328T020000" in lines
    assert "LOCATION:Vienna\\, Austria" in lines
    assert "STATUS:CONFIRMED" in lines
    assert f"URL:http://127.0.0.1:8000/events/{MAIN}/" in lines
    parent = event_by_slug("22nd-alliance-conference")
    assert parent is not None
    assert f"RELATED-TO;RELTYPE=PARENT:{parent.uid}" in lines
    assert [line for line in lines if line.startswith(("ORGANIZER", "ATTENDEE", "CONTACT"))] == []
    assert "Andjelković" not in response.text


def test_days_alone_end_on_the_day_after_the_last(app: Flask, tmp_path: Path) -> None:
    make_event(tmp_path, "winter-meeting", days_alone())

    lines = unfolded(app.test_client().get(ONE).data)

    assert "DTSTART;VALUE=DATE:20220404" in lines
    assert "DTEND;VALUE=DATE:20220407" in lines
    assert "BEGIN:VTIMEZONE" not in lines


def days_alone() -> str:
    text = EVENT_FILE.replace("2026-02-03T18:00", "2022-04-04")
    return text.replace("2026-02-03T20:00", "2022-04-06")


@pytest.mark.parametrize(
    ("change", "step"),
    [
        pytest.param(("2026-02-03", "2026-02-05"), 1, id="another day"),
        pytest.param(("T20:00", "T21:00"), 1, id="another end"),
        pytest.param(("starts:", "status: cancelled\nstarts:"), 1, id="cancelled"),
        pytest.param(("starts:", "place:\n  locality: Niš\nstarts:"), 1, id="another place"),
        pytest.param(("starts:", "attendance: online\nstarts:"), 1, id="online instead"),
        pytest.param(("**winter**", "winter"), 0, id="another text"),
    ],
)
def test_change_is_told_under_the_same_uid(
    app: Flask, tmp_path: Path, clock: Any, change: tuple[str, str], step: int
) -> None:
    make_event(tmp_path, "winter-meeting", EVENT_FILE)
    before = entry_at(app.test_client())
    clock.shift(3600)

    make_event(tmp_path, "winter-meeting", EVENT_FILE.replace(*change))

    after = entry_at(app.test_client())
    assert after["uid"] == before["uid"]
    assert (before["sequence"], after["sequence"]) == (0, step)
    assert after["last-modified"].dt - before["last-modified"].dt == timedelta(hours=1)


def test_what_is_imported_again_unchanged_is_not_told_as_changed(
    app: Flask, tmp_path: Path, clock: Any
) -> None:
    make_event(tmp_path, "winter-meeting", EVENT_FILE)
    before = app.test_client().get(ONE).data
    clock.shift(3600)

    make_event(tmp_path, "winter-meeting", EVENT_FILE)

    assert app.test_client().get(ONE).data == before


def test_uid_tells_neither_number_nor_date(event: Event) -> None:
    assert len(event.uid) == 36
    assert event.uid[14] == "4"  # Random (RFC 9562).


@pytest.mark.parametrize(
    ("slug", "status", "title"),
    [
        ("example-cancelled-training", "CANCELLED", "Cancelled: Training for border staff"),
        ("example-postponed-lecture", "TENTATIVE", "Postponed: "),
        ("example-moved-workshop", "CONFIRMED", "Workshop on plain language"),
    ],
)
def test_status_is_told(reader: FlaskClient, slug: str, status: str, title: str) -> None:
    entry = entry_at(reader, f"/events/{slug}/calendar.ics")

    assert entry["status"] == status
    assert entry["summary"].startswith(title)
    assert "dtstart" in entry


def test_moved_event_says_its_old_date(reader: FlaskClient) -> None:
    entry = entry_at(reader, "/events/example-moved-workshop/calendar.ics")

    assert "Originally 8 April" in entry["description"]


def test_subscription_has_what_is_not_long_over(reader: FlaskClient) -> None:
    response = reader.get("/events.ics")
    calendar: Any = icalendar.Calendar.from_ical(response.text)
    zones = [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")]
    statuses = {str(entry["status"]) for entry in calendar.walk("VEVENT")}

    assert zones == ["Europe/Belgrade"]
    assert statuses == {"CONFIRMED", "TENTATIVE", "CANCELLED"}
    assert MAIN not in response.text  # It was in 2022.
    assert calendar["refresh-interval"].dt == timedelta(hours=12)
    assert response.data.count(b"BEGIN:VCALENDAR") == 1


@pytest.mark.parametrize("url", ["/events/nowhere/calendar.ics", "/events/a.ics"])
def test_calendar_of_nothing_is_not_found(reader: FlaskClient, url: str) -> None:
    assert reader.get(url).status_code == 404


def test_fact_without_a_page_has_no_calendar(reader: FlaskClient) -> None:
    assert reader.get("/events/22nd-alliance-conference/calendar.ics").status_code == 404


def test_every_calendar_is_kept_by_its_format(app: Flask) -> None:
    with app.test_request_context():

        @given(events())
        def keeps_its_format(event: Event) -> None:
            content = calendar_of([event]).to_ical()
            lines = content.split(b"\r\n")
            assert b"\n" not in content.replace(b"\r\n", b"")
            assert max(map(len, lines)) <= 75
            content.decode()
            for line in lines:
                line.decode()  # No sign is split.
            check_times(event, entry_of(content.decode()))
            text = content.decode()
            assert text.count("BEGIN:VTIMEZONE") == text.count("DTSTART;TZID=")
            assert text.count("DTSTAMP:") == 1

        keeps_its_format()


def check_times(event: Event, entry: Any) -> None:
    span, begins = event.span, entry["dtstart"].dt
    assert entry["uid"] == event.uid
    assert entry["status"] == STATUSES[event.status]
    assert entry["summary"].endswith(event.name)
    if span.starts_at is None:
        assert type(begins) is date
        assert (begins, entry["dtend"].dt) == (span.first_day, span.last_day + timedelta(days=1))
        return
    assert begins.astimezone(UTC) == span.begins.astimezone(UTC)
    if "dtend" in entry:
        assert entry["dtend"].dt.astimezone(UTC) == span.ends.astimezone(UTC)
        assert entry["dtend"].dt.astimezone(UTC) > begins.astimezone(UTC)
    else:
        assert span.ends_at is None or span.ends <= span.begins


def test_all_statuses_are_told() -> None:
    assert set(STATUSES) == set(Status)


def test_calendar_speaks_the_language_of_its_url(reader: FlaskClient) -> None:
    cancelled = entry_at(reader, "/de/events/example-cancelled-training/calendar.ics")
    moved = entry_at(reader, "/de/events/example-moved-workshop/calendar.ics")

    assert cancelled["summary"] == "Abgesagt: Training for border staff"
    assert "Ursprünglich 8. April" in moved["description"]
    assert "/de/events/" in moved["url"]
