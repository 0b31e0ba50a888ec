"""The README's table of settings, which `flask settings` prints."""

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise

from ethreader.base.environment import FromEnvironment
from ethreader.base.setting_fields import Setting, settings_of
from ethreader.base.settings import Settings


def settings_table() -> str:
    """Return the table, as Markdown."""
    meanings = dict(_meanings())
    rows = [
        f"| `{each.variable}` | {_default(each)} | {' '.join(meaning.split())} |"
        for each in settings_of(Settings)
        if (meaning := meanings.get(each.name))
    ]
    return "\n".join(["| setting | default | meaning |", "| --- | --- | --- |", *rows])


def _meanings() -> Iterator[tuple[str, str]]:
    """Yield the name of each setting with the text under it."""
    for cls in Settings.__mro__:
        if issubclass(cls, FromEnvironment):
            for two in pairwise(ast.walk(ast.parse(inspect.getsource(cls)))):
                match two:
                    case (
                        ast.AnnAssign(target=ast.Name(id=name)),
                        ast.Expr(value=ast.Constant(value=str(meaning))),
                    ):
                        yield name, meaning


def _default(setting: Setting) -> str:
    shown = setting.written or setting.default
    return "–" if shown in {None, ""} else f"`{shown}`"
