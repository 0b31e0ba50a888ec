"""An event's texts in more languages: listed, written beside the original, made, deleted."""

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from ethreader.base.db import db
from ethreader.events.choices import Status
from ethreader.events.models import Event
from ethreader.events.queries import event_by_slug
from ethreader.events.text_models import EventText
from ethreader.publishing.draft_models import ContentDraft
from ethreader.publishing.queries import kind_of
from ethreader.publishing.removal_names import removal_name
from ethreader.publishing.removal_service import remove_event
from ethreader.publishing.version_models import ContentVersion
from ethreader.web.current import now
from tests.content_files import SPEAKER, event_file, take_in_all
from tests.editing.writing import CONTENT, Form, Writer, beside
from tests.pages import by_class, page_of, text_of, texts

ENGLISH = event_file(
    *("headline: A meeting", "summary: What it is.", "speakers:"),
    *("  - speaker: vera", "    role: Speaker", "    topic: Homes"),
    body="The original.",
)
HEAD = "kind: event\ntranslation_of: meeting\nlanguage: de\nname: Treffen"
GERMAN = f"---\n{HEAD}\n---\n\nDer Text.\n"
SERBIAN = GERMAN.replace("language: de", "language: sr").replace("Der Text.", "Knjiga.")
FILES = {"speakers/vera.md": SPEAKER, "meeting.md": ENGLISH}


@pytest.fixture
def meeting(app: Flask, tmp_path: Path) -> int:
    """The number of an event in English."""
    take_in_all(tmp_path, FILES)
    return event().id


def event() -> Event:
    db.session.rollback()
    db.session.expire_all()
    found = event_by_slug("meeting")
    assert found is not None
    return found


def text(language: str) -> EventText:
    return next(each for each in event().texts if each.language == language)


def marks(page: Element) -> list[str]:
    """Return what the form of an event says of its languages."""
    [section] = by_class(page, "text-languages")
    return [text_of(each) for each in by_class(section, "content")]


def in_german(writer: Writer, item: int) -> Form:
    return writer.open(f"events/{item}/in/de")


def said_in_german(writer: Writer, item: int) -> Form:
    """Return a form in which all of the event is said in German."""
    form = in_german(writer, item).type(name="Treffen", headline="Ein Treffen", body="Der Text.")
    form.fields |= {"f.speakers.1.role": "Rednerin", "f.speakers.1.topic": "Wohnungen"}
    return form


def test_languages_stand_in_the_form_and_in_the_list(
    mara: Writer, meeting: int, tmp_path: Path
) -> None:
    take_in_all(tmp_path, {"meeting.de.md": GERMAN, "meeting.sr.md": SERBIAN})
    take_in_all(tmp_path, {"meeting.de.md": GERMAN.replace("Der", "Ein")})
    db.session.execute(db.update(EventText).where(EventText.language == "de").values(based_on="0"))
    db.session.commit()

    form = page_of(mara.client.get(f"{CONTENT}/events/{meeting}/"))
    listed = page_of(mara.client.get(f"{CONTENT}/events/"))

    assert marks(form) == [
        "English Original",
        "Srpski Up to date",
        "Српски Made by machine, not yet looked at",
        "Deutsch Older than the original",
    ]
    assert [text_of(each) for each in by_class(listed, "text-mark")] == [
        "English: Original",
        "Srpski: Up to date",
        "Српски: Made by machine, not yet looked at",
        "Deutsch: Older than the original",
    ]
    others = page_of(mara.client.get(f"{CONTENT}/translations/"))
    assert len(by_class(others, "text-mark")) == 3


def test_missing_text_is_written_beside_the_original(mara: Writer, meeting: int) -> None:
    page = page_of(mara.client.get(f"{CONTENT}/events/{meeting}/in/de"))
    assert [text_of(each) for each in by_class(page, "original-text")] == [
        *("Meeting", "A meeting", "What it is.", "Speaker", "Homes", "The original."),
    ]
    before = page_of(mara.client.get(f"{CONTENT}/events/{meeting}/"))
    assert "Deutsch Translation missing" in marks(before)

    published = said_in_german(mara, meeting).press("publish")

    assert (text("de").headline, text("de").body) == ("Ein Treffen", "Der Text.")
    assert text("de").speakers == [
        {"speaker": "vera", "role": "Rednerin", "affiliation": "", "topic": "Wohnungen"}
    ]
    after = page_of(mara.client.get(f"{CONTENT}/events/{meeting}/"))
    assert "Deutsch Up to date" in marks(after)
    told = page_of(mara.client.get(published.headers["Location"]))
    [link] = [each for each in told.iter("a") if text_of(each) == "See the page"]
    assert link.get("href") == "/de/events/meeting/"
    [version] = db.session.query(ContentVersion).filter_by(kind="translation")
    assert (version.slug, "translation_of: meeting" in version.text) == ("meeting.de", True)


