"""A speaker's texts in more languages: written beside the original, made, previewed, deleted."""

from pathlib import Path

import pytest
from flask import Flask

from ethreader.base.db import db
from ethreader.publishing.draft_models import ContentDraft
from ethreader.publishing.version_models import ContentVersion
from ethreader.speakers.models import Speaker
from ethreader.speakers.queries import speaker_by_slug
from tests.content_files import take_in_all
from tests.editing.writing import CONTENT, Form, Writer
from tests.pages import by_class, page_of, text_of, texts

ENGLISH = "---\nkind: speaker\nname: Vera\nheadline: Lawyer\n---\n\nShe speaks.\n"
GERMAN = "---\nkind: speaker\nheadline: Anwältin\n---\n\nSie spricht.\n"
SERBIAN = "---\nkind: speaker\nheadline: Pravnica\n---\n\nKnjiga.\n"
LIST = f"{CONTENT}/speaker-translations/"


@pytest.fixture
def vera(app: Flask, tmp_path: Path) -> int:
    """The number of a speaker who is told of in English."""
    take_in_all(tmp_path, {"vera.md": ENGLISH})
    return speaker().id


def speaker() -> Speaker:
    db.session.rollback()
    db.session.expire_all()
    found = speaker_by_slug("vera")
    assert found is not None
    return found


def text_id(language: str) -> int:
    return next(each.id for each in speaker().texts if each.language == language)


def in_german(writer: Writer, number: int) -> Form:
    form = writer.open(f"speakers/{number}/in/de")
    return form.type(headline="Anwältin", body="Sie spricht.")


def test_languages_stand_in_the_form_and_in_the_lists(
    mara: Writer, vera: int, tmp_path: Path
) -> None:
    take_in_all(tmp_path, {"vera.de.md": GERMAN, "vera.sr.md": SERBIAN})
    take_in_all(tmp_path, {"vera.md": ENGLISH.replace("Lawyer", "Advocate")})

    page = page_of(mara.client.get(f"{CONTENT}/speakers/{vera}/"))
    [section] = by_class(page, "text-languages")
    assert [text_of(each) for each in by_class(section, "content")] == [
        "English Original",
        "Srpski Older than the original",
        "Српски Made by machine, not yet looked at",
        "Deutsch Older than the original",
    ]
    listed = text_of(page_of(mara.client.get(f"{CONTENT}/speakers/")).find(".//main"))
    assert "Deutsch" in listed
    own = page_of(mara.client.get(f"{LIST}?q=vera"))
    assert [text_of(each)[:4] for each in by_class(own, "content")] == ["Vera"] * 3


def test_text_is_written_beside_the_original_and_published(mara: Writer, vera: int) -> None:
    page = text_of(page_of(mara.client.get(f"{CONTENT}/speakers/{vera}/in/de")).find(".//main"))
    assert "The original is in English: Vera" in page
    assert "She speaks." in page

    done = in_german(mara, vera).press("publish")

    told = page_of(mara.client.get(done.headers["Location"]))
    assert "/de/speakers/vera/" in [link.get("href") for link in told.iter("a")]
    shown = page_of(mara.client.get("/de/speakers/vera/"))
    assert texts(shown, ".//p[@class='standfirst']") == ["Anwältin"]
    db.session.rollback()
    [version] = db.session.query(ContentVersion).all()
    assert (version.kind.value, version.slug) == ("speaker-text", "vera.de")


def test_draft_is_kept_previewed_and_found_again(mara: Writer, vera: int) -> None:
    form = in_german(mara, vera)
    form.press("save")
    shown = page_of(mara.client.get(form.press("preview").headers["Location"]))
    assert texts(shown, ".//p[@class='standfirst']") == ["Anwältin"]
    assert speaker().texts == []

    again = mara.client.get(f"{CONTENT}/speakers/{vera}/in/de")
    assert again.status_code == 303
    assert str(again.location).endswith(form.url.rpartition("/")[2])
    page = page_of(mara.client.get(f"{CONTENT}/speakers/{vera}/"))
    [section] = by_class(page, "text-languages")
    assert "Draft by" in text_of(section)


def test_text_that_would_leave_readers_without_a_page_is_refused(mara: Writer, vera: int) -> None:
    refused = page_of(in_german(mara, vera).type(body="").press("publish"), status=422)

    assert "has a text, so say it here, too" in text_of(refused.find(".//main"))
    assert speaker().texts == []


def test_what_changed_in_the_original_is_shown_and_answered(
    app: Flask, mara: Writer, vera: int, tmp_path: Path
) -> None:
    mara.open(f"speakers/{vera}/").press("publish")  # So that a version of it is kept.
    in_german(mara, vera).press("publish")
    mara.open(f"speakers/{vera}/").type(headline="Advocate").press("publish")

    path = f"speaker-translations/{text_id('de')}/"
    page = page_of(mara.client.get(f"{CONTENT}/{path}"))
    said = text_of(page.find(".//main"))
    assert "The original has changed since this text was written." in said
    assert ("Lawyer" in said, "Advocate" in said) == (True, True)


def test_form_is_filled_from_the_other_script(mara: Writer, vera: int, tmp_path: Path) -> None:
    take_in_all(tmp_path, {"vera.sr.md": SERBIAN})
    form = mara.open(f"speaker-translations/{text_id('sr-Cyrl')}/").type(headline="", body="")

    turned = mara.form_of(form.press("turn"))

    assert turned.fields["f.headline"] == "Правница"
    turned.press("publish")
    [made] = [each for each in speaker().texts if each.language == "sr-Cyrl"]
    assert (made.is_made_by_machine, made.body) == (False, "Књига.")


def test_text_is_deleted_with_its_versions_and_drafts(mara: Writer, vera: int) -> None:
    in_german(mara, vera).press("publish")
    url = f"{CONTENT}/speaker-translations/{text_id('de')}"
    mara.open(f"speaker-translations/{text_id('de')}/").type(body="Anders.").press("save")
    asked = mara.client.get(f"{url}/delete").text
    assert ("Delete this text?" in asked, "Vera" in asked) == (True, True)
    token = mara.open(f"speakers/{vera}/").fields["csrf_token"]

    mara.client.post(f"{url}/delete", data={"csrf_token": token})

    assert speaker().texts == []
    assert db.session.query(ContentVersion).all() == []
    assert db.session.query(ContentDraft).all() == []


@pytest.mark.parametrize(
    "path", ["speaker-translations/new", "speakers/1/in/fr", "speakers/9/in/de"]
)
def test_what_there_is_not_is_not_found(mara: Writer, vera: int, path: str) -> None:
    assert mara.client.get(f"{CONTENT}/{path}").status_code == 404
