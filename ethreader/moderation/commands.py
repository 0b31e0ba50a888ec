"""`flask moderation`: the record of what was done."""

import sys
from collections import Counter

import click
from flask.cli import AppGroup

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.chain_checking import Fault, Verdict, check_log
from ethreader.comments.chain_models import LinkKind
from ethreader.comments.chain_queries import has_unchained
from ethreader.comments.chain_service import chain_some
from ethreader.comments.log_queries import comment_id_at
from ethreader.web.current import now, settings

moderation_group = AppGroup("moderation", help="The record of what was done.")

GAPS = {
    LinkKind.CLEARED: "the notes about a comment, with its words",
    LinkKind.REMOVED: "the changes of a comment, with its event",
    LinkKind.RESTORED: "what came after a backup that was restored",
}


@moderation_group.command("verify")
@click.option("--noted", default="", metavar="HASH", help="An end of the log, as noted earlier.")
def verify(noted: str) -> None:
    """Tell whether the moderation log is as it was written; if not, exit with 1."""
    chain_what_is_new()
    verdict = check_log(zone=settings().time_zone, noted=noted.strip().lower())
    for line in _gaps_of(verdict):
        click.echo(line)
    if verdict.first is not None:
        click.echo(_told(verdict.first, others=len(verdict.faults) - 1))
    if not verdict.is_noted_found:
        click.echo("The end that was noted is not in the log: it was cut off or made anew since.")
    if verdict.first is not None or not verdict.is_noted_found:
        sys.exit(1)
    click.echo(f"The moderation log is as it was written: {verdict.length:,} entries.")
    click.echo(f"Its end, to be noted somewhere else: {verdict.head}")


def chain_what_is_new() -> None:
    """Chain what nobody has chained yet; commits."""
    while has_unchained():
        begin_write_transaction()
        chain_some(zone=settings().time_zone, now=now())
        db.session.commit()


def _gaps_of(verdict: Verdict) -> list[str]:
    gaps = Counter((gap.kind, gap.day) for gap in verdict.gaps)
    return [
        f"Deleted on {day}, and noted in the log: {GAPS[kind]}" + (f" ({n} times)" * (n > 1)) + "."
        for (kind, day), n in gaps.items()
    ]


def _told(fault: Fault, *, others: int) -> str:
    comment = comment_id_at(fault.position)
    where = f" (comment {comment})" if comment else ""
    more = f" After it, {others:,} more are not as they were written." if others else ""
    return f"Entry {fault.position:,} of the log{where}: {fault.what}.{more}"
