"""The arrow, read from the imports; docs/design.md draws it.

Each rule is a function of sources, and is shown to fail on a planted breach. A package that the
tables below do not know fails the test, so nothing grows beside the arrow.
"""

import ast
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.parsed import nodes_of

Sources = dict[str, str]  # Module name -> source.
Check = Callable[[Sources], list[str]]

# From top to bottom: a module imports from its own level and from those below, nowhere else.
LEVELS: dict[str, tuple[str, ...]] = {
    "app": (
        "ethreader",
        "mail_beside",
        "mail_application",
        "application",
        "parts",
        "content_parts",
        "part_of_pictures",
        "part_of_alerts",
        "part_of_mail",
        "part",
    ),
    "ops": ("ops",),
    "features": (
        # In this order, again from top to bottom: a feature imports the features below it.
        "demo",
        "editing",
        "transfer",
        "disclosure",
        "pages",
        "outputs",
        "search",
        "own_page",
        "moderation",
        "alerts",
        "messages",
        "reports",
        "learning",
        "comments",
        "safety",
        "mail",
        "contacts",
        "authors",
        "retention",
        "screening",
        "publishing",
        "events",
        "speakers",
        "translations",
        "site_pages",
        "pictures",
        "facebook",
        "audience",
        "accounts",
    ),
    "web": ("web",),
    "base": ("base",),
    "i18n": ("i18n",),
}
ORDER = tuple(chain.from_iterable(LEVELS.values()))
LEVEL_OF = {package: level for level, packages in LEVELS.items() for package in packages}

# Inside a feature, from top to bottom; every module of a feature has its place here.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("blueprint", "commands", "views", "worker", "writer"),
    (
        "cookies",
        "counting",
        "guard",
        "held",
        "question",
        "sessions",
        "signals",
        "visits",
        "way_back",
    ),
    ("requests",),
    ("refusals", "schedule"),
    ("budget", "lost_keys", "outbox", "restraint", "status"),
    ("choosing", "colours", "facts", "form_limits", "formats", "forms", "page", "unsent"),
    (
        *("attempts", "composing", "wiping", "conversations", "exporting", "importing", "incoming"),
        *("keyring", "kinds", "landing", "official", "own_replies"),
        *("links", "mails", "reading", "reporters", "seeding", "sending", "service", "stopping"),
        *("evaluating", "giving", "removing", "saving", "submission", "tally", "transition"),
        *("finding", "leftovers"),
        *("checking", "controls", "differences", "entries", "kind", "languages", "listing"),
        *("left_out", "new_files", "posted", "rows", "typed"),
        *("happenings", "moments", "preview", "references"),
        *("blocks", "losses", "pictures"),
    ),
    ("held_weights", "held_rules", "known", "own_contacts_held", "training"),
    ("arrivals", "drawing", "encoding", "findable"),
    ("documents", "followed_rows", "matching"),
    ("changes", "counts", "headers", "message_ids", "vectors"),
    ("cursors", "fields", "public", "queries", "turns"),
    ("moves", "outcomes"),
    ("topics",),
    ("log", "models"),
    ("terms",),
    ("recent_texts", "rules"),
    ("weights", "examples"),
    ("features",),
    ("signs",),
    ("hosts",),
    ("word_lists",),
    ("asked", "mailboxes", "mailbox_names", "marking"),
    ("personal_data",),
    (
        "contact_details",
        "official_names",
        "urgency",
        "passages",
        "danger",
        "protected_names",
    ),
    ("danger_grammar", "danger_kinds", "danger_likeness"),
    ("danger_words", "danger_features"),
    ("spelling", "phrase_search", "own_contacts"),
    ("named_persons", "phone_numbers", "identity_numbers", "social_handles", "street_addresses"),
    ("named_places", "number_plates", "sought_profiles"),
    ("house_numbers", "networks"),
    ("lookalikes", "plain_letters", "plain_signs", "remembered", "traced"),
    ("dates", "drafts", "emails", "figures", "flags", "form_token", "front_matter", "ledger"),
    ("edges", "marks", "names", "shapes", "slips", "values", "words"),
    ("endings", "findings", "gate", "waiting"),
    ("key_files", "key_place"),
    (
        "accents",
        "choices",
        "errors",
        "conversation",
        "sections",
        "font_signs",
        "share_pictures",
        "sharing",
        "vtimezones",
        "mentions",
        "passkeys",
        "passwords",
        "totp",
        "codes",
        "pasted_signs",
        "paths",
        "phrases",
        "places",
        "quota",
        "registry",
        "sealed_token",
        "sender_names",
        "strength",
        "known_programs",
        "sums",
        "visible_text",
    ),
    ("shelf",),
    ("kept_files", "quotes", "secret_files", "threads", "vault", "weekly_keys"),
)
LAYER_OF = {name: place for place, names in enumerate(LAYERS) for name in names}
# Rules: they decide, and know neither Flask nor any extension of it. The handles of the database
# and of its files, and the texts that are translated when they are shown, are the ways round it.
RULES = {
    *(
        "accents",
        "arrivals",
        "choices",
        "counts",
        "cursors",
        "dates",
        "drafts",
        "emails",
        "fields",
        "figures",
        "findable",
        "flags",
    ),
    *(
        "form_token",
        "incoming",
        "kinds",
        "ledger",
        "links",
        "log",
        "mails",
        "mentions",
        "models",
        "moves",
        "official",
        "outcomes",
        "passwords",
        "places",
    ),
    *(
        "public",
        "queries",
        "quotes",
        "registry",
        "service",
        "submission",
        "known_programs",
        "sums",
        "terms",
        "threads",
        "topics",
        "turns",
    ),
    *("transition", "vault"),
}
WAYS_ROUND = {
    "ethreader.base.db",
    "ethreader.pictures.shelf",
    "ethreader.i18n.formats",
    "ethreader.i18n.texts",
}
# Who ends a transaction: views, commands and what runs by itself.
COMMITTERS = {
    *(
        "commands",
        "connecting",
        "driver",
        "erasures",
        "guard",
        "housekeeping",
        "keyring",
        "outbox",
        "process",
    ),
    *(
        "refusals",
        "rendering",
        "restoring",
        "start",
        "stopping",
        "teaching",
        "transactions",
        "views",
        "worker",
        "writer",
    ),
}


