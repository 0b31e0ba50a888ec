"""`flask mail`, for the mail process's user: what only the private keys can tell."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import AppGroup

from ethreader.base.settings import WrongSetting
from ethreader.contacts.keyring import KeyRing
from ethreader.mail.sending import read_folder
from ethreader.mail.status import mail_status
from ethreader.web.current import now, settings

mail = AppGroup("mail", help="Telling authors, without anybody seeing their email.")


@mail.command("read")
def read_mail() -> None:
    """Show the mails that landed in the instance folder, with the emails they go to."""
    keys = key_ring()
    for text in read_folder(settings().instance / "mail", keys.private_key):
        click.echo(text)


@mail.command("status")
def show_status() -> None:
    """Show how many mails wait, left today, were set aside, given up or dropped."""
    status = mail_status(zone=settings().time_zone, now=now())
    click.echo(f"waiting: {status.waiting}, of which set aside after a failure: {status.set_aside}")
    click.echo(f"sent today: {status.sent_today}")
    click.echo(f"given up: {status.given_up}")
    click.echo(f"dropped, beyond ETHREADER_MAIL_HOURLY: {status.over_budget}")


def key_ring() -> KeyRing:
    """Return the private keys, or end with a sentence where they cannot be used."""
    with in_one_sentence():
        return KeyRing(settings().mail_keys)


@contextmanager
def in_one_sentence() -> Iterator[None]:
    """Tell the operator what is wrong with the keys, without a traceback."""
    try:
        yield
    except WrongSetting as problem:
        raise click.ClickException(str(problem)) from None
