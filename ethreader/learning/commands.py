"""`flask learning`: the filter that learns from what moderators decide."""

from pathlib import Path

import click
from flask.cli import AppGroup

from ethreader.base.db import begin_write_transaction, db
from ethreader.learning.examples import Example, are_enough, seen
from ethreader.learning.queries import decided_texts
from ethreader.learning.service import forget_learned, store_learned
from ethreader.web.current import today

learning = AppGroup("learning", help="The filter that learns from what moderators decide.")

TOO_FEW = "Too little has been decided to learn from: the filter says nothing."


@learning.command("train")
def train_command() -> None:
    """Learn anew from what stands decided; what was learned before is forgotten."""
    examples = seen(decided_texts())
    db.session.rollback()
    if not are_enough(examples):
        begin_write_transaction()
        forget_learned()
        db.session.commit()
        click.echo(TOO_FEW)
        return
    from ethreader.learning.training import train

    learned = train(examples)
    spam = sum(each.is_spam for each in examples)
    begin_write_transaction()
    store_learned(learned, published=len(examples) - spam, spam=spam, today=today())
    db.session.commit()
    click.echo(f"Learned from {len(examples) - spam} published comments and {spam} of spam.")


@learning.command("evaluate")
@click.argument("file", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--on", type=click.Path(exists=True, path_type=Path), help="Other texts to judge by.")
@click.option("--group", default="", help="The column by which texts are left out, one at a time.")
def evaluate_command(file: Path | None, on: Path | None, group: str) -> None:
    """Say how good the filter is: on your own decisions, or on a table with `spam` and `text`."""
    from ethreader.learning.evaluating import read_file

    texts, groups = read_file(file, group=group) if file else (decided_texts(), [])
    if not are_enough(seen(texts)):
        raise click.ClickException(TOO_FEW)
    _tell(texts, groups=groups if group else [], others=read_file(on)[0] if on else [])


def _tell(texts: list[Example], *, groups: list[str], others: list[Example]) -> None:
    from ethreader.learning import evaluating

    for name, scorer in evaluating.SCORERS.items():
        if others:
            found = evaluating.figures(scorer(texts, others), others)
        else:
            found = evaluating.figures_in_folds(texts, scorer, groups=groups)
        click.echo(
            f"{name}: area under the curve {found.area:.3f}, "
            f"{found.recall:.0%} of spam caught at 1 % false alarms"
        )
    said = (
        evaluating.said_of(texts, others)
        if others
        else evaluating.said_in_folds(texts, groups=groups)
    )
    shares = evaluating.shares(said, others or texts)
    click.echo(
        f"It would mark {shares.caught:.0%} of spam and {shares.false_alarms:.1%} of the rest; "
        f"of {shares.unknown:.0%} of the rest it would say “don't know”."
    )
