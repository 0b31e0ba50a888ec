"""`flask moderator emails`: how often a moderator is mailed how much waits."""

import click

from ethreader.accounts.commands import moderator
from ethreader.accounts.service import present_moderator
from ethreader.alerts.choices import NEVER, Pace
from ethreader.alerts.digest_service import ask_for_digest, change_pace, end_digest
from ethreader.alerts.queries import digest_of
from ethreader.base.db import begin_write_transaction, db
from ethreader.contacts.emails import EmailRefused, normalise_email
from ethreader.contacts.service import prepare_contact
from ethreader.retention.wiping import wipe_and_wait
from ethreader.web.current import now, settings
from ethreader.web.localisation import settings_languages

__all__ = ["moderator"]  # The group of `accounts`, with what is added here.

PACES = click.Choice([*(each.value for each in Pace), NEVER])


@moderator.command("emails")
@click.argument("name")
@click.argument("pace", type=PACES)
@click.option("--new", "is_new", is_flag=True, help="Ask for another email than the one before.")
@click.option("--language", "code", help="The language of the mails; unset, the site’s first.")
def emails(*, name: str, pace: str, is_new: bool, code: str | None) -> None:
    """Say how often a moderator is mailed how much waits: daily, hourly or never.

    Where they have given no email yet, it is asked for, and a link is sent there to confirm it.
    With “never” it is deleted.
    """
    has_email = digest_of(present_moderator(name).id) is not None
    if pace == NEVER:
        _end(name)
    elif has_email and not is_new:
        _change(name, Pace(pace))
    else:
        _ask(name, Pace(pace), _language(code))


def _end(name: str) -> None:
    begin_write_transaction()
    end_digest(present_moderator(name))
    db.session.commit()
    wipe_and_wait()
    click.echo(f"{name} is mailed nothing; no email is kept.")


def _change(name: str, pace: Pace) -> None:
    begin_write_transaction()
    change_pace(present_moderator(name), pace)
    db.session.commit()
    click.echo(f"{name} is mailed: {pace.value}.")


def _ask(name: str, pace: Pace, language: str) -> None:
    try:
        email = normalise_email(click.prompt("Email", err=True, prompt_suffix=": "))
    except EmailRefused as problem:
        message = f"This email is {problem.fault.value}: nothing can be sent there."
        raise click.ClickException(message) from None
    begin_write_transaction()
    days, moment = settings().contact_days, now()
    contact = prepare_contact(email=email, language=language, days=days, now=moment)
    if contact is None:
        message = "There is no key to seal an email with: start the mail process first."
        raise click.ClickException(message)
    ask_for_digest(present_moderator(name), contact, pace=pace, now=moment)
    db.session.commit()
    wipe_and_wait()
    click.echo(f"{name} is mailed ({pace.value}) once the link in a mail to that email is opened.")


def _language(code: str | None) -> str:
    codes = [each.code for each in settings_languages()]
    if code is not None and code not in codes:
        message = f"Give one of the languages of this site: {', '.join(codes)}."
        raise click.ClickException(message)
    return code or codes[0]
