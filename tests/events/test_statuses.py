"""What became of an event, before and after its dates, read by a person in the four languages."""

from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from tests.content_files import event_file, take_in_all
from tests.pages import by_class, facts_of, links, page_of, text_of

STATUSES = ("postponed", "cancelled", "rescheduled")
DAYS = {"ahead": "2999-06-05", "evening": "2999-06-05T22:00", "over": "2000-02-03"}
ZONES = {
    "": "Belgrade time (CEST)",
    "/de": "Ortszeit Belgrad (MESZ)",
    "/sr-Cyrl": "(временска зона: Београд, CEST)",
    "/sr": "(vremenska zona: Beograd, CEST)",
}
BANNERS = {
    "postponed": {
        "": "This event is postponed. It was planned for {}. The new date is not known yet.",
        "/de": "Diese Veranstaltung ist verschoben. Geplant war: {}. Ein neuer Termin folgt.",
        "/sr-Cyrl": ("Овај догађај је одложен. Првобитни термин: {}. Нови термин још није познат."),
        "/sr": "Ovaj događaj je odložen. Prvobitni termin: {}. Novi termin još nije poznat.",
    },
    "cancelled": {
        "": "This event is cancelled. It was planned for {}.",
        "/de": "Diese Veranstaltung ist abgesagt. Geplant war: {}.",
        "/sr-Cyrl": "Овај догађај је отказан. Првобитни термин: {}.",
        "/sr": "Ovaj događaj je otkazan. Prvobitni termin: {}.",
    },
    "rescheduled": {
        "": "This event has a new date: {}. Originally 3 January 2000",
        "/de": "Diese Veranstaltung hat einen neuen Termin: {}. Ursprünglich 3. Januar 2000",
        "/sr-Cyrl": "Овај догађај има нови термин: {}. Првобитно 3. јануара 2000.",
        "/sr": "Ovaj događaj ima novi termin: {}. Prvobitno 3. januara 2000.",
    },
}
MOVED_AND_OVER = {
    "": "This event was moved to another date: {}. Originally 3 January 2000",
    "/de": (
        "Diese Veranstaltung wurde auf einen anderen Termin verlegt: {}. "
        "Ursprünglich 3. Januar 2000"
    ),
    "/sr-Cyrl": "Овај догађај је био померен на други термин: {}. Првобитно 3. јануара 2000.",
    "/sr": "Ovaj događaj je bio pomeren na drugi termin: {}. Prvobitno 3. januara 2000.",
}
# Without the full stop that ends a sentence, too.
WORDS = {
    "": ("5 June 2999", "5 June 2999, from 22:00", "3 February 2000"),
    "/de": ("5. Juni 2999", "5. Juni 2999, ab 22:00 Uhr", "3. Februar 2000"),
    "/sr-Cyrl": ("5. јуна 2999", "5. јуна 2999. од 22:00 часова", "3. фебруара 2000"),
    "/sr": ("5. juna 2999", "5. juna 2999. od 22:00 časova", "3. februara 2000"),
}


def test_banner_is_a_sentence_in_each_language(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    files = {}
    for status in STATUSES:
        earlier = ("previously:", "  - 2000-01-03") if status == "rescheduled" else ()
        lines = ("time_zone: Europe/Belgrade", f"status: {status}", *earlier)
        for name, day in DAYS.items():
            text = event_file(*lines).replace("2026-02-03", day)
            files[f"{status}-{name}.md"] = text
    take_in_all(tmp_path, files)

    tags = {
        next(iter(links(card).values())): [text_of(each) for each in by_class(card, "tag")]
        for card in by_class(page_of(client.get("/")), "card")
    }
    assert tags["/events/rescheduled-ahead/"] == ["New date"]
    assert tags["/events/rescheduled-over/"] == ["New date"]  # It stands under “Past events”.
    assert tags["/events/cancelled-over/"] == ["Cancelled"]
    for root, (day, evening, past) in WORDS.items():
        whens = {"ahead": day, "evening": f"{evening} {ZONES[root]}", "over": past}
        for status in STATUSES:
            for name, when in whens.items():
                page = page_of(client.get(f"{root}/events/{status}-{name}/"))
                [banner] = by_class(page, "banner")
                is_over = (status, name) == ("rescheduled", "over")
                sentence = MOVED_AND_OVER[root] if is_over else BANNERS[status][root]
                assert text_of(banner) == sentence.format(when)
                [kicker] = by_class(page, "kicker")
                for part in (text_of(kicker), *facts_of(page).values()):
                    assert ".." not in part
