"""Views and commands that are imported when somebody asks for them are there by their names."""

import subprocess
import sys
from pkgutil import resolve_name

import pytest
from flask import Blueprint, Flask

from ethreader.editing import all_kinds, paths
from ethreader.editing.views import pages
from ethreader.ops.late_commands import OURS, Commands
from ethreader.parts import PARTS
from ethreader.web.late_views import LateViews
from tests.conftest import ROOT

GROUPS = [commands for part in PARTS.values() for commands in part.commands]
# Eight editors are the first at once, each on another page.
AT_ONCE = """
import app
from concurrent.futures import ThreadPoolExecutor
from pkgutil import resolve_name
from threading import Barrier
from ethreader.editing.views import pages

together = Barrier(8)

def first(number):
    together.wait()
    return sum(callable(resolve_name(each)) for each in pages.places[number:] + pages.places)

with ThreadPoolExecutor(8) as editors:
    print([*editors.map(first, range(8))] == [2 * len(pages.places) - each for each in range(8)])
"""


def test_late_view_gets_what_stands_in_its_path() -> None:
    site, bp = Flask(__name__), Blueprint("late", __name__)
    late = LateViews(bp, "flask")
    late.get("/<name>/<int:number>", "json:jsonify")
    site.register_blueprint(bp)
    visitor = site.test_client()

    assert visitor.get("/meeting/3").json == {"name": "meeting", "number": 3}
    assert visitor.post("/meeting/3").status_code == 405
    with site.test_request_context():
        assert site.url_for("late.jsonify", name="meeting", number=4) == "/meeting/4"


def test_late_view_that_takes_forms_is_asked_by_no_get() -> None:
    site, bp = Flask(__name__), Blueprint("late", __name__)
    LateViews(bp, "flask").post("/<name>", "json:jsonify")
    site.register_blueprint(bp)

    assert site.test_client().post("/meeting").json == {"name": "meeting"}
    assert site.test_client().get("/meeting").status_code == 405


@pytest.mark.parametrize("place", pages.places)
def test_each_late_view_is_there(place: str) -> None:
    assert callable(resolve_name(place))


def test_late_views_are_found_by_many_at_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    instance = tmp_path_factory.mktemp("at-once") / "instance"
    done = subprocess.run(
        [sys.executable, "-c", AT_ONCE],
        cwd=ROOT,
        env={"ETHREADER_INSTANCE": str(instance)},
        capture_output=True,
        check=True,
        text=True,
    )

    assert done.stdout == "True\n"


def test_paths_of_kinds_are_known_without_them() -> None:
    in_languages = {path: kind.path for path, kind in all_kinds.IN_LANGUAGES.items()}

    assert tuple(all_kinds.KINDS) == paths.KINDS
    assert dict(zip(paths.ORIGINALS, paths.TEXTS, strict=True)) == in_languages


@pytest.mark.parametrize("commands", GROUPS, ids=lambda each: each.name)
def test_group_is_called_as_its_feature_says(commands: Commands) -> None:
    assert commands.group.name == commands.name


@pytest.mark.parametrize(("name", "place"), OURS.items(), ids=OURS)
def test_command_that_runs_the_site_is_called_so(name: str, place: str) -> None:
    assert resolve_name(place).name == name


def test_unknown_command_is_told(app: Flask) -> None:
    told = app.test_cli_runner().invoke(args=["contents"])

    assert told.exit_code == 2
    assert "No such command 'contents'" in told.output
