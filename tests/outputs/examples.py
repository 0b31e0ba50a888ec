"""Events of every status, zone and length, as a property test makes them: never stored."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from hypothesis import strategies as st

from ethreader.events.choices import Attendance, Status
from ethreader.events.dates import Span, zone_named
from ethreader.events.models import Event
from ethreader.events.places import Place

ZONES = (
    *("Europe/Vienna", "Europe/Belgrade", "Europe/Dublin", "Africa/Casablanca", "Asia/Kathmandu"),
    *("America/St_Johns", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia", "UTC"),
)
HOURS = st.times(min_value=time(0), max_value=time(23, 59)).map(
    lambda hour: hour.replace(second=0, microsecond=0)
)
TEXTS = (
    *("Plain", "Comma, semicolon; back\\slash", "Ђурђа и Đurđa"),
    *("ж" * 200, "<b>&amp;</b>", "“Quoted”\u2028"),
)
WORDS = st.sampled_from(TEXTS)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first = draw(st.dates(date(1995, 1, 1), date(2040, 12, 31)))
    last = first + timedelta(days=draw(st.integers(0, 5)))
    begins = draw(st.none() | HOURS)
    ends = draw(st.none() | HOURS) if begins else None
    if ends and begins and first == last and ends <= begins:
        last += timedelta(days=1)
    zone = zone_named(draw(st.sampled_from(ZONES)))
    return Span(first_day=first, last_day=last, starts_at=begins, ends_at=ends, zone=zone)


@st.composite
def events(draw: st.DrawFn) -> Event:
    span = draw(spans())
    status = draw(st.sampled_from(Status))
    event = Event(
        slug="example",
        uid=str(UUID(int=draw(st.integers(0, 2**128 - 1)))),
        sequence=draw(st.integers(0, 3)),
        changed_at=datetime(2026, 2, 3, 9, tzinfo=UTC),
        name=draw(WORDS),
        headline=draw(st.just("") | WORDS),
        summary=draw(st.just("") | WORDS),
        body="Text.",
        language=draw(st.sampled_from(["en", "sr-Cyrl", "de"])),
        status=status,
        status_note=draw(st.just("") | WORDS),
        previously=["2026-01-05T18:00", "2026-01-07"] if status is Status.RESCHEDULED else [],
        attendance=draw(st.sampled_from(Attendance)),
        online_url=draw(st.sampled_from(["", "https://example.org/join"])),
        first_day=span.first_day,
        last_day=span.last_day,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        time_zone=span.zone.key,
    )
    event.place = Place(
        name=draw(st.sampled_from(["", "Example House"])),
        locality=draw(st.sampled_from(["", "Wien"])),
        country=draw(st.sampled_from(["", "AT"])),
    )
    return event
