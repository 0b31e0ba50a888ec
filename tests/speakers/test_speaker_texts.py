"""A speaker in several languages: which text is shown where, found, written to files, deleted."""

import json
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from ethreader.base.db import db
from ethreader.publishing.draft_models import ContentDraft
from ethreader.publishing.version_models import ContentVersion
from ethreader.retention.content_service import delete_for_good
from ethreader.speakers.models import Speaker
from ethreader.speakers.queries import speaker_by_slug
from ethreader.speakers.text_models import SpeakerText
from ethreader.transfer.exporting import export_files
from ethreader.translations.original_moves import is_outdated
from tests.content_files import dump, event_file, take_in, take_in_all, write
from tests.pages import counted_queries, page_of, text_of, texts
from tests.times import utcnow

PAGE = "/speakers/vera/"
ENGLISH = "---\nkind: speaker\nname: Vera Šljivić\nheadline: Lawyer\n---\n\nShe speaks.\n"
GERMAN = """---
kind: speaker
translation_of: vera
language: de
headline: Anwältin
---

Sie spricht über Wohnungen.
"""
SERBIAN = GERMAN.replace("language: de", "language: sr").replace("Anwältin", "Pravnica")
SERBIAN = SERBIAN.replace("Sie spricht über Wohnungen.", "Injekcija na njivi.")
FILES = {"vera.md": ENGLISH, "vera.de.md": GERMAN, "vera.sr.md": SERBIAN}
TALK = event_file("speakers:", "  - speaker: vera", "    role: Head", body="Vera Šljivić spoke.")


@pytest.fixture
def translated(app: Flask, tmp_path: Path) -> Path:
    take_in_all(tmp_path, FILES)
    return tmp_path


def vera() -> Speaker:
    db.session.expire_all()
    found = speaker_by_slug("vera")
    assert found is not None
    return found


def told(app: Flask, *arguments: str) -> str:
    return app.test_cli_runner().invoke(args=["content", *arguments]).output


def heads(page: Element) -> dict[str, str]:
    """Return where a page says that it is at home, and where else it stands."""
    return {
        link.get("hreflang", link.get("rel", "")): str(link.get("href")).partition("8000")[2]
        for link in page.findall(".//head/link")
        if link.get("hreflang") or link.get("rel") == "canonical"
    }


def prose_of(page: Element) -> str:
    return text_of(page.find(".//div[@class='prose']"))


# --- for readers ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prefix", "tag", "headline", "said"),
    [
        ("", "en", "Lawyer", "She speaks."),
        ("/de", "de", "Anwältin", "Sie spricht über Wohnungen."),
        ("/sr", "sr-Latn", "Pravnica", "Injekcija na njivi."),
        ("/sr-Cyrl", "sr-Cyrl", "Правница", "Инјекција на њиви."),
    ],
)
def test_page_and_list_speak_the_language_of_the_page(
    client: FlaskClient, translated: Path, prefix: str, tag: str, headline: str, said: str
) -> None:
    page = page_of(client.get(prefix + PAGE))
    article = page.find(".//article")
    listed = page_of(client.get(f"{prefix}/speakers/"))
    description = page.find(".//meta[@name='description']")

    assert article is not None
    assert description is not None
    assert (prose_of(page), description.get("content")) == (said, headline)
    assert texts(page, ".//p[@class='standfirst']") == [headline]
    assert (article.get("lang"), texts(page, ".//p[@class='foreign']")) == (tag, [])
    # An English page names the person, whose name is theirs in each language.
    assert texts(page, ".//h1") == ["Vera Šljivić"]
    assert texts(listed, ".//p[@class='card-summary']") == [headline]


