"""Two editors of one page: who publishes later is told before anything is overwritten."""

import threading

import pytest
from flask import Flask

from ethreader.accounts.choices import ModeratorRole
from ethreader.base.db import db
from ethreader.publishing.draft_models import ContentDraft
from ethreader.publishing.version_models import ContentVersion
from ethreader.speakers.queries import all_speakers
from tests.editing.writing import Writer
from tests.pages import by_class, page_of, text_of, texts
from tests.visitors import signed_in_in_role


@pytest.fixture
def writers(site: Flask) -> list[Writer]:
    """Mara and Nikola, on each of the two databases."""
    return [
        Writer(signed_in_in_role(site, name, ModeratorRole.EDITOR)) for name in ("Mara", "Nikola")
    ]


def speaker_id() -> int:
    db.session.rollback()
    [speaker] = all_speakers()
    return speaker.id


def headline() -> str:
    db.session.rollback()
    [speaker] = all_speakers()
    return speaker.headline


def test_who_publishes_over_a_newer_version_sees_both_texts_first(writers: list[Writer]) -> None:
    mara, nikola = writers
    mara.publish_speaker(headline="Lawyer in Belgrade", body="One.\n\nTwo.")
    item = speaker_id()
    mine = mara.open(f"speakers/{item}/").type(headline="Judge in Belgrade")
    theirs = nikola.open(f"speakers/{item}/").type(headline="Lawyer in Vienna")
    mara.form_of(mine.press("save"))
    seen = page_of(nikola.client.get(f"/moderation/content/speakers/{item}/"))
    assert "Mara is writing on this too" in text_of(by_class(seen, "notice")[0])
    assert theirs.press("publish").status_code == 303

    refused = mine.press("publish")

    page = page_of(refused, status=409)
    [notice] = [text_of(each) for each in by_class(page, "notice")]
    assert notice.startswith("Nikola has published a newer version since you began.")
    [differences] = by_class(page, "differences")
    assert texts(differences, ".//dt") == ["Role or position"]
    assert texts(differences, ".//del") == ["[removed: Lawyer]", "[removed: Vienna]"]
    assert texts(differences, ".//ins") == ["[added: Judge]", "[added: Belgrade]"]
    assert headline() == "Lawyer in Vienna"
    knowing = mara.form_of(refused, status=409)
    assert knowing.fields["f.headline"] == "Judge in Belgrade"
    assert knowing.press("publish").status_code == 303
    assert headline() == "Judge in Belgrade"


def test_of_two_who_publish_at_once_one_is_told(writers: list[Writer]) -> None:
    mara, nikola = writers
    mara.publish_speaker(headline="Lawyer")
    item = speaker_id()
    forms = [
        writer.open(f"speakers/{item}/").type(headline=headline)
        for writer, headline in ((mara, "Judge"), (nikola, "Clerk"))
    ]
    found: list[int] = []

    def press(number: int) -> None:
        found.append(forms[number].press("publish").status_code)

    threads = [threading.Thread(target=press, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found) == [303, 409]
    db.session.rollback()
    assert db.session.query(ContentVersion).count() == 2
    [left] = db.session.query(ContentDraft)
    assert {headline(), left.values["headline"]} == {"Judge", "Clerk"}


def test_of_two_who_make_the_same_person_none_is_overwritten(writers: list[Writer]) -> None:
    mara, nikola = writers
    form = mara.open("speakers/new").type(name="Ana", headline="Of Mara")
    nikola.publish_speaker("Ana", headline="Of Nikola")

    assert form.press("publish").status_code == 303

    db.session.rollback()
    assert {(each.slug, each.headline) for each in all_speakers()} == {
        ("ana", "Of Nikola"),
        ("ana-2", "Of Mara"),
    }


def test_what_was_deleted_meanwhile_leaves_the_draft(writers: list[Writer]) -> None:
    mara, _ = writers
    mara.publish_speaker(headline="Lawyer")
    form = mara.open(f"speakers/{speaker_id()}/").type(headline="Judge")
    [speaker] = all_speakers()
    db.session.delete(speaker)
    db.session.commit()

    page = page_of(form.press("publish"), status=409)

    assert "has been deleted from the site" in text_of(by_class(page, "notice")[0])
    db.session.rollback()
    assert [draft.values["headline"] for draft in db.session.query(ContentDraft)] == ["Judge"]
