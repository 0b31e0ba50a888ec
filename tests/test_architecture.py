"""The arrow, read from the imports.

Each rule is a function of sources, and is shown to fail on a bad one.
"""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

Sources = dict[str, str]  # Module name -> source.
Check = Callable[[Sources], list[str]]

# Which features each feature may import.
ACROSS = {
    "reading": {"comments", "events", "speakers"},
    "moderation": {"accounts", "reports", "comments", "events", "speakers"},
    "reports": {"comments", "events", "speakers"},
    "comments": {"events", "speakers"},
    "events": {"speakers"},
    "speakers": set[str](),
    "accounts": set[str](),
    "audience": {"accounts"},
    "safety": set[str](),
}
# The last part of a module's name -> how far down the arrow it stands; a module imports
# nothing that stands above it, in its own feature or in another.
LAYERS = {
    **dict.fromkeys(
        ["views", "event_views", "feed_views", "pixel_views", "receipt_views", "speaker_views"], 0
    ),
    **dict.fromkeys(["guard"], 1),  # What a view asks before it does anything.
    **dict.fromkeys(["counting", "pixel", "writer"], 1),  # What happens beside the views.
    **dict.fromkeys(["signals"], 2),
    **dict.fromkeys(["forms", "wording"], 2),
    **dict.fromkeys(["sessions"], 3),
    **dict.fromkeys(["service", "reporters", "tally"], 4),
    **dict.fromkeys(["queries"], 5),
    **dict.fromkeys(["models"], 6),
    **dict.fromkeys(["dates", "drafts", "emails", "figures", "stamps", "sums", "threads"], 7),
}
RULES = {
    *("dates", "drafts", "emails", "figures", "models", "queries", "service", "stamps", "sums"),
    "threads",
}
RULE_MODULES = {"ethreader.markup", "ethreader.screening", "ethreader.refusals"}
# What the features lean on: it knows none of them.
GROUND = {
    f"ethreader.{name}"
    for name in (
        "config",
        "db",
        "extensions",
        "failures",
        "http",
        "languages",
        "limits",
        "markup",
        "refusals",
        "screening",
        "translation",
        "vendor",
        "visitors",
        "words",
    )
}
WEB = {"flask", "flask_wtf", "werkzeug", "wtforms"}
# The last four are the mail process and the one that counts, which stand where views and
# commands stand.
COMMITTERS = {"views", "receipt_views", "cli", "guard", "commands", "keyring", "worker", "writer"}


