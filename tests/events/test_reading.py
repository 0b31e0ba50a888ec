"""What a reader sees of an event that moved, was called off, or is over; and where it is."""

from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient
from time_machine import Traveller

from ethreader.events.choices import Phase
from ethreader.events.models import Event
from ethreader.events.place_formats import town_and_country, whole_place
from ethreader.events.places import Place
from ethreader.i18n.languages import LANGUAGES
from tests.content_files import ORGANISATION, SPEAKER, event_file, take_in_all
from tests.pages import by_class, facts_of, links, page_of, text_of

OFF = {"postponed": "Postponed", "cancelled": "Cancelled"}
DATE = "3 February 2999"
SPEAKS = ("speakers:", "  - speaker: vera", "    role: Speaker")


def pages_of(client: FlaskClient, folder: Path, *lines: str, root: str = "") -> dict[str, Element]:
    """Import an event far ahead and return all parts of pages that say its date."""
    files = {
        "vera.md": SPEAKER,
        "meeting.md": event_file(*SPEAKS, *lines).replace("2026-02-03", "2999-02-03"),
        "side.md": event_file("part_of: meeting"),
    }
    take_in_all(folder / "content", files)
    article = page_of(client.get(f"{root}/events/meeting/"))
    side = page_of(client.get(f"{root}/events/side/"))
    cards = by_class(page_of(client.get(f"{root}/")), "card")
    return {
        "article": article,
        "card": next(each for each in cards if f"{root}/events/meeting/" in links(each).values()),
        "archive": by_class(page_of(client.get(f"{root}/events/")), "line")[0],
        "speaker": by_class(page_of(client.get(f"{root}/speakers/vera/")), "line")[0],
        "facts of a side event": by_class(side, "facts")[0],
    }


def not_struck(element: Element) -> str:
    """Return the text of an element without what is struck, or is for programs alone."""
    is_left_out = element.tag in {"del", "script"}
    own = "" if is_left_out else element.text or ""
    inner = "" if is_left_out else "".join(map(not_struck, element))
    return f"{own}{inner}{element.tail or ''}"


@pytest.mark.parametrize("status", OFF)
def test_date_of_what_is_off_is_struck_wherever_it_stands(
    app: Flask, client: FlaskClient, tmp_path: Path, status: str
) -> None:
    parts = pages_of(client, tmp_path, f"status: {status}")

    for name, part in parts.items():
        assert DATE in text_of(part), name
        assert "2999" not in not_struck(part), name
        assert OFF[status] in text_of(part), name


def test_date_of_a_planned_event_is_struck_nowhere(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    for name, part in pages_of(client, tmp_path).items():
        assert DATE in " ".join(not_struck(part).split()), name


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (
            "postponed",
            {
                "": f"Postponed. It was planned for {DATE}",
                "/de": "Verschoben. Geplant war: 3. Februar 2999",
                "/sr-Cyrl": "Одложено. Првобитни термин: 3. фебруара 2999.",
                "/sr": "Odloženo. Prvobitni termin: 3. februara 2999.",
            },
        ),
        (
            "cancelled",
            {
                "": f"Cancelled. It was planned for {DATE}",
                "/de": "Abgesagt. Geplant war: 3. Februar 2999",
                "/sr-Cyrl": "Отказано. Првобитни термин: 3. фебруара 2999.",
                "/sr": "Otkazano. Prvobitni termin: 3. februara 2999.",
            },
        ),
    ],
)
def test_facts_and_card_say_in_words_that_it_does_not_take_place(
    app: Flask, client: FlaskClient, tmp_path: Path, status: str, words: dict[str, str]
) -> None:
    event = event_file(f"status: {status}").replace("2026-02-03", "2999-02-03")
    take_in_all(tmp_path / "content", {"meeting.md": event})

    facts, cards = {}, {}
    for root in words:
        article = page_of(client.get(f"{root}/events/meeting/"))
        facts[root] = next(iter(facts_of(article).values()))
        [card] = by_class(page_of(client.get(f"{root}/")), "card-facts")
        cards[root] = text_of(card)

    assert (facts, cards) == (words, words)


@pytest.mark.parametrize(
    ("now", "phase"),
    [
        ("2026-02-03T16:59:59", Phase.UPCOMING),
        ("2026-02-03T17:00:00", Phase.UNDER_WAY),
        ("2026-02-03T18:59:59", Phase.UNDER_WAY),
        ("2026-02-03T19:00:00", Phase.OVER),
    ],
)
def test_article_and_card_say_where_the_clock_stands(
    client: FlaskClient, event: Event, clock: Traveller, now: str, phase: Phase
) -> None:
    """The winter meeting lasts from 18:00 to 20:00 in Belgrade."""
    clock.move_to(datetime.fromisoformat(now).replace(tzinfo=UTC))

    [kicker] = by_class(page_of(client.get("/events/winter-meeting/")), "kicker")
    [card] = by_class(page_of(client.get("/")), "card")

    on_card = [text_of(each) for each in by_class(card, "tag")]
    assert [text_of(each) for each in by_class(kicker, "tag")] == [str(phase.label)]
    # The heading above the card says what is to come and what is past.
    assert on_card == ([str(phase.label)] if phase is Phase.UNDER_WAY else [])


@pytest.mark.parametrize("status", OFF)
def test_what_did_not_take_place_is_not_called_past(
    app: Flask, client: FlaskClient, tmp_path: Path, status: str
) -> None:
    take_in_all(tmp_path / "content", {"meeting.md": event_file(f"status: {status}")})

    [kicker] = by_class(page_of(client.get("/events/meeting/")), "kicker")
    [card] = by_class(page_of(client.get("/")), "card")

    for part in (kicker, card):
        assert [text_of(each) for each in by_class(part, "tag")] == [OFF[status]]


