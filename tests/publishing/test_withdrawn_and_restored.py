"""An older backup shows nothing again that was withdrawn since, unless that was shown again."""

from pathlib import Path

import pytest
from flask import Flask

from ethreader.base.content_state import ContentState
from ethreader.base.db import begin_write_transaction, db
from ethreader.ops.erasures import replay_erasures
from ethreader.publishing.service import publish, rename, restore, withdraw
from ethreader.retention import ledger
from tests.content_files import take_in, write
from tests.publishing.pages import FILES, item
from tests.times import utcnow


@pytest.fixture(autouse=True)
def content(app: Flask, tmp_path: Path) -> None:
    assert take_in([write(tmp_path / "files", FILES)]) == []


def older_database_is_replayed(app: Flask, slug: str) -> ContentState:
    """Show something as an older database does, and return what becomes of it."""
    begin_write_transaction()
    item(slug).state = ContentState.PUBLISHED
    db.session.commit()
    replay_erasures(app.extensions["settings"], now=utcnow())
    state = item(slug).state
    db.session.rollback()
    return state


@pytest.mark.parametrize("slug", ["vera", "meeting"])
def test_what_was_withdrawn_stays_so(app: Flask, slug: str) -> None:
    begin_write_transaction()
    withdraw(item(slug))
    db.session.commit()

    assert older_database_is_replayed(app, slug) is ContentState.WITHDRAWN
    assert older_database_is_replayed(app, slug) is ContentState.WITHDRAWN
    written = (app.extensions["settings"].ledger / ledger.FILE).read_text()
    assert slug not in written


@pytest.mark.parametrize("again", ["restored", "published", "withdrawn once more"])
def test_what_was_shown_again_is_shown(app: Flask, again: str) -> None:
    begin_write_transaction()
    vera = item("vera")
    withdraw(vera)
    rename(vera, "vera-m")
    if again == "published":
        publish(vera, today=utcnow().date())
    else:
        restore(vera)
    if again == "withdrawn once more":
        withdraw(vera)
    db.session.commit()

    hidden = again == "withdrawn once more"
    state = older_database_is_replayed(app, "vera-m")
    assert state is (ContentState.WITHDRAWN if hidden else ContentState.PUBLISHED)
