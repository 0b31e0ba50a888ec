"""What goes wrong in a command or at a start, told in one sentence, whatever it is.

An exception's own words may repeat what somebody typed: what was not foreseen is told by its kind
and its place in the code. `PYTHONDEVMODE=1` shows the traceback.
"""

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from functools import wraps
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import DBAPIError

from ethreader.base.errors import DomainError
from ethreader.base.paths import ROOT
from ethreader.base.settings import WrongSetting
from ethreader.ops.readiness import DatabaseNotReady, database_told_in_one_sentence

TOLD_BY_CLICK = (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError)


def told(command: click.Command) -> click.Command:
    """Return a copy of a command, or of a group with all its commands, that tells its failures."""
    guarded = copy(command)
    if isinstance(guarded, click.Group):
        guarded.commands = {name: told(each) for name, each in guarded.commands.items()}
    elif (work := guarded.callback) is not None:

        @wraps(work)
        def tell(*given: Any, **named: Any) -> Any:
            with told_in_one_sentence():
                return work(*given, **named)

        guarded.callback = tell
    return guarded


@contextmanager
def told_in_one_sentence() -> Iterator[None]:
    """Raise click's exception, which prints a sentence and ends with a status, for any other."""
    try:
        with database_told_in_one_sentence():
            yield
    except TOLD_BY_CLICK:
        raise
    except Exception as problem:  # noqa: BLE001 - whatever it is, the command is over
        if isinstance(problem, OSError) and problem.filename is None:
            _print_no_more()
        raise click.ClickException(sentence_of(problem)) from None


def sentence_of(problem: Exception) -> str:
    """Return what to tell the operator; raises what was not foreseen where Python is asked to."""
    if isinstance(problem, WrongSetting | DatabaseNotReady):
        return str(problem)
    if isinstance(problem, DomainError) and not isinstance(problem, DBAPIError):
        return str(problem.sentence)
    if sys.flags.dev_mode:
        raise problem
    if isinstance(problem, OSError) and problem.strerror:
        where = f"{os.fsdecode(problem.filename)}: " if isinstance(problem.filename, str) else ""
        return f"{where}{problem.strerror}."
    return (
        f"Something unforeseen happened ({type(problem).__name__}{_place(problem)}). "
        "With PYTHONDEVMODE=1 in the environment it is shown in full."
    )


def _place(problem: Exception) -> str:
    """Return where in our own code a failure began, or nothing."""
    ours = [
        f" in {path.relative_to(ROOT)}, line {line}"
        for frame, line in traceback.walk_tb(problem.__traceback__)
        if (path := Path(frame.f_code.co_filename)).is_relative_to(ROOT / "ethreader")
        and path != Path(__file__)
    ]
    return ours[-1] if ours else ""


def _print_no_more() -> None:
    """Give up an output that takes nothing, such as a full disk: it would fail again at the end."""
    try:
        sys.stdout.flush()
    except OSError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
