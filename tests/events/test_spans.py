"""Days and hours in the four languages, each value read by a person, and where they stand."""

from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.events.dates import EventTime, Span
from ethreader.events.formats import Leaf, format_leaf, format_span
from ethreader.i18n.languages import LANGUAGES
from tests.content_files import event_file, take_in_all
from tests.pages import by_class, facts_of, page_of, text_of

LANGUAGE_CODES = ("en", "de", "sr-Cyrl", "sr")
BELGRADE = ZoneInfo("Europe/Belgrade")


def read_by_hand() -> dict[str, tuple[str, ...]]:
    """Return the table of `spans.txt`: each span with what it is in each language."""
    table: dict[str, tuple[str, ...]] = {}
    key = ""
    lines = (Path(__file__).parent / "spans.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.startswith("  "):
            table[key] += (line.strip(),)
        elif line and not line.startswith("#"):
            key, table[line] = line, ()
    return table


SPANS = read_by_hand()


def span_of(text: str, zone: ZoneInfo = BELGRADE) -> Span:
    starts, _, ends = text.partition("/")
    first, last = EventTime.parse(starts), EventTime.parse(ends or starts)
    return Span(
        first_day=first.day,
        last_day=last.day,
        starts_at=first.hour,
        ends_at=last.hour if ends else None,
        zone=zone,
    )


def said_in(app: Flask, code: str, spans: dict[str, Span]) -> dict[str, str]:
    environment = {"ethreader.language": LANGUAGES[code]}
    with app.test_request_context("/", environ_overrides=environment):
        return {text: format_span(span) for text, span in spans.items()}


def test_spans_are_said_as_people_say_them(app: Flask) -> None:
    spans = {text: span_of(text) for text in SPANS}

    for place, code in enumerate(LANGUAGE_CODES):
        assert said_in(app, code, spans) == {text: all_[place] for text, all_ in SPANS.items()}


def test_end_of_a_day_may_be_written_as_24_00() -> None:
    assert span_of("2026-06-05T18:00/2026-06-05T24:00") == span_of(
        "2026-06-05T18:00/2026-06-06T00:00"
    )


@pytest.mark.parametrize("text", ["9999-12-31T24:00", "2026-06-05T24:01", "2026-06-05T25:00"])
def test_no_other_hour_beyond_a_day(text: str) -> None:
    with pytest.raises(ValueError, match=r"give a day|the year must be"):
        EventTime.parse(text)


def test_what_ends_as_it_begins_is_of_its_day() -> None:
    # No file can say it; a table may hold it from before.
    assert span_of("2026-06-05T00:00/2026-06-05T00:00").last_day_in_words == date(2026, 6, 5)


def test_the_last_day_of_all_ends_too() -> None:
    # No file can name it any more; a table may hold it from before.
    zone = span_of("2026-06-05").zone
    last = Span(first_day=date.max, last_day=date.max, starts_at=None, ends_at=None, zone=zone)

    assert last.ends.date() == date.max


@pytest.mark.parametrize(
    ("text", "code", "leaf"),
    [
        ("2026-06-05", "en", ("5", "June", "", "2026")),
        ("2026-06-04/2026-06-06", "en", ("4–6", "June", "", "2026")),
        ("2026-11-20/2026-12-03", "en", ("20", "November", "– 3 December", "2026")),
        ("2026-11-20/2026-12-03", "sr-Cyrl", ("20.", "новембра", "– 3. децембра", "2026")),
        ("2026-12-30/2027-01-02", "de", ("30.", "Dezember", "– 2. Januar", "2026–2027")),
        ("2026-06-05T18:00/2026-06-06T00:00", "en", ("5", "June", "", "2026")),
        ("2026-06-30T18:00/2026-07-01T00:00", "en", ("30", "June", "", "2026")),
        ("2026-06-05T22:00/2026-06-06T02:00", "de", ("5.–6.", "Juni", "", "2026")),
        ("2026-06-05/2026-07-06", "en", ("5", "June", "– 6 July", "2026")),
        ("2025-06-05/2026-06-06", "en", ("5", "June", "– 6 June", "2025–2026")),
    ],
)
def test_leaf_says_no_day_without_its_month(
    app: Flask, text: str, code: str, leaf: tuple[str, str, str, str]
) -> None:
    environment = {"ethreader.language": LANGUAGES[code]}
    with app.test_request_context("/", environ_overrides=environment):
        said: Leaf = format_leaf(span_of(text))

    assert (said.days, said.month, said.until, said.year) == leaf


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_card_facts_banner_and_feed_say_the_same(
    app: Flask, client: FlaskClient, tmp_path: Path, code: str
) -> None:
    """The language of the test site's first is English; the others stand behind a prefix."""
    night = event_file(
        "ends: 2999-06-06T02:00", "time_zone: Europe/Belgrade", "status: rescheduled"
    ).replace("2026-02-03", "2999-06-05T22:00")
    take_in_all(tmp_path / "content", {"meeting.md": night})
    root = "" if code == "en" else f"/{code}"
    words = said_in(app, code, {"it": span_of("2999-06-05T22:00/2999-06-06T02:00")})["it"]

    article = page_of(client.get(f"{root}/events/meeting/"))
    [facts] = by_class(page_of(client.get(f"{root}/")), "card-facts")
    [banner] = by_class(article, "banner")
    feed = ET.fromstring(client.get(f"{root}/events/meeting/comments.xml").data)

    assert words in next(iter(facts_of(article).values()))
    assert words in text_of(facts)
    assert words in text_of(banner)
    assert words in (feed.findtext("{http://www.w3.org/2005/Atom}subtitle") or "")
