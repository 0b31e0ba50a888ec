"""The site on its server as `flask serve` runs it, with as little patience as a test has."""

import click

from ethreader.application import create_app
from ethreader.ops.border.patience import Patience
from ethreader.ops.memory import share_memory
from ethreader.ops.server import serve

IMPATIENT = Patience(head=1.0, body=2.0, pause=1.0, taking=1.0)


if __name__ == "__main__":
    share_memory()
    serve(create_app(), announce=lambda: click.echo("Impatient."), patience=IMPATIENT)
