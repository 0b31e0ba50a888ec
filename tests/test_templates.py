"""What every template keeps to. Each rule is a function of sources, shown to fail on a bad one."""

import ast
import re
from collections.abc import Callable

import pytest
from flask import Flask
from jinja2 import StrictUndefined, UndefinedError, meta, nodes

from ethreader.web.templating import sanitised
from tests.conftest import ROOT
from tests.parsed import nodes_of

Sources = dict[str, str]  # Path below `templates/` -> source.
Check = Callable[[Sources], list[str]]
FOLDER = ROOT / "templates"
SOURCES: Sources = {
    str(path.relative_to(FOLDER)): path.read_text(encoding="utf-8")
    for path in sorted(FOLDER.rglob("*.html"))
}
LAYOUTS = {"base.html", "mail_page.html", "errors/bare.html"}
LINES, LINE_LENGTH, DEPTH = 80, 120, 6
INLINE = re.compile(
    r"""<script(?![^>]*\bsrc=)   # a script without a file
      | <style\b                 # a sheet inside the page
      | \sstyle\s*=              # a style attribute
      | \son[a-z]+\s*=           # a handler
      | javascript:""",
    re.IGNORECASE | re.VERBOSE,
)


def without_needs(templates: Sources) -> list[str]:
    line = re.compile(r"\{# needs: .+ #\}")
    return [name for name, source in templates.items() if not line.match(source.split("\n")[0])]


def with_inline_code(templates: Sources) -> list[str]:
    return [name for name, source in templates.items() if INLINE.search(source)]


def past_autoescaping(templates: Sources) -> list[str]:
    way_past = re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\(")
    return [name for name, source in templates.items() if way_past.search(source)]


def misnamed(templates: Sources) -> list[str]:
    """Return pages that are named like partials and partials that are named like pages."""
    found = []
    for name, source in templates.items():
        is_page = name in LAYOUTS or "{% extends" in source
        is_named_partial = name.rpartition("/")[2].startswith("_")
        if is_page is is_named_partial:
            found.append(name)
    return found


def includes_of_pages(templates: Sources) -> list[str]:
    return [
        f"{name} includes {target}"
        for name, source in templates.items()
        for target in re.findall(r'\{%-? include "([^"]+)"', source)
        if not target.rpartition("/")[2].startswith("_")
    ]


def too_many_lines(templates: Sources) -> list[str]:
    return [name for name, source in templates.items() if source.count("\n") > LINES]


def lines_too_long(templates: Sources) -> list[str]:
    return [
        f"{name}:{number}"
        for name, source in templates.items()
        for number, line in enumerate(source.split("\n"), 1)
        if len(line) > LINE_LENGTH
    ]


def nested_too_deep(templates: Sources) -> list[str]:
    """Return where more Jinja blocks stand in one another than a reader can follow."""
    tag = re.compile(r"\{%-?\s*(end)?(if|for|with|block|macro|call|filter)\b")
    found = []
    for name, source in templates.items():
        depth = deepest = 0
        for end, _ in tag.findall(source):
            depth += -1 if end else 1
            deepest = max(deepest, depth)
        if deepest > DEPTH:
            found.append(name)
    return found


@pytest.mark.parametrize(
    ("check", "bad", "complaint"),
    [
        pytest.param(
            without_needs,
            {"events/show.html": "<p>\n{# needs: event #}"},
            "events/show.html",
            id="the first line says what it needs",
        ),
        pytest.param(
            with_inline_code, {"a.html": "<script>1</script>"}, "a.html", id="no script inside"
        ),
        pytest.param(
            with_inline_code, {"a.html": "<style>p {}</style>"}, "a.html", id="no sheet inside"
        ),
        pytest.param(
            with_inline_code, {"a.html": '<p style="x">'}, "a.html", id="no style attribute"
        ),
        pytest.param(
            with_inline_code, {"a.html": '<p\nonclick="x">'}, "a.html", id="no event handler"
        ),
        pytest.param(
            past_autoescaping, {"a.html": "{{ name | safe }}"}, "a.html", id="no |safe anywhere"
        ),
        pytest.param(
            misnamed, {"a/row.html": "<p>"}, "a/row.html", id="a partial's name begins with _"
        ),
        pytest.param(
            misnamed,
            {"a/_page.html": '{% extends "base.html" %}'},
            "a/_page.html",
            id="a page's name does not",
        ),
        pytest.param(
            includes_of_pages,
            {"a.html": '{% include "events/show.html" %}'},
            "a.html includes events/show.html",
            id="only partials are included",
        ),
        pytest.param(
            too_many_lines, {"a.html": "<p>\n" * 81}, "a.html", id="no more than 80 lines"
        ),
        pytest.param(
            lines_too_long,
            {"a.html": "x" * 120 + "\n" + "x" * 121},
            "a.html:2",
            id="lines of no more than 120 characters",
        ),
        pytest.param(
            nested_too_deep,
            {"a.html": "{% if a %}" * 7 + "{% endif %}" * 7, "b.html": "{% if a %}{% endif %}" * 7},
            "a.html",
            id="no more than 6 blocks in one another",
        ),
    ],
)
def test_templates_keep_their_rule(check: Check, bad: Sources, complaint: str) -> None:
    assert check(bad) == [complaint]
    assert check(SOURCES) == []


def test_views_answer_htmx_with_partials_only() -> None:
    named = [
        keyword.value.value
        for path in (ROOT / "ethreader").rglob("*.py")
        for node in nodes_of(path.read_text(encoding="utf-8"))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "partial" and isinstance(keyword.value, ast.Constant)
    ]

    assert "comments/_form.html" in named
    assert [name for name in named if not str(name).rpartition("/")[2].startswith("_")] == []


def test_template_names_all_that_it_needs(app: Flask) -> None:
    """What stands in the first line is what a caller must pass, and nothing is missing there."""
    missing = {name: needed_by(app, name) - named_by(name) for name in sorted(SOURCES)}

    assert len(missing) > 300
    assert {name: names for name, names in missing.items() if names} == {}


def needed_by(app: Flask, name: str) -> set[str]:
    tree = app.jinja_env.parse(SOURCES[name])
    own = {each.name for each in tree.find_all(nodes.Name) if each.ctx in {"store", "param"}}
    own |= {each.name for each in tree.find_all(nodes.Macro)}
    given = {*app.jinja_env.globals, "request", "caller"}
    return meta.find_undeclared_variables(tree) - own - given


def named_by(name: str) -> set[str]:
    return set(re.findall(r"\w+", SOURCES[name].split("\n")[0]))


def test_missing_name_fails_instead_of_showing_nothing(app: Flask) -> None:
    assert app.jinja_env.undefined is StrictUndefined
    assert app.jinja_env.from_string("{{ name }}").render(name="Mira") == "Mira"
    with pytest.raises(UndefinedError, match="'name' is undefined"):
        app.jinja_env.from_string("{{ name }}").render()


def test_only_what_markup_made_passes_autoescaping(app: Flask) -> None:
    page = app.jinja_env.from_string("{{ text }} {{ text|sanitised }}")

    assert page.render(text="<b>") == "&lt;b&gt; <b>"
    assert sanitised("<b>").__html__() == "<b>"


def test_a_form_that_says_what_to_do_without_a_connection_says_it_without_a_site_too() -> None:
    silent = [
        path
        for path, source in SOURCES.items()
        if source.count("data-lost=") != source.count("data-failed=")
    ]
    assert silent == []