def test_draft_of_a_new_text_is_found_again_and_discarded(mara: Writer, meeting: int) -> None:
    form = said_in_german(mara, meeting)
    assert form.press("autosave").status_code == 200

    again = in_german(mara, meeting)

    assert again.fields["f.headline"] == "Ein Treffen"
    assert (again.fields["f.speakers.1.speaker"], again.fields["f.speakers.1.role"]) == (
        *("Vera", "Rednerin"),
    )
    page = page_of(mara.client.get(f"{CONTENT}/events/{meeting}/"))
    [german] = [each for each in marks(page) if "Deutsch" in each]
    assert german.startswith("Deutsch Translation missing Draft by Mara")
    assert event().texts == []
    mara.client.post(f"{form.url}/discard", data={"csrf_token": form.fields["csrf_token"]})
    assert in_german(mara, meeting).fields["f.headline"] == ""


def test_mistakes_stand_beside_their_fields(mara: Writer, meeting: int) -> None:
    form = in_german(mara, meeting)
    form.fields |= {"f.speakers.1.topic": "Wohnungen"}

    page = page_of(form.press("publish"), status=422)

    assert beside(page) == {
        "f-name": "Error: Fill this in.",
        "f-speakers-1-role": "Error: Fill this in.",
    }


def test_two_editors_write_the_same_text(mara: Writer, nikola: Writer, meeting: int) -> None:
    first, second = said_in_german(mara, meeting), said_in_german(nikola, meeting)
    assert first.press("publish").status_code == 303

    page = page_of(second.type(headline="Anders").press("publish"), status=409)

    [notice] = [text_of(each) for each in by_class(page, "notice")]
    assert notice.startswith("Someone else has just published a text of this event")
    assert text("de").headline == "Ein Treffen"


def test_text_that_was_read_over_an_import_is_not_overwritten(
    mara: Writer, meeting: int, tmp_path: Path
) -> None:
    take_in_all(tmp_path, {"meeting.de.md": GERMAN})
    form = mara.open(f"translations/{text('de').id}/")
    said = mara.client.application.test_cli_runner()
    (tmp_path / "meeting.de.md").write_text(GERMAN.replace("Der Text", "Neues"), encoding="utf-8")
    assert said.invoke(args=["content", "import", str(tmp_path)]).exit_code == 0

    page = page_of(form.type(headline="Anders").press("publish"), status=409)

    assert "A newer version was imported" in text_of(page)


# --- older than the original --------------------------------------------------------------


@pytest.fixture
def outdated(mara: Writer, meeting: int) -> int:
    """The number of a German text whose original has changed since."""
    mara.open(f"events/{meeting}/").press("publish")
    said_in_german(mara, meeting).press("publish")
    mara.open(f"events/{meeting}/").type(body="The original, corrected.").press("publish")
    return text("de").id


def test_what_changed_in_the_original_is_shown(mara: Writer, outdated: int) -> None:
    page = page_of(mara.client.get(f"{CONTENT}/translations/{outdated}/"))

    assert texts(page, ".//ins") == ["[added: , corrected]"]
    assert texts(page, ".//dt") == ["Article"]


@pytest.mark.parametrize(
    ("choice", "label"),
    [("f-based_on", "Up to date"), ("f-based_on-no", "Older than the original")],
)
def test_editor_says_whether_the_text_is_up_to_date(
    mara: Writer, outdated: int, choice: str, label: str
) -> None:
    page = page_of(mara.client.get(f"{CONTENT}/translations/{outdated}/"))
    [radio] = [each for each in page.iter("input") if each.get("id") == choice]
    form = mara.open(f"translations/{outdated}/").type(name="Das Treffen")

    form.fields["f.based_on"] = radio.get("value", "")
    assert form.press("publish").status_code == 303

    listed = page_of(mara.client.get(f"{CONTENT}/translations/"))
    assert [text_of(each) for each in by_class(listed, "text-mark")] == [f"Deutsch: {label}"]
    assert text("de").name == "Das Treffen"


def test_change_without_a_version_is_told_as_unknown(mara: Writer, outdated: int) -> None:
    db.session.query(ContentVersion).filter_by(kind="event").delete()
    db.session.commit()

    page = page_of(mara.client.get(f"{CONTENT}/translations/{outdated}/"))

    assert "What changed is not known" in text_of(page)


# --- the other script ---------------------------------------------------------------------


def test_machine_text_stays_one_until_an_editor_publishes_it(
    mara: Writer, meeting: int, tmp_path: Path
) -> None:
    take_in_all(tmp_path, {"meeting.sr.md": SERBIAN})
    form = mara.open(f"events/{meeting}/in/sr-Cyrl")
    assert form.fields["f.body"] == "Књига."
    form.press("save")
    assert text("sr-Cyrl").is_made_by_machine

    form.type(body="Књига, прочитана.").press("publish")

    assert not text("sr-Cyrl").is_made_by_machine
    assert text("sr-Cyrl").body == "Књига, прочитана."


