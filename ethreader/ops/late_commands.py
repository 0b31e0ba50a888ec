"""All commands by their names: each is imported when it is asked for.

A site that serves needs few of them. Before a feature's command works, the database is looked
after as its group needs it, so that no feature knows how. `--help` touches nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import partial
from pkgutil import resolve_name
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from ethreader.ops.boundary import told
from ethreader.ops.in_use import in_use
from ethreader.ops.starting import one_start_at_a_time
from ethreader.web.current import settings

# Those that run the site, and belong to no feature.
OURS = {
    "assets": "ethreader.ops.asset_commands:assets",
    "backup": "ethreader.ops.backups.commands:backup_command",
    "database": "ethreader.ops.database_commands:database",
    "restore": "ethreader.ops.backups.commands:restore_command",
    "serve": "ethreader.ops.commands:serve_command",
    "settings": "ethreader.ops.database_commands:settings_command",
}
say_beside = partial(click.echo, err=True)

Maker = Callable[[], click.Command]


@dataclass(frozen=True)
class Commands:
    """A feature's group of commands, and what looks after the database before each.

    Where it is, is said like `ethreader.demo.commands:demo_group`.
    """

    name: str
    place: str
    first: Callable[[], None]

    @property
    def group(self) -> AppGroup:
        """The group itself, imported by now."""
        group: AppGroup = resolve_name(self.place)
        return group


class LateGroup(AppGroup):
    """Commands whose names are known, and which are made when somebody asks for them."""

    def __init__(self, name: str | None, makers: Mapping[str, Maker]) -> None:
        super().__init__(name)
        self._makers = makers

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all names."""
        return sorted(self._makers)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command that tells its failures, if there is one of this name."""
        maker = self._makers.get(cmd_name)
        return told(maker()) if maker else None


def register_commands(app: Flask, features: Iterable[Commands]) -> None:
    """Make the commands known to `flask`."""
    makers: dict[str, Maker] = {each.name: partial(_guarded, each) for each in features}
    makers |= {name: partial(resolve_name, place) for name, place in OURS.items()}
    app.cli = LateGroup(app.cli.name, makers)


def _guarded(commands: Commands) -> AppGroup:
    """Return a copy of a group whose commands look after the database first."""
    group = copy(commands.group)
    group.commands = {
        name: _after(commands.first, each) for name, each in commands.group.commands.items()
    }
    return group


def _after(first: Callable[[], None], command: click.Command) -> click.Command:
    work = command.callback

    @with_appcontext
    def look_first(**given: Any) -> None:
        with in_use(settings().instance):
            with one_start_at_a_time(say_beside):
                first()
            if work is not None:
                work(**given)

    guarded = copy(command)
    guarded.callback = look_first
    return guarded


def app_itself() -> Flask:
    """Return the site itself, which outlives this command's context."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    return app
