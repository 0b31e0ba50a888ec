"""`flask moderator`: who may decide about comments."""

from datetime import datetime

import click
from flask.cli import AppGroup

from ethreader.accounts.access_queries import access_count, access_records
from ethreader.accounts.choices import ModeratorRole
from ethreader.accounts.log import AccessRecord
from ethreader.accounts.models import Moderator
from ethreader.accounts.people_forms import NAME_MAX
from ethreader.accounts.people_service import (
    remove_last_moderator,
    remove_moderator,
    rename,
    sign_out_everywhere,
)
from ethreader.accounts.queries import all_moderators, devices_of, hold_admins
from ethreader.accounts.role_service import change_role
from ethreader.accounts.service import add_moderator, present_moderator, renew_link
from ethreader.accounts.session_service import open_sessions
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.site_url import last_site_url
from ethreader.web.current import now, settings

LATEST = 50  # Entries of the log that are printed unless all are asked for.

SPELT_EXACTLY = (
    "signs in with this name spelt exactly so, as another one is spelt nearly alike: rename one"
)
ROLES = click.Choice([each.value for each in ModeratorRole])

moderator = AppGroup("moderator", help="Who may decide about comments.")


@moderator.command("add")
@click.argument("name")
@click.option("--role", type=ROLES, help="What they may do; the first one is an admin.")
def add(*, name: str, role: str | None) -> None:
    """Add a moderator and print the link with which they set their password."""
    name = _moderator_name(name)
    begin_write_transaction()
    token = add_moderator(name, now=now(), role=ModeratorRole(role) if role else None)
    db.session.commit()
    _print_link(name, token)


@moderator.command("link")
@click.argument("name")
def link(name: str) -> None:
    """Print a new sign-in link for a moderator; every older way in ends at once.

    That is: the password, older links, open sessions, and the devices that are known.
    """
    begin_write_transaction()
    token = renew_link(name, now=now())
    db.session.commit()
    click.echo(f"{name} is signed out everywhere, and the old password no longer works.")
    _print_link(name, token)


@moderator.command("role")
@click.argument("name")
@click.argument("role", type=ROLES)
def role(name: str, role: str) -> None:
    """Say what somebody may do: moderate, edit, or (as an admin) both.

    They are signed out everywhere; the password stays.
    """
    begin_write_transaction()
    hold_admins()
    change_role(present_moderator(name), ModeratorRole(role), now=now())
    db.session.commit()
    click.echo(f"{name} is {role} now, and has to sign in again if that is new.")


@moderator.command("rename")
@click.argument("name")
@click.argument("new_name")
def rename_command(name: str, new_name: str) -> None:
    """Give a moderator another name to sign in with; sessions and password stay."""
    new_name = _moderator_name(new_name)
    begin_write_transaction()
    hold_admins()
    rename(present_moderator(name), new_name, now=now())
    db.session.commit()
    click.echo(f"{name} signs in as {new_name} from now on.")


@moderator.command("sign-out")
@click.argument("name")
def sign_out(name: str) -> None:
    """Sign a moderator out everywhere; the password stays."""
    begin_write_transaction()
    sign_out_everywhere(present_moderator(name), now=now())
    db.session.commit()
    click.echo(f"{name} is signed out everywhere.")


@moderator.command("list")
def list_all() -> None:
    """Print who may decide, and where each is signed in."""
    for each in all_moderators():
        click.echo(_line_of(each))


@moderator.command("remove")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Remove even the last moderator.")
def remove(*, name: str, yes: bool) -> None:
    """Let somebody be no moderator any more, at once.

    What they decided stays on record under their name.
    """
    begin_write_transaction()
    (remove_last_moderator if yes else remove_moderator)(name, now=now())
    db.session.commit()
    click.echo(f"{name} is no moderator any more, and signed out everywhere.")


@moderator.command("log")
@click.option("--all", "is_all", is_flag=True, help=f"Everything, not the latest {LATEST} only.")
def log(*, is_all: bool) -> None:
    """Print sign-ins, changes of rights and messages to authors, the latest first."""
    records = access_records(limit=None if is_all else LATEST)
    for each in records:
        who = each.moderator.name if each.moderator else ""
        who += f" (by {each.by.name})" if each.by else ""
        count = f" ({each.count})" if each.count > 1 else ""
        click.echo(f"{_when(each):16}  {each.kind.label}{count}  {who}".rstrip())
    if more := access_count() - len(records):
        click.echo(f"{more} older entries: flask moderator log --all", err=True)


def _line_of(each: Moderator) -> str:
    if each.removed_at is not None:
        return f"{each.name}: removed {_day(each.removed_at)}"
    facts = (
        each.role.value,
        f"since {_day(each.added_at)}",
        "has a password" if each.password_hash else "has no password yet",
        f"last signed in {_day(each.signed_in_at)}" if each.signed_in_at else "never signed in",
        f"open sessions: {len(open_sessions(each, now=now()))}",
        f"known devices: {len(devices_of(each))}",
    )
    line = f"{each.name}: {', '.join(facts)}"
    return f"{line}; {SPELT_EXACTLY}" if each.is_spelt_exactly else line


def _day(moment: datetime) -> str:
    return moment.astimezone(settings().time_zone).strftime("%Y-%m-%d")


def _when(record: AccessRecord) -> str:
    """Return a moment to the minute, or its day once no more of it is kept."""
    shape = "%Y-%m-%d %H:%M" if record.has_time_of_day else "%Y-%m-%d"
    return record.happened_at.astimezone(settings().time_zone).strftime(shape)


def _moderator_name(name: str) -> str:
    name = name.strip()
    if not 0 < len(name) <= NAME_MAX or not name.isprintable():
        message = "Give the moderator a name of 1 to 80 visible characters."
        raise click.ClickException(message)
    return name


def _print_link(name: str, token: str) -> None:
    click.echo(f"This link lets {name} set a password. It works once, within 24 hours:")
    click.echo(f"{_site_url()}/moderation/link/{token}")


def _site_url() -> str:
    """Return where the site is; say so where that is a guess."""
    given = settings()
    known = given.base_url if given.is_base_url_given else last_site_url(given.instance)
    if known is None:
        click.echo(
            f"Note: ETHREADER_BASE_URL is not set, and the site has not run yet. With these "
            f"settings it will be at {given.base_url}; if it is elsewhere, change the beginning "
            "of the link.",
            err=True,
        )
    return known or given.base_url
