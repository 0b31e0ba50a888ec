"""Versions: one for each publishing, by whom, what it changed, and the way back."""

from pathlib import Path

import pytest
from flask import Flask

from ethreader.accounts.choices import ModeratorRole
from ethreader.base.db import db
from ethreader.publishing.version_models import ContentVersion
from ethreader.speakers.queries import all_speakers
from tests.editing.writing import CONTENT, Writer
from tests.pages import by_class, page_of, text_of, texts
from tests.visitors import signed_in_in_role

FILE = "---\nkind: speaker\nname: Ana\nheadline: {}\nlanguage: en\n---\n\nShe *helps*.\n"


@pytest.fixture
def mara(site: Flask) -> Writer:
    return Writer(signed_in_in_role(site, "Mara", ModeratorRole.EDITOR))


def versions() -> list[ContentVersion]:
    db.session.rollback()
    return db.session.query(ContentVersion).order_by(ContentVersion.id).all()


def import_file(site: Flask, folder: Path, headline: str) -> None:
    path = folder / "ana.md"
    path.write_text(FILE.format(headline), encoding="utf-8")
    result = site.test_cli_runner().invoke(args=["content", "import", str(path)])
    assert result.exit_code == 0, result.output


def test_each_publishing_is_a_version_as_the_file_would_have_it(mara: Writer) -> None:
    mara.publish_speaker("Ana", headline="Lawyer", body="She *helps*.")
    [speaker] = all_speakers()
    url = f"speakers/{speaker.id}/"
    mara.open(url).type(headline="Judge").press("publish")
    mara.open(url).press("publish")  # Nothing changed: no new version.

    found = versions()

    assert [(each.number, each.saved_by and each.saved_by.name) for each in found] == [
        (1, "Mara"),
        (2, "Mara"),
    ]
    assert found[0].text == FILE.format("Lawyer")
    page = page_of(mara.client.get(f"{CONTENT}/{url}versions"))
    assert [text_of(each).partition(",")[0] for each in by_class(page, "content")] == [
        "Version 2 The latest Published by Mara",
        "Version 1 Published by Mara",
    ]
    changed = page_of(mara.client.get(f"{CONTENT}/{url}versions/2"))
    assert texts(changed, ".//del") == ["[removed: Lawyer]"]
    assert texts(changed, ".//ins") == ["[added: Judge]"]


def test_an_import_is_a_version_and_the_same_file_again_is_none(
    site: Flask, mara: Writer, tmp_path: Path
) -> None:
    for headline in ("Lawyer", "Lawyer", "Judge"):
        import_file(site, tmp_path, headline)

    assert [(each.number, each.saved_by) for each in versions()] == [(1, None), (2, None)]


def test_an_import_meanwhile_is_not_overwritten_unseen(
    site: Flask, mara: Writer, tmp_path: Path
) -> None:
    import_file(site, tmp_path, "Lawyer")
    [speaker] = all_speakers()
    form = mara.open(f"speakers/{speaker.id}/").type(body="She *listens*.")
    import_file(site, tmp_path, "Judge")

    page = page_of(form.press("publish"), status=409)

    [notice] = [text_of(each) for each in by_class(page, "notice")]
    assert notice.startswith("A newer version was imported from a file since you began.")


def test_a_version_is_restored_as_a_draft_and_changes_nothing_for_readers(mara: Writer) -> None:
    mara.publish_speaker("Ana", headline="Lawyer", body="She *helps*.\n\n> Quoted")
    [speaker] = all_speakers()
    url = f"speakers/{speaker.id}/"
    mara.open(url).type(headline="Judge", body="Nothing.", slug="judge").press("publish")
    data = {"csrf_token": mara.open(url).fields["csrf_token"]}
    shown = [mara.client.get(f"{CONTENT}/{url}versions/{number}").text for number in (1, 2)]
    assert ["/restore" in each for each in shown] == [True, False]
    assert "This is the latest version." in shown[1]

    restored = mara.client.post(f"{CONTENT}/{url}versions/1/restore", data=data)

    form = mara.form_of(restored)
    assert form.fields["f.body"] == "She *helps*.\n\n> Quoted"
    assert (form.fields["f.headline"], form.fields["f.slug"]) == ("Lawyer", "ana")
    db.session.rollback()
    assert [each.headline for each in all_speakers()] == ["Judge"]
    again = mara.client.post(f"{CONTENT}/{url}versions/1/restore", data=data)
    assert (again.status_code, "You have a draft of this already" in again.text) == (409, True)
    assert form.press("publish").status_code == 303
    db.session.rollback()
    assert [(each.headline, each.slug) for each in all_speakers()] == [("Lawyer", "ana")]
    assert len(versions()) == 3


def test_what_was_there_before_versions_is_the_first_one(mara: Writer) -> None:
    mara.publish_speaker("Ana", headline="Lawyer")
    db.session.query(ContentVersion).delete()
    db.session.commit()
    [speaker] = all_speakers()

    mara.open(f"speakers/{speaker.id}/").type(headline="Judge").press("publish")

    assert [(each.number, each.saved_by and each.saved_by.name) for each in versions()] == [
        (1, None),
        (2, "Mara"),
    ]
    assert "headline: Lawyer" in versions()[0].text
    assert mara.client.get(f"{CONTENT}/speakers/{speaker.id}/versions/3").status_code == 404
