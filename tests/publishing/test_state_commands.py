"""`flask content list` says what stands where; `publish` shows what readers have not seen yet."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from ethreader.accounts.choices import ModeratorRole
from ethreader.base.db import begin_write_transaction, db
from ethreader.publishing.service import hold_back, rename, schedule
from tests.content_files import take_in_all
from tests.editing.writing import Writer
from tests.publishing.pages import FILES, item, url_of
from tests.visitors import signed_in_in_role

LATER = datetime(2999, 4, 5, 7, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def files(app: Flask, tmp_path: Path) -> None:
    take_in_all(tmp_path / "files", FILES)


def run(app: Flask, *words: str) -> Result:
    db.session.rollback()
    return app.test_cli_runner().invoke(args=["content", *words])


def put_off(slug: str, publish_at: datetime | None = None) -> None:
    begin_write_transaction()
    if publish_at is None:
        hold_back(item(slug))
    else:
        schedule(item(slug), publish_at=publish_at, now=publish_at - timedelta(days=1))
    db.session.commit()


@pytest.mark.parametrize("publish_at", [None, LATER])
@pytest.mark.parametrize("slug", ["meeting", "vera"])
def test_what_waits_is_published_by_command(
    app: Flask, slug: str, publish_at: datetime | None
) -> None:
    put_off(slug, publish_at)
    assert app.test_client().get(url_of(slug)).status_code == 404

    result = run(app, "publish", slug)

    said = f"“{slug}” is published. flask content withdraw {slug} takes it off the site.\n"
    assert (result.exit_code, result.output) == (0, said)
    assert app.test_client().get(url_of(slug)).status_code == 200


def test_whom_an_event_names_is_published_with_it(app: Flask) -> None:
    put_off("meeting")
    put_off("vera")

    run(app, "publish", "meeting")

    assert app.test_client().get(url_of("vera")).status_code == 200


def test_what_cannot_be_published_is_told_with_what_to_do(app: Flask) -> None:
    assert run(app, "publish", "meeting").output == "Error: “meeting” is published already.\n"
    run(app, "withdraw", "meeting")
    again, taken = run(app, "withdraw", "meeting"), run(app, "publish", "meeting")

    assert [again.exit_code, taken.exit_code] == [1, 1]
    assert again.output == "Error: “meeting” is withdrawn already.\n"
    said = "Error: “meeting” is withdrawn. flask content restore meeting shows it again.\n"
    assert taken.output == said


@pytest.mark.parametrize("word", ["publish", "withdraw", "restore", "delete"])
def test_name_that_leads_nowhere_says_what_became_of_it(app: Flask, word: str) -> None:
    begin_write_transaction()
    rename(item("meeting"), "assembly")
    db.session.commit()
    run(app, "delete", "vera", "--yes")

    said = [run(app, word, slug) for slug in ("meeting", "vera", "nothing")]

    assert [each.exit_code for each in said] == [1, 1, 1]
    assert [each.output for each in said] == [
        "Error: “meeting” is called “assembly” now.\n",
        "Error: “vera” was deleted for good.\n",
        (
            "Error: Nothing is called “nothing”. It is the last part of the page’s web address; "
            "flask content list names all that there is.\n"
        ),
    ]


def test_list_says_what_stands_where(app: Flask) -> None:
    mara = Writer(signed_in_in_role(app, "Mara", ModeratorRole.EDITOR))
    mara.open("events/new").type(headline="Not yet").press("save")
    mara.open("pages/new").press("save")
    put_off("meeting", LATER)
    put_off("vera")

    lines = run(app, "list").output.splitlines()

    assert lines == [
        "event   scheduled  meeting  Markedmeeting (from 2999-04-05 09:30)",
        "speaker scheduled  vera  Vera Markedperson (with the first event that names it)",
        "event   draft      –  Not yet",
        "page    draft      –  (without a name)",
    ]
    assert run(app, "list", "--state", "draft", "--kind", "event").output.splitlines() == lines[2:3]
    assert run(app, "list", "--kind", "speaker").output.splitlines() == lines[1:2]
    assert run(app, "list", "--state", "published").output == "There is nothing.\n"


def test_draft_with_changes_is_told_of(app: Flask) -> None:
    mara = Writer(signed_in_in_role(app, "Mara", ModeratorRole.EDITOR))
    mara.open(f"events/{item('meeting').id}/").type(summary="New.").press("save")

    refused = run(app, "publish", "meeting")
    put_off("meeting")
    done = run(app, "publish", "meeting")

    said = "There is a draft with changes: an editor publishes those, on the page of its form.\n"
    assert refused.output == f"Error: “meeting” is published already. {said}"
    assert (done.exit_code, done.stderr) == (0, said)


def test_what_no_reader_has_seen_is_withdrawn_without_a_tombstone(app: Flask) -> None:
    put_off("meeting", LATER)

    result, again = run(app, "withdraw", "meeting"), run(app, "withdraw", "meeting")

    said = "The date of “meeting” is forgotten. flask content publish meeting shows it.\n"
    assert (result.exit_code, result.output) == (0, said)
    assert again.output == "Error: “meeting” is not published: no reader has seen it.\n"
    assert app.test_client().get(url_of("meeting")).status_code == 404
    assert run(app, "publish", "meeting").exit_code == 0
