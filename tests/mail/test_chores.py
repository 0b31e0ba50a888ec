"""What the mail process does again and again fails apart, and is done again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text

from ethreader.audience.models import AudienceDay
from ethreader.base.db import db
from ethreader.events.models import Event
from ethreader.ops.chores import REST
from ethreader.ops.mail_process import MailProcess
from tests.mail.inbox import Inbox
from tests.mail.wishes import ask_for_news
from tests.times import utcnow

OLD = date(2020, 1, 1)


@contextmanager
def without_table(name: str) -> Iterator[None]:
    """Take a table away for a while, so that whatever asks for it fails."""
    _execute(f"ALTER TABLE {name} RENAME TO elsewhere")
    yield
    _execute(f"ALTER TABLE elsewhere RENAME TO {name}")


@contextmanager
def without_digests() -> Iterator[None]:
    """Take away what only the sending of a mail writes."""
    _execute("ALTER TABLE contact_token RENAME COLUMN digest TO elsewhere")
    yield
    _execute("ALTER TABLE contact_token RENAME COLUMN elsewhere TO digest")


def _execute(statement: str) -> None:
    db.session.remove()
    with db.engine.begin() as connection:
        connection.execute(text(statement))


def store_old_sum() -> None:
    db.session.add(AudienceDay(day=OLD, path="/", views=1, visitors=1))
    db.session.commit()


def sums() -> list[date]:
    db.session.rollback()
    return list(db.session.scalars(select(AudienceDay.day)))


def failures(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage().splitlines()[0] for each in caplog.records]


def test_where_the_sweep_fails_mails_leave(
    *,
    client: FlaskClient,
    event: Event,
    mail_process: MailProcess,
    inbox: Inbox,
    caplog: pytest.LogCaptureFixture,
) -> None:
    store_old_sum()
    ask_for_news(client)
    with without_table("audience_day"):
        for _ in range(2):  # It rests before it is tried again.
            mail_process.round(now=utcnow())
    kept = sums()
    mail_process.round(now=utcnow() + REST)

    assert (len(inbox.mails), kept, sums()) == (1, [OLD], [])
    assert failures(caplog) == ["The mail process failed at this: the sweep."]


def test_where_no_mail_leaves_what_is_old_goes(
    *,
    client: FlaskClient,
    event: Event,
    mail_process: MailProcess,
    inbox: Inbox,
    caplog: pytest.LogCaptureFixture,
) -> None:
    store_old_sum()
    ask_for_news(client)
    with without_digests():
        mail_process.round(now=utcnow())
    swept = sums()
    mail_process.round(now=utcnow() + REST)

    assert (swept, len(inbox.mails)) == ([], 1)
    assert failures(caplog) == ["The mail process failed at this: sending mails."]


def test_nothing_is_mailed_before_erasures_are_replayed(
    *,
    client: FlaskClient,
    event: Event,
    mail_process: MailProcess,
    inbox: Inbox,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    ledger = tmp_path / "instance" / "ledger" / "erasures.txt"
    ledger.mkdir(parents=True)  # So that it cannot be read.
    ask_for_news(client)
    mail_process.round(now=utcnow())
    before = len(inbox.mails)
    ledger.rmdir()

    mail_process.round(now=utcnow() + REST)

    assert (before, len(inbox.mails)) == (0, 1)
    assert failures(caplog) == ["The mail process failed at this: replaying erasures."]


def test_the_sweep_is_due_once_an_hour(app: object, mail_process: MailProcess) -> None:
    begin = utcnow()
    mail_process.round(now=begin)
    store_old_sum()

    mail_process.round(now=begin + timedelta(minutes=59))
    early = sums()
    mail_process.round(now=begin + timedelta(minutes=60))

    assert (early, sums()) == ([OLD], [])