def sources_below(folder: Path) -> Sources:
    sources = {}
    for path in sorted((folder / "ethreader").rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        sources[name] = path.read_text(encoding="utf-8")
    return sources


SOURCES = sources_below(ROOT)


def imported(source: str, modules: Sources, *, only_at_start: bool = False) -> Iterator[str]:
    """Yield the modules that `source` imports, a package's own modules by their full names."""
    tree = ast.parse(source)
    for node in tree.body if only_at_start else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "Imports name their module in full."
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in modules else str(node.module)


def feature_of(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in ACROSS else None


def layer_of(module: str) -> int | None:
    return LAYERS.get(module.rpartition(".")[2]) if feature_of(module) else None


def layers_that_run_back(modules: Sources) -> list[str]:
    found = []
    for module, source in modules.items():
        for target in imported(source, modules):
            above, below = layer_of(module), layer_of(target)
            if above is not None and below is not None and below < above:
                found.append(f"{module} imports {target}")
    return found


def unplaced_layers(modules: Sources) -> list[str]:
    return [
        module
        for module in modules
        if feature_of(module) and module.count(".") > 1 and layer_of(module) is None
    ]


def features_that_run_back(modules: Sources) -> list[str]:
    found = []
    for module, source in modules.items():
        here = feature_of(module)
        for target in imported(source, modules):
            there = feature_of(target)
            if here and there and there != here and there not in ACROSS[here]:
                found.append(f"{module} imports {target}")
    return found


def ground_that_knows_features(modules: Sources) -> list[str]:
    return [
        f"{module} imports {target}"
        for module, source in modules.items()
        if module in GROUND
        for target in imported(source, modules)
        if feature_of(target)
    ]


def rules_that_know_the_web(modules: Sources) -> list[str]:
    """Return the rules that import a web library, by themselves or through what they import."""
    found = []
    for module in modules:
        if module in RULE_MODULES or (feature_of(module) and module.rpartition(".")[2] in RULES):
            found += [f"{module} reaches {library}" for library in _web_behind(module, modules)]
    return found


def _web_behind(start: str, modules: Sources) -> set[str]:
    reached: set[str] = set()
    seen, waiting = {"ethreader.db"}, [start]  # The handle may know Flask; that is its use.
    while waiting:
        module = waiting.pop()
        if module in seen:
            continue
        seen.add(module)
        targets = set(imported(modules[module], modules))
        reached |= {target for target in targets if target.partition(".")[0] in WEB}
        waiting.extend(target for target in targets if target in modules)
    return reached


def knowers_of_htmx_headers(modules: Sources) -> list[str]:
    return [module for module, source in modules.items() if "HX-" in source]


def uninvited_commits(modules: Sources) -> list[str]:
    return [
        module
        for module, source in modules.items()
        if module.rpartition(".")[2] not in COMMITTERS
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "commit"
    ]


def borrowed_privates(modules: Sources) -> list[str]:
    """Return the uses of another module's `_name`: imported, or reached through the module."""
    found = []
    for module, source in modules.items():
        tree = ast.parse(source)
        houses = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                found += [f"{module}: {a.name}" for a in node.names if _is_private(a.name)]
                houses |= {
                    a.asname or a.name for a in node.names if f"{node.module}.{a.name}" in modules
                }
        found += [
            f"{module}: {node.value.id}.{node.attr}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in houses
            and _is_private(node.attr)
        ]
    return found


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def import_circles(modules: Sources) -> list[str]:
    """Return the modules that import themselves in the end, as Python does at start."""
    graph = {
        module: {each for each in imported(source, modules, only_at_start=True) if each in modules}
        for module, source in modules.items()
    }
    found = []
    for start, targets in graph.items():
        seen: set[str] = set()
        waiting = [*targets]
        while waiting:
            module = waiting.pop()
            if module not in seen:
                seen.add(module)
                waiting.extend(graph[module])
        if start in seen:
            found.append(start)
    return found


CHECKS = [
    pytest.param(
        layers_that_run_back,
        {
            "ethreader.events.queries": "from ethreader.events.service import save_event",
            "ethreader.events.service": "",
        },
        "ethreader.events.queries imports ethreader.events.service",
        id="inside a feature the layers point down",
    ),
    pytest.param(
        unplaced_layers,
        {"ethreader.events.helpers": ""},
        "ethreader.events.helpers",
        id="every module of a feature has its layer",
    ),
    pytest.param(
        features_that_run_back,
        {
            "ethreader.speakers.queries": "from ethreader.events import models",
            "ethreader.events.models": "",
        },
        "ethreader.speakers.queries imports ethreader.events.models",
        id="between features the arrow points one way",
    ),
    pytest.param(
        ground_that_knows_features,
        {"ethreader.http": "import ethreader.comments.models"},
        "ethreader.http imports ethreader.comments.models",
        id="what features lean on knows none of them",
    ),
    pytest.param(
        rules_that_know_the_web,
        {
            "ethreader.events.service": "from ethreader.clock import now",
            "ethreader.clock": "def now():\n    from flask import g",
        },
        "ethreader.events.service reaches flask",
        id="rules do not reach Flask, not even through others",
    ),
    pytest.param(
        uninvited_commits,
        {"ethreader.events.service": "def save():\n    db.session.commit()"},
        "ethreader.events.service",
        id="views and commands commit, nobody else",
    ),
    pytest.param(
        borrowed_privates,
        {
            "ethreader.cli": "from ethreader import config\nconfig._parsed()",
            "ethreader.config": "",
        },
        "ethreader.cli: config._parsed",
        id="nobody borrows another module's private name",
    ),
    pytest.param(
        borrowed_privates,
        {"ethreader.cli": "from ethreader.config import _parsed"},
        "ethreader.cli: _parsed",
        id="nobody imports another module's private name",
    ),
]


@pytest.mark.parametrize(("check", "bad", "complaint"), CHECKS)
def test_house_keeps_its_rule(check: Check, bad: Sources, complaint: str) -> None:
    assert check(bad) == [complaint]
    assert check(SOURCES) == []


def test_no_module_imports_itself_in_the_end() -> None:
    circle = {"ethreader.a": "import ethreader.b", "ethreader.b": "from ethreader.a import x"}

    assert import_circles(circle) == ["ethreader.a", "ethreader.b"]
    assert import_circles(SOURCES) == []


def test_htmx_headers_are_known_to_one_file_alone() -> None:
    assert knowers_of_htmx_headers(SOURCES) == ["ethreader.http"]


def test_all_features_of_the_arrow_are_there() -> None:
    """The rules above would pass on an empty house."""
    assert {feature for name in SOURCES if (feature := feature_of(name))} == set(ACROSS)
