"""Deleting for good: nothing of it is left, in no file, and no way brings it back."""

import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete as sql_delete
from sqlalchemy import select

from ethreader.audience.models import AudienceDay
from ethreader.base.content_state import ContentKind
from ethreader.base.db import Base, begin_write_transaction, db
from ethreader.events.models import Event
from ethreader.events.queries import event_by_slug
from ethreader.ops.erasures import replay_erasures
from ethreader.ops.housekeeping import Housekeeping
from ethreader.publishing.errors import SlugRemoved
from ethreader.publishing.models import ContentRemoval
from ethreader.publishing.registry import Removed, register_on_removed
from ethreader.publishing.service import rename, require_free_slug
from ethreader.retention import ledger
from ethreader.retention.content_service import delete_for_good
from ethreader.retention.wiping import finish_wiping, wipe
from ethreader.speakers.queries import consents_ending, speaker_by_slug
from tests.backups.keeping import backup_of, restore_to
from tests.backups.test_killed import fork
from tests.comments.forms import filled_in, own_link
from tests.conftest import DATABASES, make_comment
from tests.content_files import take_in, write
from tests.publishing.pages import FILES, item, url_of
from tests.retention.databases import files_with, keep_no_old_log, site_on
from tests.times import utcnow
from tests.visitors import HTMX

DAY = timedelta(days=1)
# Where what is proven is the same on both, and starting another server would only take time.
SQLITE = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


@pytest.fixture
def mark() -> str:
    """What stands in no other test's database: those on PostgreSQL share a server."""
    return f"m{token_hex(6)}"


@pytest.fixture
def files(tmp_path: Path, mark: str) -> Path:
    """A meeting and a person; each word by which one could find her carries the mark."""
    texts = {name: text.replace("Marked", mark) for name, text in FILES.items()}
    meeting = texts["meeting.md"].replace("vera", f"{mark}-vera").replace(f"{mark}meeting", "M")
    return write(tmp_path / "files", {"meeting.md": meeting, f"{mark}-vera.md": texts["vera.md"]})


@pytest.fixture(params=DATABASES)
def app(request: pytest.FixtureRequest, tmp_path: Path, files: Path) -> Iterator[Flask]:
    """A site on each of the two databases, with the files imported."""
    app = site_on(request.param, tmp_path, request)
    with app.app_context():
        keep_no_old_log()
        assert take_in([files]) == []
        yield app
        db.session.remove()
        db.engine.dispose()


def everything() -> str:
    """Return all values of all tables, as one text."""
    db.session.rollback()
    tables = Base.metadata.sorted_tables
    return repr([[tuple(row) for row in db.session.execute(select(table))] for table in tables])


def delete(app: Flask, slug: str) -> None:
    """Delete as commands and pages do."""
    begin_write_transaction()
    folder = app.extensions["settings"].ledger
    delete_for_good(item(slug), ledger_folder=folder, now=utcnow())
    db.session.commit()
    wipe()
    finish_wiping()


def test_nothing_of_a_person_is_left_and_the_event_stands(app: Flask, mark: str) -> None:
    begin_write_transaction()
    path = url_of(f"{mark}-vera")
    db.session.add(AudienceDay(day=utcnow().date(), path=path, views=1, visitors=1))
    rename(item(f"{mark}-vera"), f"{mark}-vesna")
    db.session.commit()
    assert files_with(mark) != set()
    db.session.rollback()

    delete(app, f"{mark}-vesna")

    client = app.test_client()
    page = client.get("/events/meeting/")
    assert mark not in everything()
    assert files_with(mark) == set()
    assert (page.status_code, "Welcome, our guest." in page.text) == (200, True)
    for slug in (f"{mark}-vera", f"{mark}-vesna"):
        assert client.get(f"/speakers/{slug}/").status_code == 404
        with pytest.raises(SlugRemoved):
            require_free_slug(ContentKind.SPEAKER, slug)
    assert mark not in (app.extensions["settings"].ledger / ledger.FILE).read_text()


def test_nothing_of_an_event_is_left(app: Flask, client: FlaskClient, mark: str) -> None:
    begin_write_transaction()
    event = item("meeting")
    rename(event, f"{mark}-meeting")
    db.session.commit()
    slug = f"{mark}-meeting"
    first = make_comment(event_of(slug), body=f"{mark} first.")
    make_comment(event_of(slug), body=f"{mark} second.", answering=first)
    form = filled_in(client, slug, body=f"{mark} third.")
    page = own_link(client.post(f"/events/{slug}/comments", data=form, headers=HTMX))
    client.post(f"/comments/{first.public_id}/report", data={"reason": "private", "note": mark})
    client.post(f"{page}/messages", data={"message": f"{mark} message."})
    db.session.rollback()

    delete(app, slug)

    kept = everything()
    assert [word for word in ("first", "second", "third", "message.") if word in kept] == []
    assert client.get(page).status_code == 404
    assert item(f"{mark}-vera").slug in kept  # The person stays.