def sources_below(folder: Path) -> Sources:
    sources = {}
    for path in sorted((folder / "ethreader").rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        sources[name] = path.read_text(encoding="utf-8")
    return sources


SOURCES = sources_below(ROOT)


def imported(source: str, modules: Sources) -> Iterator[str]:
    """Yield the modules that `source` imports, at its top or inside functions."""
    for module, name in imports_of(source):
        full = f"{module}.{name}"
        yield full if full in modules else module


@cache
def imports_of(source: str) -> tuple[tuple[str, str], ...]:
    """Return what is imported from where; with `import module`, the name is empty."""
    found: list[tuple[str, str]] = []
    for node in nodes_of(source):
        if isinstance(node, ast.Import):
            found += [(alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "Imports name their module in full."
            found += [(str(node.module), alias.name) for alias in node.names]
    return tuple(found)


def package_of(module: str) -> str | None:
    """Return the package or root module that a module of ours belongs to."""
    parts = module.split(".")
    return None if parts[0] != "ethreader" else parts[1] if len(parts) > 1 else parts[0]


def layer_of(module: str) -> int | None:
    """Return how deep within its feature a module stands: `thread_views` stands with `views`."""
    parts = module.split(".")
    if len(parts) < 3 or LEVEL_OF.get(parts[1]) != "features":
        return None
    return LAYER_OF.get(parts[2], LAYER_OF.get(parts[2].rpartition("_")[2]))


def own_imports(modules: Sources) -> Iterator[tuple[str, str]]:
    for module, source in modules.items():
        yield from ((module, each) for each in imported(source, modules) if package_of(each))


def unknown_packages(modules: Sources) -> list[str]:
    return sorted({str(package_of(module)) for module in modules} - set(ORDER))


def unplaced_modules(modules: Sources) -> list[str]:
    return [
        module
        for module in modules
        if module.count(".") > 1
        and LEVEL_OF.get(str(package_of(module))) == "features"
        and layer_of(module) is None
    ]


def packages_that_run_back(modules: Sources) -> list[str]:
    found = []
    for module, target in own_imports(modules):
        here, there = str(package_of(module)), str(package_of(target))
        if here == there or not {here, there} <= set(ORDER):
            continue
        is_upwards = ORDER.index(there) < ORDER.index(here)
        is_level = LEVEL_OF[here] == LEVEL_OF[there] != "features"
        if is_upwards and not is_level:
            found.append(f"{module} imports {target}")
    return found


def layers_that_run_back(modules: Sources) -> list[str]:
    found = []
    for module, target in own_imports(modules):
        above, below = layer_of(module), layer_of(target)
        if above is not None and below is not None and below < above:
            found.append(f"{module} imports {target}")
    return found


def rules_that_know_the_web(modules: Sources) -> list[str]:
    """Return the rules that reach a web library, by themselves or through what they import."""
    found = []
    for module in modules:
        parts = module.split(".")
        is_base = LEVEL_OF.get(str(package_of(module))) == "base" and module not in WAYS_ROUND
        is_rule = len(parts) > 2 and {parts[2], parts[2].rpartition("_")[2]} & RULES
        if is_base or (is_rule and layer_of(module) is not None):
            found += [f"{module} reaches {library}" for library in _web_behind(module, modules)]
    return found


def _web_behind(start: str, modules: Sources) -> list[str]:
    reached: set[str] = set()
    seen, waiting = set(WAYS_ROUND), [start]
    while waiting:
        module = waiting.pop()
        if module in seen:
            continue
        seen.add(module)
        targets = set(imported(modules[module], modules))
        reached |= {target for target in targets if _is_web(target)}
        waiting.extend(target for target in targets if target in modules)
    return sorted(reached)


def _is_web(module: str) -> bool:
    library = module.partition(".")[0]
    return library in {"flask", "werkzeug", "wtforms"} or library.startswith("flask_")


def knowers_of_htmx_headers(modules: Sources) -> list[str]:
    return [module for module, source in modules.items() if "HX-" in source]


def uninvited_commits(modules: Sources) -> list[str]:
    return [
        module
        for module, source in modules.items()
        if module.rpartition(".")[2].rpartition("_")[2] not in COMMITTERS
        for node in nodes_of(source)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "commit"
    ]


def ended_connections(modules: Sources) -> list[str]:
    """Return the modules that begin or end what they reach through `connection()`.

    A small write is begun and committed at the driver: SQLAlchemy's would end nothing.
    """
    return [
        module
        for module, source in modules.items()
        for node in nodes_of(source)
        if isinstance(node, ast.Attribute)
        and node.attr in {"begin", "commit", "rollback", "close"}
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and node.value.func.id == "connection"
    ]


def borrowed_privates(modules: Sources) -> list[str]:
    """Return the uses of another module's `_name`: imported, or reached through the module."""
    found = []
    for module, source in modules.items():
        houses = set()
        for node in nodes_of(source):
            if isinstance(node, ast.ImportFrom):
                found += [f"{module}: {a.name}" for a in node.names if _is_private(a.name)]
                houses |= {
                    a.asname or a.name for a in node.names if f"{node.module}.{a.name}" in modules
                }
        found += [
            f"{module}: {node.value.id}.{node.attr}"
            for node in nodes_of(source)
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in houses
            and _is_private(node.attr)
        ]
    return found


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def import_circles(modules: Sources) -> list[str]:
    """Return the modules that import themselves in the end, inside functions or not."""
    graph = {
        module: {each for each in imported(source, modules) if each in modules}
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
        unknown_packages,
        {"ethreader.helpers.views": ""},
        "helpers",
        id="every package has its place in the arrow",
    ),
    pytest.param(
        unplaced_modules,
        {"ethreader.events.helpers": ""},
        "ethreader.events.helpers",
        id="every module of a feature has its layer",
    ),
    pytest.param(
        packages_that_run_back,
        {
            "ethreader.speakers.queries": "from ethreader.events import models",
            "ethreader.events.models": "",
        },
        "ethreader.speakers.queries imports ethreader.events.models",
        id="between features the arrow points one way",
    ),
    pytest.param(
        packages_that_run_back,
        {
            "ethreader.contacts.models": "def late():\n    import ethreader.mail.worker",
            "ethreader.mail.worker": "",
        },
        "ethreader.contacts.models imports ethreader.mail.worker",
        id="an import inside a function is an import",
    ),
    pytest.param(
        packages_that_run_back,
        {"ethreader.web.http": "import ethreader.comments.models", "ethreader.comments.models": ""},
        "ethreader.web.http imports ethreader.comments.models",
        id="what features lean on knows none of them",
    ),
    pytest.param(
        packages_that_run_back,
        {"ethreader.i18n.texts": "from ethreader.base.db import db", "ethreader.base.db": ""},
        "ethreader.i18n.texts imports ethreader.base.db",
        id="texts stand below everything",
    ),
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
        layers_that_run_back,
        {
            "ethreader.comments.service": "from ethreader.comments.feed_views import bp",
            "ethreader.comments.feed_views": "",
        },
        "ethreader.comments.service imports ethreader.comments.feed_views",
        id="a page of its own is a view like others",
    ),
    pytest.param(
        rules_that_know_the_web,
        {
            "ethreader.events.service": "from ethreader.web.clock import now",
            "ethreader.web.clock": "def now():\n    from flask import g",
        },
        "ethreader.events.service reaches flask",
        id="rules do not reach Flask, not even through others",
    ),
    pytest.param(
        rules_that_know_the_web,
        {"ethreader.reports.service": "from flask_wtf import FlaskForm"},
        "ethreader.reports.service reaches flask_wtf",
        id="extensions of Flask are the web, too",
    ),
    pytest.param(
        uninvited_commits,
        {"ethreader.events.service": "def save():\n    db.session.commit()"},
        "ethreader.events.service",
        id="views and commands commit, nobody else",
    ),
    pytest.param(
        ended_connections,
        {"ethreader.events.service": "def undo():\n    connection().rollback()"},
        "ethreader.events.service",
        id="nobody ends the transaction of others",
    ),
    pytest.param(
        borrowed_privates,
        {
            "ethreader.ops.commands": "from ethreader.base import settings\nsettings._parsed()",
            "ethreader.base.settings": "",
        },
        "ethreader.ops.commands: settings._parsed",
        id="nobody borrows another module's private name",
    ),
    pytest.param(
        borrowed_privates,
        {"ethreader.ops.commands": "from ethreader.base.settings import _parsed"},
        "ethreader.ops.commands: _parsed",
        id="nobody imports another module's private name",
    ),
]


@pytest.mark.parametrize(("check", "breach", "complaint"), CHECKS)
def test_house_keeps_its_rule(check: Check, breach: Sources, complaint: str) -> None:
    assert check(breach) == [complaint]
    assert check(SOURCES) == []


def test_no_module_imports_itself_in_the_end() -> None:
    circle = {
        "ethreader.a": "import ethreader.b",
        "ethreader.b": "def late():\n    from ethreader.a import x",
    }

    assert import_circles(circle) == ["ethreader.a", "ethreader.b"]
    assert import_circles(SOURCES) == []


def test_htmx_headers_are_known_to_one_file_alone() -> None:
    assert knowers_of_htmx_headers(SOURCES) == ["ethreader.web.http"]


def test_all_packages_of_the_arrow_are_there() -> None:
    """The rules above would pass on an empty house."""
    assert {package_of(module) for module in SOURCES} == set(ORDER)
