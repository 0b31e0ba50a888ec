"""The README's table of settings, which `flask settings` prints."""

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise

from pydantic.fields import FieldInfo

from ethreader.base.environment import FromEnvironment
from ethreader.base.settings import Settings


def settings_table() -> str:
    """Return the table, as Markdown."""
    meanings = dict(_meanings())
    rows = [
        f"| `{field.validation_alias}` | {_default(field)} | {' '.join(meaning.split())} |"
        for name, field in Settings.model_fields.items()
        if (meaning := meanings.get(name))
    ]
    return "\n".join(["| setting | default | meaning |", "| --- | --- | --- |", *rows])


def _meanings() -> Iterator[tuple[str, str]]:
    """Yield the name of each setting with the text under it.

    Pydantic could do so (`use_attribute_docstrings`), and would read its own sources at each start.
    """
    for cls in Settings.__mro__:
        if issubclass(cls, FromEnvironment):
            for two in pairwise(ast.walk(ast.parse(inspect.getsource(cls)))):
                match two:
                    case (
                        ast.AnnAssign(target=ast.Name(id=name)),
                        ast.Expr(value=ast.Constant(value=str(meaning))),
                    ):
                        yield name, meaning


def _default(field: FieldInfo) -> str:
    return "–" if field.default_factory or field.default == "" else f"`{field.default}`"
