"""What a start does for a site that is empty: content for a trial, and a way in."""

import click

from ethreader.accounts.first_service import first_link
from ethreader.base.db import begin_write_transaction, db
from ethreader.events.queries import has_events
from ethreader.web.current import now, settings


def load_demo_if_empty() -> None:
    """Load the demo content into a database that has no events."""
    begin_write_transaction()
    if has_events():
        return
    from ethreader.demo.service import load_demo  # noqa: PLC0415 - once, and for trials

    load_demo(default_zone=settings().time_zone, now=now())
    db.session.commit()
    click.echo("The database was empty: the demo content is loaded.")


def told_of_first_link() -> str:
    """Return what is said of the link with which somebody becomes the first moderator.

    It is said once: nothing, where there is a moderator, or such a link still works.
    """
    begin_write_transaction()
    token = first_link(now=now())
    db.session.commit()
    if token is None:
        return ""
    return (
        "\nNobody can sign in yet. Whoever opens this link first, within 24 hours, chooses a name "
        f"and a password and becomes the administrator:\n"
        f"{settings().base_url}/moderation/link/{token}"
    )
