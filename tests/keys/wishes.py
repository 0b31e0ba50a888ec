"""A wish that is sealed, and the private keys that open it."""

from pathlib import Path

from flask.testing import FlaskClient

from ethreader.base.clock import Clock
from ethreader.base.db import db
from ethreader.base.settings import Settings
from ethreader.contacts.models import VaultKey
from ethreader.contacts.queries import all_keys
from ethreader.contacts.vault import public_half
from ethreader.mail.models import MailState, OutboxMail
from ethreader.ops.mail_process import MailProcess
from tests.mail.wishes import ask_for_news
from tests.once import make_settings
from tests.times import utcnow


def settings_with(folder: Path, **given: str) -> Settings:
    """Return settings of the site in a test's folder, with some of their own."""
    return make_settings(folder / "instance", **given)


def process_with(folder: Path, **given: str) -> MailProcess:
    """Return the mail process of the site in a test's folder, without its loop."""
    return MailProcess(settings_with(folder, **given), clock=Clock())


def sealed_wish(client: FlaskClient, process: MailProcess, **fields: str) -> str:
    """Have keys made, and an email sealed; return the comment's public id."""
    process.keep_keys(utcnow())
    return ask_for_news(client, **fields)


def published_keys() -> list[VaultKey]:
    db.session.rollback()
    return [*all_keys()]


def mail_states() -> list[MailState]:
    db.session.rollback()
    return [mail.state for mail in db.session.query(OutboxMail).order_by(OutboxMail.id)]


def public_halves(folder: Path) -> set[bytes]:
    """Return the public halves of all private keys below a folder."""
    return {public_half(path.read_bytes()) for path in folder.rglob("????-??-*.key")}
