"""“Sent today” is the day of the site's own zone, when a mail leaves and when it is counted."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from time_machine import Traveller

from ethreader.base.db import db
from tests.conftest import EVENT_FILE, make_app, make_event
from tests.mail.inbox import Inbox
from tests.mail.processes import mail_process_with
from tests.mail.strangers import ask_as
from tests.times import utcnow

MINUTE = timedelta(minutes=1)


def sent_today(app: Flask) -> str:
    said = app.test_cli_runner().invoke(args=["mail", "status"]).output
    return said.splitlines()[1]


@pytest.mark.parametrize(
    ("zone", "midnight"),
    [
        pytest.param("Pacific/Auckland", datetime(2026, 2, 3, 11, tzinfo=UTC), id="far east"),
        pytest.param("America/Los_Angeles", datetime(2026, 2, 4, 8, tzinfo=UTC), id="far west"),
    ],
)
def test_day_of_the_site_begins_at_its_own_midnight(
    tmp_path: Path, inbox: Inbox, clock: Traveller, zone: str, midnight: datetime
) -> None:
    given = {"ETHREADER_SMTP_URL": inbox.url, "ETHREADER_TIMEZONE": zone}
    app = make_app(tmp_path / "instance", **given)
    with app.app_context():
        make_event(tmp_path, "winter-meeting", EVENT_FILE)
        process = mail_process_with(tmp_path, **given)
        found = []
        for number, moment in enumerate((midnight - MINUTE, midnight, midnight + 23 * 60 * MINUTE)):
            clock.move_to(moment)
            process.keep_keys(utcnow())
            found.append(sent_today(app))
            ask_as(f"reader{number}@gmail.com")
            process.worker.work(now=utcnow())
            found.append(sent_today(app))
        db.session.remove()
        db.engine.dispose()

    assert found == [f"sent today: {count}" for count in (0, 1, 0, 1, 1, 2)]
