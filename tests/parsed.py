"""Python sources as trees; each source is parsed once, whatever is asked of it."""

import ast
from functools import cache


@cache
def nodes_of(source: str) -> tuple[ast.AST, ...]:
    """Return all nodes of a source's tree."""
    return tuple(ast.walk(ast.parse(source)))