def test_what_was_moved_and_is_over_says_so(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    moved = event_file("status: rescheduled", "previously:", "  - 2026-01-03T18:00")
    take_in_all(tmp_path / "content", {"meeting.md": moved})

    [banner] = by_class(page_of(client.get("/events/meeting/")), "banner")

    assert text_of(banner) == (
        "This event was moved to another date: 3 February 2026. Originally 3 January 2026, 18:00"
    )


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place(locality="Niš", country="RS"), ("Niš, Serbia", "Niš, Serbien", "Niš, Србија")),
        (Place(country="AT"), ("Austria", "Österreich", "Аустрија")),
        (Place(locality="Wien"), ("Wien",) * 3),
        (Place(locality="Singapore", country="SG"), ("Singapore", "Singapur", "Сингапур")),
        (Place(locality="Singapur", country="SG"), ("Singapore", "Singapur", "Сингапур")),
        (Place(locality="Монако", country="MC"), ("Monaco", "Monaco", "Монако")),
        (Place(locality="Luxembourg", country="LU"), ("Luxembourg", "Luxemburg", "Луксембург")),
        (Place(locality="Georgia", country="US"), ("Georgia, United States", None, None)),
        (Place(locality="Singapore"), ("Singapore",) * 3),
        (Place(locality="Leeds", country="UK"), ("Leeds, United Kingdom", None, None)),
        (Place(locality="Priština", country="XK"), ("Priština, Kosovo", None, None)),
        (Place(locality="Nowhere", country="ZZ"), ("Nowhere",) * 3),
        (Place(locality="Nowhere", country="QX"), ("Nowhere",) * 3),
        (Place(), ("",) * 3),
    ],
)
def test_country_is_called_as_the_reader_calls_it(
    app: Flask, place: Place, said: tuple[str | None, ...]
) -> None:
    for code, words in zip(("en", "de", "sr-Cyrl"), said, strict=True):
        environment = {"ethreader.language": LANGUAGES[code]}
        with app.test_request_context("/", environ_overrides=environment):
            assert words is None or ", ".join(town_and_country(place)) == words


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place("Niš", "", "Niš", "RS"), "Niš, Serbia"),
        (Place("Dom", "", "Niš", "RS"), "Dom, Niš, Serbia"),
        (Place("NIŠ", "", "Niš", ""), "NIŠ"),
        (Place("Ниш", "", "Niš", ""), "Ниш"),
        (Place("Dom", "Dom", "Niš", ""), "Dom, Niš"),
        (Place("Dom", "Trg 1, 18000 Niš, Serbia", "Niš", "RS"), "Dom, Trg 1, 18000 Niš, Serbia"),
        (Place("Dom", "Trg 1, Niš", "Niš", "RS"), "Dom, Trg 1, Niš, Serbia"),
        (Place("Hofburg", "1010 Wien", "Wien", "AT"), "Hofburg, 1010 Wien, Austria"),
        (Place("Hofburg, Wien", "A-1010 Wien", "Wien", ""), "Hofburg, Wien, A-1010 Wien"),
        (Place("Nišava", "Niška 1", "Niš", "RS"), "Nišava, Niška 1, Niš, Serbia"),
        (Place("Austria Center", "", "Wien", "AT"), "Austria Center, Wien, Austria"),
        (Place("Singapore", "", "Singapore", "SG"), "Singapore"),
        (Place("Raffles", "1 Beach Road", "Singapur", "SG"), "Raffles, 1 Beach Road, Singapore"),
        (Place("Serbia", "", "Niš", "RS"), "Serbia, Niš"),
        (Place("10", "10", "10", ""), "10"),
    ],
)
def test_each_part_of_a_place_is_said_once(app: Flask, place: Place, said: str) -> None:
    with app.test_request_context("/"):
        assert ", ".join(whole_place(place)) == said


def test_country_stands_in_facts_kicker_and_card(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    lines = ("place:", "  name: Dom", "  locality: Niš", "  country: RS")
    parts = pages_of(client, tmp_path, *lines, root="/de")

    assert "Dom, Niš, Serbien" in facts_of(parts["article"]).values()
    assert "Niš, Serbien" in text_of(by_class(parts["article"], "kicker")[0])
    assert "Niš, Serbien" in text_of(by_class(parts["card"], "card-facts")[0])


def test_who_speaks_and_hosts_stands_before_the_text(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    lines = [
        *(*SPEAKS, "  - speaker: vera", "    role: Chair", "organisations:"),
        *("  - organisation: house", "    role: co-host"),
        *("  - organisation: house", "    role: host", "  - organisation: house"),
        "    role: funder",
    ]
    files = {"vera.md": SPEAKER, "house.md": ORGANISATION, "meeting.md": event_file(*lines)}
    take_in_all(tmp_path / "content", files)

    page = page_of(client.get("/events/meeting/"))

    facts = facts_of(page)
    assert (facts["Speakers"], facts["Organised by"]) == ("Vera", "Safe House")
    assert facts["Co-organised by"] == "Safe House"
    assert list(facts).index("Organised by") < list(facts).index("Co-organised by")
    assert "Funded by" not in facts
    assert links(page, ".//section[@class='facts']") == {"Vera": "/speakers/vera/"}
    order = [each.get("class") for each in page.iter() if each.get("class") in {"facts", "prose"}]
    assert order == ["facts", "prose"]
