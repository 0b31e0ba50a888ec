"""Templates compiled at set-up: taken as they are, made anew where a text is another."""

from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, FileSystemLoader, nodes

from ethreader.application import create_app
from ethreader.ops.compiling import compile_all, is_template
from ethreader.web.compiled_templates import FOLDER, CompiledTemplates
from tests.conftest import ROOT
from tests.once import make_settings

NAME = "events/show.html"


pytestmark = pytest.mark.long


@pytest.fixture
def code(tmp_path: Path) -> Path:
    folder = tmp_path / "code"
    folder.mkdir()
    return folder


def test_every_template_has_its_code_and_none_is_left_of_others(app: Flask, code: Path) -> None:
    (code / "0123456789.jinja-1.0").write_bytes(b"Of another time.")
    (code / "9876543210.unfinished").write_bytes(b"Of a set-up that was killed.")
    code.chmod(0o700)

    count = compile_all(app.jinja_env, code)

    templates = [path for path in (ROOT / "templates").rglob("*.*") if path.parent != FOLDER]
    assert count == len(list(code.iterdir())) == len(templates) > 200
    assert code.stat().st_mode & 0o777 == 0o755
    assert {path.stat().st_mode & 0o777 for path in code.iterdir()} == {0o644}


def test_code_is_made_once(app: Flask, code: Path) -> None:
    compile_all(app.jinja_env, code)
    made = {path: path.stat().st_mtime_ns for path in code.iterdir()}

    compile_all(app.jinja_env, code)

    assert {path: path.stat().st_mtime_ns for path in code.iterdir()} == made


def test_code_of_set_up_is_taken_for_the_text_that_it_was_made_of(app: Flask, code: Path) -> None:
    compile_all(app.jinja_env, code)
    path = ROOT / "templates" / NAME
    text = path.read_text("utf-8")
    cache = CompiledTemplates(code)

    assert cache.get_bucket(app.jinja_env, NAME, str(path), text).code is not None
    assert cache.get_bucket(app.jinja_env, NAME, str(path), f"{text} ").code is None


def test_changed_template_is_shown_as_it_is_and_nothing_is_written(
    app: Flask, code: Path, tmp_path: Path
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    page = pages / "page.html"
    page.write_text("{{ 1 }} before", "utf-8")
    env = app.jinja_env.overlay(loader=FileSystemLoader(pages), cache_size=0)
    compile_all(env, code)
    page.write_text("{{ 1 }} after", "utf-8")
    made = {path.name: path.read_bytes() for path in code.iterdir()}

    site = env.overlay(bytecode_cache=CompiledTemplates(code))

    assert site.get_template("page.html").render() == "1 after"
    assert {path.name: path.read_bytes() for path in code.iterdir()} == made
    assert len(made) == 1


def test_site_takes_it_from_where_git_does_not_look(tmp_path: Path) -> None:
    site = create_app(make_settings(tmp_path / "instance"))

    assert isinstance(site.jinja_env.bytecode_cache, CompiledTemplates)
    assert FOLDER.is_relative_to(ROOT / "templates")
    assert f"{FOLDER.name}/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()


def constants_of_filters(env: Environment, name: str, text: str) -> list[int]:
    """Return the lines where Jinja would call a filter or a test when it compiles the template."""
    tree = env.parse(text, name)
    tree.set_environment(env)
    asked = tree.find_all((nodes.Filter, nodes.Test))
    return [node.lineno for node in asked if is_constant(node, nodes.EvalContext(env, name))]


def is_constant(node: nodes.Expr, context: nodes.EvalContext) -> bool:
    try:
        node.as_const(context)
    except nodes.Impossible:
        return False
    return True


def test_nothing_that_a_filter_made_is_kept_from_set_up(app: Flask) -> None:
    """The filter may be another one after the next update, and the template the same."""
    env = app.jinja_env
    names = env.list_templates(filter_func=is_template)
    texts = {name: (ROOT / "templates" / name).read_text("utf-8") for name in names}

    assert {
        n: lines for n, text in texts.items() if (lines := constants_of_filters(env, n, text))
    } == {}
    assert constants_of_filters(env, "a", "{{ word|upper }}\n{{ 'a'|upper }}") == [2]
