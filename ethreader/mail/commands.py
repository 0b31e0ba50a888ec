"""`flask mail`, for the mail process's user: what only the private keys can tell."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import AppGroup

from ethreader.base.settings import WrongSetting
from ethreader.contacts.key_place import key_folder
from ethreader.contacts.keyring import KeyRing, only_one
from ethreader.mail.landing import landed_mails, landing_folder
from ethreader.mail.status import mail_status
from ethreader.web.current import now, settings

mail = AppGroup("mail", help="Telling authors, without anybody seeing their email.")


@mail.command("read")
def read_mail() -> None:
    """Show the mails that landed in the instance folder, with the emails they go to."""
    mails, unreadable = landed_mails(landing_folder(settings()), key_ring().private_keys())
    for each in mails:
        click.echo(each.text)
    if unreadable:
        click.echo(f"{unreadable} mails cannot be opened: their keys are not here.", err=True)


@mail.command("replace-keys")
def replace_keys() -> None:
    """Go on with a new key where private halves are lost; what they sealed stays shut."""
    with in_one_sentence():
        keys = KeyRing(key_folder(settings()))
        with only_one(keys.folder):
            given_up = keys.give_up_missing(days=settings().contact_days, now=now())
    if not given_up:
        click.echo("No key is missing. Nothing was changed.")
        return
    click.echo(
        f"Given up: {', '.join(key.month for key in given_up)}. A new key is in {keys.folder}. If "
        "a file of a key that was given up still lies somewhere, delete it: whoever has it opens "
        "what old copies of the database hold."
    )


@mail.command("status")
def show_status() -> None:
    """Show how many mails wait, left today, were set aside, given up or dropped."""
    status = mail_status(zone=settings().time_zone, now=now())
    click.echo(f"waiting: {status.waiting}, of which set aside after a failure: {status.set_aside}")
    click.echo(f"sent today: {status.sent_today}")
    click.echo(f"given up: {status.given_up}, without the key to open them: {status.unreadable}")
    click.echo(f"dropped, beyond ETHREADER_MAIL_HOURLY: {status.over_budget}")


def key_ring() -> KeyRing:
    """Return the private keys, or end with a sentence where they cannot be used."""
    with in_one_sentence():
        return KeyRing(key_folder(settings()))


@contextmanager
def in_one_sentence() -> Iterator[None]:
    """Tell the operator what is wrong with the keys, without a traceback."""
    try:
        yield
    except WrongSetting as problem:
        raise click.ClickException(str(problem)) from None