def test_page_without_a_text_shows_the_original_and_leads_to_it(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    take_in_all(tmp_path, {"vera.md": ENGLISH, "vera.de.md": GERMAN})

    page = page_of(client.get(f"/sr{PAGE}"))

    assert (texts(page, ".//p[@class='standfirst']"), prose_of(page)) == (["Lawyer"], "She speaks.")
    assert len(texts(page, ".//p[@class='foreign']")) == 1
    known = {"en": PAGE, "de": f"/de{PAGE}", "x-default": PAGE}
    assert heads(page) == known | {"canonical": PAGE}
    assert heads(page_of(client.get(f"/de{PAGE}"))) == known | {"canonical": f"/de{PAGE}"}


def test_serbian_name_is_written_in_the_script_of_the_page(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    original = ENGLISH.replace("headline", "language: sr\nheadline")
    take_in_all(tmp_path, {"vera.md": original, "meeting.md": TALK})

    page = page_of(client.get(f"/sr-Cyrl{PAGE}"))
    article = page_of(client.get("/sr-Cyrl/events/meeting/"))

    assert (texts(page, ".//h1"), texts(page, ".//title")[0][:12]) == (
        ["Вера Шљивић"],
        "Вера Шљивић ",
    )
    assert texts(page, ".//a[@class='person']") == []
    assert texts(article, ".//a[@class='person']") == ["Вера Шљивић"]
    assert "Вера Шљивић" in client.get("/sr-Cyrl/speakers/").text
    assert "Вера" not in client.get(f"/sr{PAGE}").text
    assert "Вера" not in client.get(PAGE).text


def test_programs_are_told_the_words_of_the_page(client: FlaskClient, translated: Path) -> None:
    page = page_of(client.get(f"/de{PAGE}"))
    script = page.find(".//script[@type='application/ld+json']")
    assert script is not None
    profile = json.loads(script.text or "")["@graph"][0]
    assert (profile["inLanguage"], profile["mainEntity"]["description"]) == ("de", "Anwältin")

    known = client.get("/sitemap.xml").text
    assert [f"/{code}{PAGE}" in known for code in ("de", "sr", "sr-Cyrl")] == [True] * 3


def test_sitemap_names_no_page_without_a_text(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    take_in_all(tmp_path, {"vera.md": ENGLISH, "vera.de.md": GERMAN})

    known = client.get("/sitemap.xml").text

    assert (f"/de{PAGE}" in known, f"/sr{PAGE}" in known) == (True, False)


def test_each_language_is_found_and_leads_to_its_page(
    client: FlaskClient, translated: Path
) -> None:
    def led_to(query: str) -> list[str]:
        page = page_of(client.get(f"/search?q={query}"))
        return [
            path
            for link in page.findall(".//main//li//a")
            if "/speakers/" in (path := str(link.get("href")))
        ]

    assert led_to("Wohnungen") == [f"/de{PAGE}"]
    assert led_to("speaks") == [PAGE]
    assert led_to("njivi") == [f"/sr{PAGE}"]


def test_texts_cost_no_query_each(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    take_in_all(tmp_path, {**FILES, "ana.md": ENGLISH, "eva.md": ENGLISH})
    with counted_queries() as made:
        client.get("/de/speakers/")

    assert sum("FROM speaker_text" in each for each in made) == 1


# --- files ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "by", "refusal"),
    [
        ("of: vera", "of: nobody", "3: translation_of: there is no speaker “nobody”; write its"),
        ("language: de", "language: en", "4: language: the original is in this language already"),
        ("language: de", "language: fr", "4: language: choose en, sr, sr-Cyrl, de: only these"),
        ("headline: Anwältin", "name: Vera", "5: name: there is no such field"),
        ("Sie spricht über Wohnungen.\n", "", "text: the original has a text, so say it here, too"),
    ],
)
def test_mistakes_are_told(app: Flask, tmp_path: Path, changed: str, by: str, refusal: str) -> None:
    files = {"vera.md": ENGLISH, "other.md": GERMAN.replace(changed, by, 1)}

    refusals = take_in([write(tmp_path, files)])

    assert len(refusals) == 1
    assert refusal in refusals[0]
    assert vera().texts == []


def test_original_that_takes_the_language_of_its_translation_is_refused(
    translated: Path, tmp_path: Path
) -> None:
    original = ENGLISH.replace("headline", "language: de\nheadline")

    (refusal,) = take_in([write(tmp_path / "new", {"vera.md": original})])

    assert "language: there is a text in this language already; delete that one first" in refusal


def test_export_and_import_lose_nothing(translated: Path, tmp_path: Path) -> None:
    take_in_all(tmp_path / "second", {"vera.md": ENGLISH.replace("speaks", "speaks now")})
    before = sorted(row[1:] for row in dump()["speaker_text"])

    names = {path.name for path in export_files(tmp_path / "out")}
    db.session.delete(vera())
    db.session.commit()
    assert dump()["speaker_text"] == []
    assert take_in([tmp_path / "out"]) == []

    assert names == {"vera.md", "vera.de.md", "vera.sr.md", "vera.sr-Cyrl.md"}
    assert sorted(row[1:] for row in dump()["speaker_text"]) == before
    assert [is_outdated(each, vera()) for each in vera().texts] == [True, True, True]


def test_editors_are_told_by_commands(app: Flask, tmp_path: Path) -> None:
    take_in_all(tmp_path, {"vera.md": ENGLISH})
    assert told(app, "translations") == "vera: translation missing: sr, sr-Cyrl, de\n"

    take_in_all(tmp_path, FILES)
    assert told(app, "translations") == "vera: made by machine, nobody looked at it: sr-Cyrl\n"

    take_in_all(tmp_path, {"vera.md": ENGLISH.replace("Lawyer", "Advocate")})
    assert "vera: older than the original: de, sr\n" in told(app, "translations")

    told(app, "drop-translation", "vera", "sr", "--kind", "speaker")
    assert [each.language for each in vera().texts] == ["de"]


# --- deleted for good ----------------------------------------------------------------------


def test_person_goes_with_all_texts(app: Flask, translated: Path, tmp_path: Path) -> None:
    told(app, "import", str(translated))
    numbers = {each.id for each in vera().texts}
    kinds = set(db.session.scalars(select(ContentVersion.kind)))
    assert {each.value for each in kinds} >= {"speaker", "speaker-text"}

    delete_for_good(vera(), ledger_folder=tmp_path, now=utcnow())
    db.session.commit()

    assert len(numbers) == 3
    assert db.session.scalars(select(SpeakerText)).all() == []
    assert db.session.scalars(select(ContentVersion)).all() == []
    assert db.session.scalars(select(ContentDraft)).all() == []
    refusals = take_in([translated])
    assert ["was deleted for good" in each for each in refusals] == [True] * 3
