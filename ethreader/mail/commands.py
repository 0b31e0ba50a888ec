"""Commands of the mail process's user: sending, and what only the private keys can answer."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import AppGroup

from ethreader.base.settings import WrongSetting
from ethreader.contacts.keyring import KeyRing
from ethreader.mail.sending import read_folder
from ethreader.mail.worker import Worker
from ethreader.ops.readiness import require_database
from ethreader.web.current import settings

mail = AppGroup("mail", help="Telling authors, without anybody seeing their address.")


@mail.command("run")
def run_mail() -> None:
    """Send what is to be sent, until stopped: the one process that holds private keys."""
    require_database()
    if not settings().smtp_url:
        click.echo(
            "No ETHREADER_SMTP_URL is set: mails land in the instance folder, sealed. "
            "`flask mail read` shows them, addresses included."
        )
    with _told_in_a_sentence():
        Worker(settings()).run()


@mail.command("read")
def read_mail() -> None:
    """Show the mails that landed in the instance folder, addresses included."""
    keys = key_ring()
    for text in read_folder(settings().instance / "mail", keys.private_key):
        click.echo(text)


def key_ring() -> KeyRing:
    """Return the private keys, or end with a sentence where they cannot be used."""
    require_database()
    with _told_in_a_sentence():
        return KeyRing(settings().mail_keys)


@contextmanager
def _told_in_a_sentence() -> Iterator[None]:
    """Tell the operator what is wrong with the keys, without a traceback."""
    try:
        yield
    except WrongSetting as problem:
        raise click.ClickException(str(problem)) from None
