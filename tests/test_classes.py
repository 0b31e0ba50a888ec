"""Every class has a rule or a use, every rule a class; and readers need no moderation.css.

Each check is a function of sources, and is shown to fail on a planted breach.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from ethreader.web.bundles import BUNDLES, STATIC
from tests.conftest import ROOT

Sources = dict[str, str]  # Path -> source.

# Where a class is named without being written out: the end of it is a value of the code.
ENDINGS = re.compile(r"(?<=-)\{\{ *[\w.]+ *\}\}")
ATTRIBUTE = re.compile(r'\sclass ?= ?"((?:\{\{.*?\}\}|\{%.*?%\}|[^"{])*)"', re.DOTALL)
# Rules for classes that no file of ours writes.
FOREIGN = {
    "dead-link": "`base/link_targets` puts it in a link's place",
    "htmx-request": "htmx gives it to what waits for a response",
}
# Classes without a rule.
HOOKS = {
    "files": "tests find the group of a form by it",
    "quoted-who": "tests find the name of the parent's author by it",
    "report-form": "tests find the form by it",
    "thread": "tests tell the thread from the page's new comments by it",
}


def sources_of(folder: Path, ending: str) -> Sources:
    return {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob(f"*{ending}"))
    }


def classes_of_page(source: str) -> set[str]:
    """Return the classes that a template writes; `*` stands for an ending that varies."""
    return {word for value in ATTRIBUTE.findall(source) for word in _words(value)}


def _words(value: str) -> Iterator[str]:
    text = re.sub(r"\{%.*?%\}", "", ENDINGS.sub("*", value))
    for code in re.findall(r"\{\{(.*?)\}\}", text):  # For example: 'bar' if … else 'bar bar-few'.
        yield from (word for literal in re.findall(r"'([^']*)'", code) for word in literal.split())
    yield from re.sub(r"\{\{.*?\}\}", " ", text).split()


def selectors_of_sheet(source: str) -> list[set[str]]:
    """Return the classes that each selector asks for."""
    lists = re.findall(r"([^{}]+)\{", re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL))
    lists = [
        re.sub(r"\([^()]*\)", lambda found: found[0].replace(",", " "), each) for each in lists
    ]
    return [
        set(re.findall(r"\.([a-zA-Z][\w-]*)", selector))
        for each in lists
        for selector in each.split(",")
    ]


def classes_of_sheet(source: str) -> set[str]:
    return set().union(*selectors_of_sheet(source))


def classes_of_script(source: str) -> set[str]:
    """Return the classes in a script's selectors and in what it gives to elements."""
    strings = " ".join(re.findall(r'"[^"\n]*"|\'[^\'\n]*\'', source))
    given = re.findall(r'class(?:Name = |List\.\w+\()"([\w-]+)"', source)
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", strings)) | set(given)


def all_of(classes: Callable[[str], set[str]], sources: Sources) -> set[str]:
    return set().union(*map(classes, sources.values()))


def is_among(name: str, names: set[str]) -> bool:
    return name in names or any(
        name.startswith(start[:-1]) for start in names if start.endswith("*")
    )


def unused(sheets: Sources, *, pages: Sources, scripts: Sources) -> list[str]:
    """Return the classes that have a rule and nothing to rule."""
    used = all_of(classes_of_page, pages) | all_of(classes_of_script, scripts)
    return sorted(name for name in all_of(classes_of_sheet, sheets) if not is_among(name, used))


def without_rule(pages: Sources, *, sheets: Sources, scripts: Sources) -> list[str]:
    """Return the classes of pages that no rule and no script knows."""
    known = all_of(classes_of_sheet, sheets) | all_of(classes_of_script, scripts)
    return sorted(
        name
        for name in all_of(classes_of_page, pages)
        if not any(is_among(each, {name}) for each in known)
    )


def missing_for_readers(pages: Sources, *, sheets: Sources) -> list[str]:
    """Return what readers' pages have rules for in a stylesheet that they do not load."""
    loaded = {f"static/css/{part}.css" for part in BUNDLES["site.css"]}
    others = [source for path, source in sheets.items() if path not in loaded]
    seen = all_of(classes_of_page, {path: pages[path] for path in pages if is_for_readers(path)})
    return sorted(
        " ".join(sorted(names))
        for source in others
        for names in selectors_of_sheet(source)
        if names and all(is_among(name, seen) for name in names)
    )


def is_for_readers(path: str) -> bool:
    """Tell the pages with `site.css` alone from those that load one more stylesheet."""
    more = ("moderation", "audience", "editing", "search")
    if path.startswith("templates/accounts/"):
        return path in SIGNING_IN
    return not path.startswith(tuple(f"templates/{folder}/" for folder in more))


def with_parts(pages: set[str]) -> set[str]:
    """Return pages with all templates that they take in."""
    parts = {
        f"templates/{name}"
        for path in pages
        for name in re.findall(r'include "([^"]+)"', PAGES[path])
    }
    return pages if parts <= pages else with_parts(pages | parts)


PAGES = sources_of(ROOT / "templates", ".html")
# Of the pages about accounts, those of people who are not signed in.
SIGNING_IN = with_parts(
    {
        path
        for path, source in PAGES.items()
        if path.startswith("templates/accounts/") and 'extends "base.html"' in source
    }
)
SHEETS = sources_of(STATIC / "css", ".css")
SCRIPTS = sources_of(STATIC / "js", ".js")


def test_every_rule_has_something_to_rule() -> None:
    check = partial(unused, pages=PAGES, scripts=SCRIPTS)

    planted = {"planted.css": ".nobody > a,\n.exit {\n}\n"}
    assert check(SHEETS | planted) == [*sorted(FOREIGN), "nobody"]
    assert check(SHEETS) == sorted(FOREIGN)


def test_every_class_has_a_rule_or_a_use() -> None:
    check = partial(without_rule, sheets=SHEETS, scripts=SCRIPTS)
    planted = (
        """<p class="field{% if x == 'no' %} plain{% endif %} {{ 'if-so' if x else 'bar' }}">"""
    )

    assert check({"planted.html": planted}) == ["if-so", "plain"]
    assert check(PAGES) == sorted(HOOKS)


def test_readers_need_no_stylesheet_of_moderators() -> None:
    check = partial(missing_for_readers, sheets=SHEETS)

    planted = '<p class="field row row-{{ state }}">'
    assert {"row", "row-published"} <= set(check({"templates/events/show.html": planted}))
    assert check(PAGES) == []


@pytest.mark.parametrize(
    ("source", "classes"),
    [
        pytest.param('closest?.(".reply-slot .cancel")', {"reply-slot", "cancel"}, id="selectors"),
        pytest.param('alert.className = "notice";', {"notice"}, id="a class name"),
        pytest.param('list.classList.toggle("is-on", yes);', {"is-on"}, id="a class list"),
        pytest.param("window.location.replace(url);", set(), id="no method"),
    ],
)
def test_classes_of_a_script_are_found(source: str, classes: set[str]) -> None:
    assert classes_of_script(source) == classes
