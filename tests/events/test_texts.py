"""An event in several languages: which text is shown where, and what search engines are told."""

import json
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from ethreader.events.queries import event_by_slug
from tests.content_files import SPEAKER, event_file, take_in, take_in_all
from tests.pages import counted_queries, page_of, text_of, texts

PAGE = "/events/meeting/"
ENGLISH = event_file(
    *("headline: A meeting", "summary: What it is.", "speakers:"),
    *("  - speaker: vera", "    role: Speaker", "    topic: Homes"),
    body="The original.",
)
GERMAN = """---
kind: event
translation_of: meeting
language: de
name: Treffen
headline: Ein Treffen
summary: Worum es geht.
speakers:
  - speaker: vera
    role: Rednerin
    topic: Wohnungen
---

Der Text.
"""
SERBIAN = GERMAN.replace("language: de", "language: sr").replace("Der Text.", "Injekcija na njivi.")
FILES = {"speakers/vera.md": SPEAKER, "meeting.md": ENGLISH}


@pytest.fixture
def translated(app: Flask, tmp_path: Path) -> Path:
    take_in_all(tmp_path, FILES | {"meeting.de.md": GERMAN, "meeting.sr.md": SERBIAN})
    return tmp_path


def heads(page: Element) -> dict[str, str]:
    """Return where a page says that it is at home, and where else it stands."""
    return {
        link.get("hreflang", link.get("rel", "")): urlsplit(link.get("href", "")).path
        for link in page.findall(".//head/link")
        if link.get("hreflang") or link.get("rel") == "canonical"
    }


def prose_of(page: Element) -> str:
    return text_of(page.find(".//div[@class='prose']"))


@pytest.mark.parametrize(
    ("prefix", "language", "headline", "said"),
    [
        ("", "en", "A meeting", "The original."),
        ("/de", "de", "Ein Treffen", "Der Text."),
        ("/sr", "sr-Latn", "Ein Treffen", "Injekcija na njivi."),
        ("/sr-Cyrl", "sr-Cyrl", "Еин Treffen", "Инјекција на њиви."),
    ],
)
def test_article_is_shown_in_the_language_of_the_page(
    client: FlaskClient, translated: Path, prefix: str, language: str, headline: str, said: str
) -> None:
    page = page_of(client.get(prefix + PAGE))

    article = page.find(".//article")
    assert article is not None
    assert (texts(page, ".//h1"), prose_of(page)) == ([headline], said)
    assert article.get("lang", "en") in {language, "de"}