def event_of(slug: str) -> Event:
    event = event_by_slug(slug)
    assert event is not None
    return event


@SQLITE
@pytest.mark.parametrize("slug", ["meeting", "vera"])
def test_older_backup_brings_nothing_back(app: Flask, tmp_path: Path, mark: str, slug: str) -> None:
    slug = slug.replace("vera", f"{mark}-vera")
    begin_write_transaction()
    rename(item("meeting"), f"{mark}-meeting")
    db.session.commit()
    slug = slug.replace("meeting", f"{mark}-meeting")
    older = backup_of(app, tmp_path / "backups")
    delete(app, slug)

    restore_to(app, older)

    client = app.test_client()
    assert (speaker_by_slug(slug), event_by_slug(slug)) == (None, None)
    assert client.get(url_of(slug)).status_code == 404
    if slug.endswith("vera"):
        left = everything().replace(f"{mark}-meeting", "")
        assert mark not in left
        assert mark not in client.get("/speakers/").text


@SQLITE
def test_older_file_brings_nothing_back(app: Flask, files: Path, mark: str) -> None:
    before = event_of("meeting").id
    delete(app, f"{mark}-vera")

    refusals = take_in([files])

    assert len(refusals) == 2
    assert all("deleted for good" in each for each in refusals)
    assert speaker_by_slug(f"{mark}-vera") is None
    assert event_of("meeting").id == before


@SQLITE
def test_new_site_with_the_old_ledger_takes_no_older_file(
    app: Flask, tmp_path: Path, files: Path, mark: str
) -> None:
    delete(app, f"{mark}-vera")
    settings = app.extensions["settings"]
    db.session.execute(sql_delete(ContentRemoval))  # As on a new database.
    db.session.commit()
    assert take_in([files]) == []

    replay_erasures(settings, now=utcnow())

    assert speaker_by_slug(f"{mark}-vera") is None
    assert mark not in everything()


@SQLITE
def test_second_deletion_changes_nothing(app: Flask, mark: str) -> None:
    delete(app, f"{mark}-vera")
    once = everything()
    entries = ledger.read(app.extensions["settings"].ledger).entries

    replay_erasures(app.extensions["settings"], now=utcnow())
    replay_erasures(app.extensions["settings"], now=utcnow())

    assert everything() == once
    assert ledger.read(app.extensions["settings"].ledger).entries == entries


@SQLITE
@pytest.mark.filterwarnings("ignore:This process")
@pytest.mark.parametrize("moment", ["before the commit", "after it"])
def test_kill_in_between_leaves_nothing(app: Flask, mark: str, moment: str) -> None:
    settings = app.extensions["settings"]

    def die(_: Removed) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def work() -> None:
        register_on_removed([die] if moment == "before the commit" else [])
        begin_write_transaction()
        slug = f"{mark}-vera"
        delete_for_good(item(slug), ledger_folder=settings.ledger, now=utcnow())
        db.session.commit()
        os.kill(os.getpid(), signal.SIGKILL)

    _, status = os.waitpid(fork(work), 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert (speaker_by_slug(f"{mark}-vera") is None) is (moment == "after it")
    db.session.rollback()

    Housekeeping(settings, of="site").round(now=utcnow())

    assert mark not in everything()
    assert files_with(mark) == set()


@SQLITE
def test_person_leaves_when_the_consent_is_over(app: Flask, mark: str) -> None:
    now = datetime(2026, 2, 3, 12, tzinfo=UTC)
    today = now.date()
    begin_write_transaction()
    speaker = speaker_by_slug(f"{mark}-vera")
    assert speaker is not None
    speaker.consent_expires_on = today
    db.session.commit()
    told = [[len(consents_ending(today + late * DAY, within=DAY)) for late in (-2, -1, 0)]]
    housekeeping = Housekeeping(app.extensions["settings"], of="site")

    housekeeping.take_out(now)
    on_its_last_day = speaker_by_slug(f"{mark}-vera")
    db.session.rollback()
    housekeeping.take_out(now + DAY)

    assert told == [[0, 1, 1]]
    assert on_its_last_day is not None
    assert mark not in everything()
