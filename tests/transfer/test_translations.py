"""Files that say an event in one more language: read, written, and what is wrong with them."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from ethreader.base.db import db
from ethreader.events.models import Event
from ethreader.events.queries import event_by_slug
from ethreader.events.text_models import EventText
from ethreader.transfer.exporting import export_files
from ethreader.translations.original_moves import is_outdated
from tests.content_files import SPEAKER, dump, event_file, take_in, take_in_all, write

ORIGINAL = event_file("speakers:", "  - speaker: vera", "    role: Speaker", body="The original.")
HEAD = "kind: event\ntranslation_of: meeting\nlanguage: de\nname: Treffen"
GERMAN = f"---\n{HEAD}\n---\n\nDer Text.\n"
SERBIAN = GERMAN.replace("language: de", "language: sr").replace("Der Text.", "Knjiga.")
FILES = {"speakers/vera.md": SPEAKER, "meeting.md": ORIGINAL}
ALL = FILES | {"meeting.de.md": GERMAN, "meeting.sr.md": SERBIAN}


def event() -> Event:
    found = event_by_slug("meeting")
    assert found is not None
    return found


def text(language: str) -> EventText:
    return next(each for each in event().texts if each.language == language)


def texts_of(content: dict[str, list[tuple[Any, ...]]]) -> list[tuple[Any, ...]]:
    """Return the texts of a dump, without the ids of their events."""
    return sorted((row[1:] for row in content["event_text"]), key=str)


def told(app: Flask, *arguments: str) -> str:
    return app.test_cli_runner().invoke(args=["content", *arguments]).output


@pytest.mark.parametrize("head", ["", "translation_of: meeting\nlanguage: de\n"])
@pytest.mark.parametrize("name", ["meeting.de.md", "anders.md"])
def test_translation_is_named_by_its_head_or_by_its_file(
    app: Flask, tmp_path: Path, head: str, name: str
) -> None:
    file = GERMAN.replace("translation_of: meeting\nlanguage: de\n", head)
    refusals = take_in([write(tmp_path, FILES | {name: file})])

    if head or name == "meeting.de.md":
        assert (refusals, text("de").name) == ([], "Treffen")
    else:
        assert len(refusals) == 1


@pytest.mark.parametrize(
    ("changed", "by", "refusal"),
    [
        ("meeting\n", "nothing\n", "3: translation_of: there is no event “nothing”; write its"),
        ("language: de", "language: fr", "4: language: choose en, sr, sr-Cyrl, de: only these"),
        ("language: de", "language: en", "4: language: the original is in this language already"),
        ("language: de\n", "", "language: it is missing"),
        ("name: Treffen", "name: Treffen\nstarts: 2026-01-01", "6: starts: there is no such field"),
        ("name: Treffen\n", "", "name: it is missing"),
        (
            "name: Treffen",
            "name: Treffen\nspeakers:\n  - speaker: ada\n    role: Rednerin",
            "7: speakers.1.speaker: “ada” does not speak at this event",
        ),
    ],
)
def test_mistakes_are_told_as_those_of_other_fields(
    app: Flask, tmp_path: Path, changed: str, by: str, refusal: str
) -> None:
    files = FILES | {"ada.md": SPEAKER, "other.md": GERMAN.replace(changed, by, 1)}

    refusals = take_in([write(tmp_path, files)])

    assert len(refusals) == 1
    assert refusal in refusals[0]
    assert event().texts == []


def test_text_of_an_event_without_one_is_refused(app: Flask, tmp_path: Path) -> None:
    files = {"meeting.md": event_file(body=""), "meeting.de.md": GERMAN}

    (refusal,) = take_in([write(tmp_path, files)])

    assert "text: the original has no text, so nobody would see this one" in refusal


def test_two_files_of_one_language_are_refused(app: Flask, tmp_path: Path) -> None:
    (refusal,) = take_in([write(tmp_path, FILES | {"a.md": GERMAN, "b.md": GERMAN})])

    assert "“meeting.de” is also that of" in refusal


def test_original_that_takes_the_language_of_its_translation_is_refused(
    app: Flask, tmp_path: Path
) -> None:
    take_in_all(tmp_path, FILES | {"meeting.de.md": GERMAN})

    (refusal,) = take_in([write(tmp_path / "new", {"meeting.md": event_file("language: de")})])

    assert "language: the event has a translation into this language; delete" in refusal


def test_export_and_import_lose_nothing(app: Flask, tmp_path: Path) -> None:
    take_in_all(tmp_path / "first", ALL)
    take_in_all(tmp_path / "second", {"meeting.md": ORIGINAL.replace("original", "original now")})
    take_in_all(tmp_path / "third", {"meeting.sr.md": SERBIAN.replace("Knjiga", "Knjige")})
    before = dump()

    names = {path.name for path in export_files(tmp_path / "out")}
    db.session.delete(event())
    db.session.commit()
    assert dump()["event_text"] == []
    assert take_in([tmp_path / "out"]) == []

    assert names >= {"meeting.md", "meeting.de.md", "meeting.sr.md", "meeting.sr-Cyrl.md"}
    assert texts_of(dump()) == texts_of(before)
    assert [is_outdated(each, event()) for each in event().texts] == [True, False, False]


# --- what editors have to look at ----------------------------------------------------------


def test_editors_are_told_what_is_missing_and_what_a_machine_made(
    app: Flask, tmp_path: Path
) -> None:
    about_vera = "vera: translation missing: sr, sr-Cyrl, de\n"
    take_in_all(tmp_path, FILES)
    assert (
        told(app, "translations") == f"meeting: translation missing: sr, sr-Cyrl, de\n{about_vera}"
    )

    take_in_all(tmp_path, ALL)
    assert told(app, "translations") == (
        f"meeting: made by machine, nobody looked at it: sr-Cyrl\n{about_vera}"
    )

    looked_at = SERBIAN.replace("language: sr", "language: sr-Cyrl").replace("Knjiga", "Књига")
    take_in_all(tmp_path, {"meeting.sr-Cyrl.md": looked_at})
    assert told(app, "translations") == about_vera

    said = "---\nkind: speaker\n---\n\nO njoj.\n"
    texts = {f"vera.{code}.md": said for code in ("sr", "sr-Cyrl", "de")}
    take_in_all(tmp_path, {f"speakers/{name}": text for name, text in texts.items()})
    assert told(app, "translations") == (
        "All events and speakers are told in each language of the site.\n"
    )


def test_translation_is_older_than_the_original_until_it_changes_too(
    app: Flask, tmp_path: Path
) -> None:
    take_in_all(tmp_path, FILES | {"meeting.de.md": GERMAN})
    assert not is_outdated(text("de"), event())

    # The whole folder again, with another original: nobody looked at the translation.
    take_in_all(tmp_path, {"meeting.md": ORIGINAL.replace("original", "original now")})
    assert is_outdated(text("de"), event())
    assert "meeting: older than the original: de\n" in told(app, "translations")

    take_in_all(tmp_path, {"meeting.de.md": GERMAN.replace("Der Text", "Der Text jetzt")})
    assert not is_outdated(text("de"), event())


def test_translation_is_deleted_by_command(app: Flask, tmp_path: Path) -> None:
    take_in_all(tmp_path, FILES | {"meeting.de.md": GERMAN})

    assert told(app, "drop-translation", "meeting", "de") == (
        "The translation of “meeting” into de is deleted.\n"
    )
    db.session.expire_all()
    assert event().texts == []
    assert "There is no translation of “meeting” into “de”." in (
        told(app, "drop-translation", "meeting", "de")
    )
