"""`flask mail run`, beside what the feature itself brings."""

import click

from ethreader.mail.commands import mail
from ethreader.ops import mail_process
from ethreader.ops.late_commands import app_itself

__all__ = ["mail"]


@mail.command("run")
@click.option("--parent", type=int, default=0, hidden=True)  # The site, beside which it runs.
def run_mail(parent: int) -> None:
    """Send what is to be sent, until stopped: the one process that holds private keys."""
    mail_process.run(app_itself(), parent=parent)