def test_button_makes_a_text_anew_from_the_other_script(
    mara: Writer, meeting: int, tmp_path: Path
) -> None:
    by_hand = SERBIAN.replace("language: sr", "language: sr-Cyrl").replace("Knjiga", "Рука")
    take_in_all(tmp_path, {"meeting.sr.md": SERBIAN, "meeting.sr-Cyrl.md": by_hand})
    form = mara.open(f"events/{meeting}/in/sr-Cyrl")
    assert form.fields["f.body"] == "Рука."

    made = mara.form_of(form.press("turn"))

    assert (made.fields["f.body"], made.fields["f.name"]) == ("Књига.", "Treffen")
    assert text("sr-Cyrl").body == "Рука."
    back = mara.form_of(mara.open(f"events/{meeting}/in/sr").press("turn"))
    assert back.fields["f.body"] == "Ruka."


def test_there_is_no_such_button_for_other_languages(mara: Writer, meeting: int) -> None:
    assert 'value="turn"' not in mara.client.get(f"{CONTENT}/events/{meeting}/in/de").text
    assert 'value="turn"' not in mara.client.get(f"{CONTENT}/events/{meeting}/in/sr").text


# --- preview, deleting, and other events --------------------------------------------------


def test_preview_shows_the_page_in_the_words_of_the_text(mara: Writer, meeting: int) -> None:
    shown = mara.client.get(said_in_german(mara, meeting).press("preview").headers["Location"])

    page = page_of(shown)
    assert texts(page, ".//h1") == ["Ein Treffen"]
    article = page.find(".//article")
    assert article is not None
    assert article.get("lang") == "de"
    assert "Rednerin" in text_of(article)
    assert event().texts == []


def test_preview_says_the_banner_in_the_language_and_words_of_the_text(
    mara: Writer, meeting: int
) -> None:
    original = event()
    original.status, original.status_note = Status.CANCELLED, "We are sorry."
    db.session.commit()
    form = said_in_german(mara, meeting)
    form.fields["f.status_note"] = "Schade."

    page = page_of(mara.client.get(form.press("preview").headers["Location"]))

    [banner] = by_class(page, "banner")
    assert text_of(banner).startswith("Diese Veranstaltung ist abgesagt.")
    assert text_of(banner).endswith("Schade.")
    assert (page.get("lang"), text_of(by_class(page, "preview-bar")[0])[:8]) == ("de", "Preview:")


def test_preview_calls_side_events_as_in_that_language(
    mara: Writer, meeting: int, tmp_path: Path
) -> None:
    side = event_file("part_of: meeting", "headline: A talk")
    german = "---\nkind: event\nname: Gespräch\n---\n\nText.\n"
    take_in_all(tmp_path / "side", {"talk.md": side, "talk.de.md": german})

    shown = mara.client.get(said_in_german(mara, meeting).press("preview").headers["Location"])

    assert "Gespräch" in [text_of(link) for link in page_of(shown).iter("a")]


def test_text_is_deleted_with_its_versions_and_drafts(
    mara: Writer, nikola: Writer, meeting: int, tmp_path: Path
) -> None:
    take_in_all(tmp_path, {"meeting.sr.md": SERBIAN})
    mara.open(f"events/{meeting}/in/sr").type(name="Susret").press("publish")
    nikola.open(f"events/{meeting}/in/sr").press("save")
    nikola.open(f"events/{meeting}/in/sr-Cyrl").press("save")
    url = f"{CONTENT}/translations/{text('sr').id}/delete"
    assert "Delete this text?" in mara.client.get(url).text
    token = in_german(mara, meeting).fields["csrf_token"]

    gone = mara.client.post(url, data={"csrf_token": token})

    assert "The text has been deleted." in mara.client.get(gone.headers["Location"]).text
    assert event().texts == []
    assert db.session.query(ContentDraft).count() == 0
    assert db.session.query(ContentVersion).filter_by(kind="translation").count() == 0


def test_nothing_of_a_text_outlives_its_event(mara: Writer, meeting: int) -> None:
    said_in_german(mara, meeting).press("publish")
    in_german(mara, meeting).press("save")
    mara.open(f"events/{meeting}/in/sr").type(name="Susret").press("save")
    found = event()

    remove_event(removal_name(found.slug), now())
    db.session.commit()

    assert kind_of(found) == "event"
    assert db.session.query(ContentDraft).count() == 0
    assert db.session.query(ContentVersion).filter_by(kind="translation").count() == 0


def test_draft_follows_an_event_that_is_renamed(mara: Writer, meeting: int) -> None:
    form = said_in_german(mara, meeting)
    form.press("save")
    mara.open(f"events/{meeting}/").type(slug="assembly").press("publish")

    assert form.press("publish").status_code == 303
    db.session.rollback()
    found = event_by_slug("assembly")
    assert found is not None
    assert [each.slug for each in found.texts] == ["assembly.de"]


@pytest.mark.parametrize("path", ["translations/new", "events/1/in/fr", "events/99/in/de"])
def test_what_is_no_text_of_an_event_is_not_found(mara: Writer, meeting: int, path: str) -> None:
    assert mara.client.get(f"{CONTENT}/{path}").status_code == 404


def test_language_of_the_original_leads_to_the_event(mara: Writer, meeting: int) -> None:
    response = mara.client.get(f"{CONTENT}/events/{meeting}/in/en")

    assert response.headers["Location"] == f"{CONTENT}/events/{meeting}/"
