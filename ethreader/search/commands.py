"""`flask search`: the index by which readers find something."""

from collections.abc import Callable

import click
from flask.cli import AppGroup

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.folding import VERSION
from ethreader.comments.queries import has_comments
from ethreader.search.findable import FINDABLE
from ethreader.search.service import begin_build, end_build, index_batch
from ethreader.search.written_queries import build

search_group = AppGroup("search", help="The index by which readers find something.")


@search_group.command("rebuild")
def rebuild_command() -> None:
    """Make the index anew; the site goes on meanwhile."""
    rebuild()
    click.echo("The search index is made anew.")


def rebuild_if_due(announce: Callable[[str], None]) -> None:
    """Make the index where it never was made, or by older rules for spellings; commits."""
    is_due, is_long = build().folding != VERSION, has_comments()
    db.session.rollback()
    if is_due and is_long:
        announce("The search index is made; with many comments this takes some minutes.")
    if is_due:
        rebuild()


def rebuild() -> None:
    """Make the index anew, in steps between which others write; commits.

    What is killed in the midst begins again at the next start.
    """
    begin_write_transaction()
    begin_build()
    db.session.commit()
    for findable in FINDABLE:
        last: int | None = 0
        while last is not None:
            begin_write_transaction()
            last = index_batch(findable, after=last)
            db.session.commit()
    begin_write_transaction()
    end_build()
    db.session.commit()
