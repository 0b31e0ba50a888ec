"""`flask content` takes things down, and files alone bring nothing back."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from time_machine import Traveller

from ethreader.base.content_state import ContentState
from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import Comment
from ethreader.events.queries import event_by_slug
from ethreader.publishing.service import rename
from ethreader.speakers.queries import speaker_by_slug
from tests.conftest import make_comment
from tests.content_files import take_in, take_in_all, write
from tests.publishing.pages import FILES, item, url_of


@pytest.fixture(autouse=True)
def files(app: Flask, tmp_path: Path) -> Path:
    take_in_all(tmp_path / "files", FILES)
    return tmp_path / "files"


def run(app: Flask, *words: str, says: str = "") -> Result:
    db.session.rollback()
    return app.test_cli_runner().invoke(args=["content", *words], input=says)


@pytest.mark.parametrize("word", ["withdraw", "remove"])
@pytest.mark.parametrize("slug", ["meeting", "vera"])
def test_withdrawn_by_command_and_restored(app: Flask, word: str, slug: str) -> None:
    client = app.test_client()

    taken = run(app, word, slug)
    gone = client.get(url_of(slug)).status_code
    back = run(app, "restore", slug)

    assert (taken.exit_code, gone, back.exit_code) == (0, 410, 0)
    assert f"flask content restore {slug}" in taken.output
    assert client.get(url_of(slug)).status_code == 200


def test_restoring_what_is_published_is_refused_in_a_sentence(app: Flask) -> None:
    result = run(app, "restore", "meeting")

    assert (result.exit_code, result.output) == (
        1,
        "Error: Only a withdrawn page can be restored.\n",
    )


@pytest.mark.parametrize("word", ["withdraw", "restore", "delete"])
def test_unknown_slug_is_told(app: Flask, word: str) -> None:
    result = run(app, word, "nobody")

    assert result.exit_code == 1
    assert "Nothing is called “nobody”." in result.output


def test_kind_is_asked_for_where_two_are_called_the_same(app: Flask) -> None:
    begin_write_transaction()
    rename(item("meeting"), "vera")
    db.session.commit()

    unclear, clear = run(app, "withdraw", "vera"), run(app, "withdraw", "vera", "--kind", "speaker")

    assert (unclear.exit_code, clear.exit_code) == (1, 0)
    assert "--kind" in unclear.output
    assert app.test_client().get("/events/vera/").status_code == 200


def test_nothing_is_deleted_without_a_yes(app: Flask) -> None:
    result = run(app, "delete", "vera", says="n\n")

    assert result.exit_code == 1
    assert "for good" in result.output
    assert speaker_by_slug("vera") is not None


@pytest.mark.parametrize(("more", "says"), [((), "y\n"), (("--yes",), "")])
def test_person_is_deleted_and_whose_words_name_them_is_told(
    app: Flask, tmp_path: Path, more: tuple[str, ...], says: str
) -> None:
    said = "---\nkind: event\nname: M\nstarts: 2026-02-03\n---\nThanks to Вера Маркедперсон.\n"
    latin = said.replace("Вера Маркедперсон", "Vera Markedperson")
    take_in_all(tmp_path / "more", {"cyrillic.md": said, "latin.md": latin})
    comment = make_comment(event_by_slug("meeting"), body="Dear Vera Markedperson!")  # type: ignore[arg-type]
    url = f"/comments/{comment.public_id}"

    result = run(app, "delete", "vera", *more, says=says)

    told = result.stderr.splitlines()
    assert result.exit_code == 0
    assert {"/events/cyrillic/", "/events/latin/", url} <= set(told)
    assert "/events/meeting/" not in told  # There only a link named her.
    db.session.expire_all()
    assert speaker_by_slug("vera") is None
    latin_event = event_by_slug("latin")
    assert latin_event is not None
    assert "Vera Markedperson" in latin_event.body  # Nothing is changed in silence.


def test_event_is_deleted_with_its_comments(app: Flask) -> None:
    make_comment(event_by_slug("meeting"))  # type: ignore[arg-type]

    result = run(app, "delete", "meeting", "--yes")

    assert (result.exit_code, result.stdout) == (0, "It is deleted.\n")
    assert db.session.query(Comment).count() == 0
    assert app.test_client().get("/events/meeting/").status_code == 404


# --- files --------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["meeting", "vera"])
def test_file_leaves_withdrawn_what_is_withdrawn(app: Flask, files: Path, slug: str) -> None:
    run(app, "withdraw", slug)
    changed = FILES[f"{slug}.md"] + "\nAnother word.\n"
    write(files, {f"{slug}.md": changed})

    result = run(app, "import", str(files))

    db.session.expire_all()
    row = item(slug)
    assert result.exit_code == 0
    assert f"Warning: {files / slug}.md:1: slug: it stays withdrawn" in result.stderr
    assert f"flask content restore {slug}" in result.stderr
    assert (row.state, "Another word." in row.body) == (ContentState.WITHDRAWN, True)
    assert app.test_client().get(url_of(slug)).status_code == 410


def test_file_of_what_was_renamed_is_refused_with_what_to_write(app: Flask, files: Path) -> None:
    begin_write_transaction()
    rename(item("meeting"), "assembly")
    db.session.commit()

    [refusal] = take_in([files])

    assert "“meeting” leads to /events/assembly/ since that was renamed" in refusal
    assert "slug: assembly" in refusal
    assert event_by_slug("meeting") is None


@pytest.mark.parametrize("name", ["meeting.md", "vera.md"])
def test_file_of_what_was_deleted_is_refused(app: Flask, files: Path, name: str) -> None:
    run(app, "delete", name.removesuffix(".md"), "--yes")

    refusals = take_in([files / name])

    assert len(refusals) == 1
    assert "was deleted for good; delete this file, or give it another slug" in refusals[0]


def test_file_that_names_who_was_deleted_is_refused_with_what_to_do(
    app: Flask, files: Path
) -> None:
    run(app, "delete", "vera", "--yes")

    refusals = take_in([files / "meeting.md"])

    assert any(
        "the speaker “vera” was deleted for good; delete what names it here" in each
        for each in refusals
    )
    assert event_by_slug("meeting") is not None


@pytest.mark.parametrize(("until", "refused"), [("2026-01-31", 1), ("2026-02-03", 0)])
def test_file_whose_consent_is_over_is_refused_before_anybody_is_deleted(
    *, files: Path, clock: Traveller, until: str, refused: int
) -> None:
    said = f"kind: speaker\nconsent_expires_on: {until}"
    write(files, {"vera.md": FILES["vera.md"].replace("kind: speaker", said)})

    refusals = take_in([files / "vera.md"])

    assert len(refusals) == refused
    assert all("vera.md:3: consent_expires_on: the consent is over" in each for each in refusals)


@pytest.mark.parametrize("slug", ["meeting", "vera"])
def test_export_has_what_is_published_and_the_rest_as_drafts(
    app: Flask, tmp_path: Path, slug: str
) -> None:
    run(app, "withdraw", slug)
    plain, whole = tmp_path / "plain", tmp_path / "whole"

    run(app, "export", str(plain))
    run(app, "export", str(whole), "--all")
    again = run(app, "import", str(whole))

    names = {"events/meeting.md", "speakers/vera.md"}
    assert names_in(plain) == {name for name in names if slug not in name}
    assert names_in(whole) == names
    [marked] = [path for path in whole.rglob("*.md") if path.stem == slug]
    assert "draft: withdrawn\n" in marked.read_text()
    assert "1 left out" in again.output
    db.session.expire_all()
    assert item(slug).state is ContentState.WITHDRAWN


def names_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*.md")}