def test_page_without_a_text_shows_the_original_and_leads_to_it(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    take_in_all(tmp_path, FILES)

    page = page_of(client.get(f"/de{PAGE}"))

    assert (texts(page, ".//h1"), prose_of(page)) == (["A meeting"], "The original.")
    assert heads(page) == {"canonical": PAGE}


def test_search_engines_are_told_of_the_languages_that_there_are(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    take_in_all(tmp_path, FILES | {"meeting.de.md": GERMAN})
    known = {"en": PAGE, "de": f"/de{PAGE}", "x-default": PAGE}

    assert heads(page_of(client.get(PAGE))) == known | {"canonical": PAGE}
    assert heads(page_of(client.get(f"/de{PAGE}"))) == known | {"canonical": f"/de{PAGE}"}
    assert heads(page_of(client.get(f"/sr{PAGE}"))) == known | {"canonical": PAGE}


def test_what_people_do_at_an_event_is_said_in_the_language_of_the_page(
    client: FlaskClient, translated: Path
) -> None:
    people = ".//section[@aria-labelledby='people-title']//li"

    assert texts(page_of(client.get(PAGE)), people) == ["Vera Speaker Homes"]
    assert texts(page_of(client.get(f"/de{PAGE}")), people) == ["Vera Rednerin Wohnungen"]


@pytest.mark.parametrize("path", ["/", "/events/", "/speakers/vera/"])
def test_lists_show_the_text_of_the_page(client: FlaskClient, translated: Path, path: str) -> None:
    assert "Ein Treffen" in client.get(f"/de{path}").text
    assert "A meeting" not in client.get(f"/de{path}").text
    assert "A meeting" in client.get(path).text


def test_texts_cost_one_query_however_many_there_are(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    take_in_all(tmp_path, FILES)
    client.get(PAGE)
    with counted_queries() as with_none:
        client.get(f"/de{PAGE}")
    take_in_all(tmp_path, {"meeting.de.md": GERMAN, "meeting.sr.md": SERBIAN})
    with counted_queries() as with_three:
        client.get(f"/de{PAGE}")

    reads = [each for each in with_three if each.startswith("SELECT")]
    assert len([each for each in with_none if each.startswith("SELECT")]) == len(reads)
    assert sum("FROM event_text" in each for each in reads) == 1


def test_event_that_gets_an_article_shows_it_though_its_translation_has_none(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    fact, head = event_file(body=""), GERMAN.partition("speakers:")[0]
    take_in_all(tmp_path, {"meeting.md": fact, "meeting.de.md": f"{head}---\n"})
    take_in_all(tmp_path, {"meeting.md": event_file(body="The original.")})

    assert texts(page_of(client.get(f"/de{PAGE}")), ".//h1") == ["Meeting"]


def test_conference_is_named_in_the_language_of_the_page(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    fact, head = event_file(body=""), GERMAN.partition("speakers:")[0]
    files = {"congress.md": fact, "congress.de.md": head.replace("of: meeting", "of: congress")}
    side = event_file("part_of: congress")
    take_in_all(tmp_path, {**files, "congress.de.md": f"{files['congress.de.md']}---\n"})
    take_in_all(tmp_path, {"meeting.md": side})

    assert ">Treffen" in client.get(f"/de{PAGE}").text.replace("\n", "")
    assert ">Treffen" not in client.get(PAGE).text


# --- what programs read, and what is looked for ---------------------------------------------


@pytest.mark.parametrize(("prefix", "name"), [("", "Meeting"), ("/de", "Treffen")])
def test_calendars_and_feeds_speak_the_language_of_their_url(
    client: FlaskClient, translated: Path, prefix: str, name: str
) -> None:
    headline, tag = ("Ein Treffen", "de") if prefix else ("A meeting", "en")
    [entry] = Calendar.from_ical(client.get(f"{prefix}{PAGE}calendar.ics").text).walk("VEVENT")
    [subscribed] = Calendar.from_ical(client.get(f"{prefix}/events.ics").text).walk("VEVENT")
    [told] = feedparser.parse(client.get(f"{prefix}/feed.xml").data).entries

    for each in (entry, subscribed):
        assert (str(each["SUMMARY"]), each["SUMMARY"].params["LANGUAGE"]) == (name, tag)
        assert headline in str(each["DESCRIPTION"])
    assert (told.title, told.link[-len(prefix + PAGE) :]) == (headline, prefix + PAGE)
    assert name in told.content[0].value


def test_structured_data_is_in_the_language_of_the_page(
    client: FlaskClient, translated: Path
) -> None:
    script = page_of(client.get(f"/de{PAGE}")).find(".//script[@type='application/ld+json']")
    assert script is not None
    event = next(each for each in json.loads(script.text or "")["@graph"] if "startDate" in each)

    assert (event["name"], event["inLanguage"], event["url"][-len(f"/de{PAGE}") :]) == (
        *("Treffen", "de", f"/de{PAGE}"),
    )


@pytest.mark.parametrize(
    ("prefix", "typed", "title", "leads_to"),
    [
        ("", "original", "A meeting / Meeting", PAGE),
        ("", "Wohnungen", "Ein Treffen / Treffen", f"/de{PAGE}"),
        ("/de", "Text", "Ein Treffen / Treffen", f"/de{PAGE}"),
        ("/de", "original", "A meeting / Meeting", PAGE),
        ("/de", "Vera", "Ein Treffen / Treffen", f"/de{PAGE}"),
        ("", "injekcija njivi", "Ein Treffen / Treffen", f"/sr{PAGE}"),
        ("/sr-Cyrl", "injekcija", "Еин Treffen / Treffen", f"/sr-Cyrl{PAGE}"),
    ],
)
def test_words_of_any_language_lead_to_the_page_where_they_stand(
    client: FlaskClient, translated: Path, prefix: str, typed: str, title: str, leads_to: str
) -> None:
    page = page_of(client.get(f"{prefix}/search", query_string={"q": typed, "kind": "event"}))

    found = texts(page, ".//h3") + texts(page, ".//p[@class='result-name']")
    assert " / ".join(found) == title
    assert [each.get("href") for each in page.findall(".//h3/a")] == [leads_to]


# --- the other script of Serbian ----------------------------------------------------------


def test_other_script_is_made_again_until_somebody_writes_it(
    app: Flask, client: FlaskClient, translated: Path
) -> None:
    take_in_all(translated, {"meeting.sr.md": SERBIAN.replace("njivi", "knjizi")})
    assert prose_of(page_of(client.get(f"/sr-Cyrl{PAGE}"))) == "Инјекција на књизи."

    by_hand = SERBIAN.replace("language: sr", "language: sr-Cyrl")
    take_in_all(translated, {"meeting.sr-Cyrl.md": by_hand.replace("Injekcija na njivi.", "Рука.")})
    take_in_all(translated, {"meeting.sr.md": SERBIAN.replace("njivi", "ljusci")})

    assert prose_of(page_of(client.get(f"/sr-Cyrl{PAGE}"))) == "Рука."
    assert prose_of(page_of(client.get(f"/sr{PAGE}"))) == "Injekcija na ljusci."


@pytest.mark.parametrize(
    ("language", "said", "prefix", "made"),
    [("sr", "Džep", "/sr-Cyrl", "Џеп"), ("sr-Cyrl", "Џеп", "/sr", "Džep")],
)
def test_original_in_serbian_has_its_other_script(
    app: Flask,
    client: FlaskClient,
    tmp_path: Path,
    language: str,
    said: str,
    prefix: str,
    made: str,
) -> None:
    take_in_all(tmp_path, {"meeting.md": event_file(f"language: {language}", body=said)})

    assert prose_of(page_of(client.get(prefix + PAGE))) == made
    assert prose_of(page_of(client.get(f"/de{PAGE}"))) == said


def test_texts_go_with_their_event(app: Flask, translated: Path) -> None:
    event = event_by_slug("meeting")

    assert event is not None
    assert [each.language for each in event.texts] == ["de", "sr", "sr-Cyrl"]
    assert take_in([translated / "meeting.md"]) == []
    assert [each.language for each in event.texts] == ["de", "sr", "sr-Cyrl"]
