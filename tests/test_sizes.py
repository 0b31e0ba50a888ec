"""How large things may be: what is larger than this is rarely one thing.

Migrations aside: what they say is said once, and never changed.
"""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.parsed import nodes_of

Sources = dict[str, str]  # Path below the project's folder -> source.
Function = ast.FunctionDef | ast.AsyncFunctionDef

LINES_OF_FILE = 200
LINES_OF_FUNCTION = 25
LINES_OF_VIEW = 20


def sources() -> Sources:
    paths = [ROOT / "app.py", *sorted((ROOT / "ethreader").rglob("*.py"))]
    return {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
        for path in paths
        if "versions" not in path.parts
    }


def functions(given: Sources) -> Iterator[tuple[str, Function]]:
    for path, source in given.items():
        for node in nodes_of(source):
            if isinstance(node, Function):
                yield f"{path}:{node.name}", node


def lines(node: Function) -> int:
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1


def is_view(place: str, node: Function) -> bool:
    if not place.partition(":")[0].endswith("views.py"):
        return False
    return any("bp." in ast.unparse(each) for each in node.decorator_list)


def late_views(given: Sources) -> set[str]:
    """Return the places of views that are named in a table, to be imported late."""
    return {
        f"{path.removesuffix('views.py')}{module}.py:{view}"
        for path, source in given.items()
        if Path(path).name == "views.py"
        for module, view in re.findall(r'"(\w+_views):(\w+)"', source)
    }


def large_files(given: Sources) -> list[str]:
    return [path for path, text in given.items() if len(text.splitlines()) > LINES_OF_FILE]


def large_functions(given: Sources) -> list[str]:
    return [place for place, node in functions(given) if lines(node) > LINES_OF_FUNCTION]


def large_views(given: Sources) -> list[str]:
    late = late_views(given)
    return [
        f"{place} (a view)"
        for place, node in functions(given)
        if (is_view(place, node) or place in late) and lines(node) > LINES_OF_VIEW
    ]


def functions_that_hide_what_they_return(given: Sources) -> list[str]:
    return [place for place, node in functions(given) if node.returns is None]


def body_of(count: int) -> str:
    return "    x = 1\n" * count


CHECKS = [
    pytest.param(large_files, {"a.py": "x = 1\n" * 201}, "a.py", id="a file fits two screens"),
    pytest.param(
        large_functions,
        {"a.py": "class A:\n  @staticmethod\n  def f() -> None:\n" + body_of(25)},
        "a.py:f",
        id="a function is seen at once",
    ),
    pytest.param(
        large_views,
        {"a_views.py": '@bp.get("/")\nasync def show() -> str:\n' + body_of(20)},
        "a_views.py:show (a view)",
        id="a view only asks and answers",
    ),
    pytest.param(
        large_views,
        {
            "a/views.py": 'pages.get("/", "b_views:show")\n',
            "a/b_views.py": "def show() -> str:\n" + body_of(20),
        },
        "a/b_views.py:show (a view)",
        id="a late view only asks and answers",
    ),
    pytest.param(
        functions_that_hide_what_they_return,
        {"a.py": "def f():\n    def g() -> int: ...\n"},
        "a.py:f",
        id="a function says what it returns",
    ),
]


@pytest.mark.parametrize(("check", "breach", "complaint"), CHECKS)
def test_nothing_is_too_large(
    check: Callable[[Sources], list[str]], breach: Sources, complaint: str
) -> None:
    assert check(breach) == [complaint]
    assert check(sources()) == []
