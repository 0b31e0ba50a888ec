"""What a start leaves out: libraries and patterns that no first page needs."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from flask import Flask

from ethreader.base.late_patterns import LatePattern, compile_late_patterns
from tests.comments.forms import COMMENTS, PAGE, SLUG, TEXT
from tests.conftest import EVENT_FILE, ROOT, make_event

# Each is imported by those who need it, when they do: pictures, calendars, migrations, another
# database, the second step of signing in, a shared Redis, the first comment with an email.
LATER = frozenset(
    {
        *("PIL", "icalendar", "alembic", "email_validator", "webauthn", "segno", "pyotp", "redis"),
        *(
            "limits",
            "psycopg",
            "sqlalchemy.dialects.postgresql",
            "sqlalchemy.dialects.mysql",
            "crawleruseragents",
        ),
    }
)
# What only editors, commands and restores need: pages for them, and all fields of content.
OF_EDITORS = frozenset(
    {
        *("yaml", "tarfile", "ethreader.transfer", "ethreader.demo", "ethreader.editing.all_kinds"),
        *("ethreader.base.fields", "ethreader.events.fields", "ethreader.events.place_fields"),
        *("ethreader.events.text_fields", "ethreader.events.happenings"),
        *("ethreader.speakers.fields", "ethreader.speakers.text_fields"),
        *("ethreader.site_pages.fields", "ethreader.translations.text_fields"),
        *("ethreader.pictures.fields", "ethreader.ops.backups.manifest"),
        *("ethreader.editing.kinds", "ethreader.editing.controls", "ethreader.editing.service"),
    }
)
# Nor does the mail process beside a site need what makes, guards and keeps pages.
OF_PAGES = frozenset(
    {
        *("ethreader.application", "ethreader.parts", "ethreader.ops.server"),
        *("flask_wtf", "wtforms", "limits", "granian", "markdown_it", "nh3", "yaml", "brotli"),
        *("pydantic", "pydantic_core", "annotated_types", "typing_inspection"),
    }
)
OF_PAGES_BY_NAME = ("views", "forms", "page", "border", "commands", "housekeeping")
START = """
import sys
import app
from ethreader.base.late_patterns import _LATE
from ethreader.ops import commands, mail_process, server
print(*sys.modules)
print(sum("compiled" in vars(each) for each in _LATE), len(_LATE))
"""


# Somebody reads an article, writes under it, solves what is asked of a busy network, and is no
# editor.
VISIT = f"""
import re, sys
import app
from ethreader.web.proof_of_work import solved_challenge
from ethreader.web.current import now

visitor = app.app.test_client()
article = visitor.get("{PAGE}")
stamp = re.search('name="stamp" value="([^"]+)"', article.text)[1]
sent = visitor.post("{COMMENTS}", data={{"body": "{TEXT}", "stamp": stamp}})
refused = visitor.get("/moderation/content/")
print(article.status_code, sent.status_code, refused.status_code)
with app.app.app_context():
    print(solved_challenge("e30=", "winter-meeting", secret="any", now=now()))
print(*sys.modules)
"""

# What follows rows is there before whoever writes them, under any server.
KNOWN = """
import app
from sqlalchemy import event
from ethreader.base.db import Base
from ethreader.events.changes import _note_state
from ethreader.events.models import Event

print(*Base.metadata.tables)
print(event.contains(Event.state, "set", _note_state))
"""
TABLE = re.compile(r'^    __tablename__ = "(\w+)"$', re.MULTILINE)

BESIDE = """
import sys
from ethreader import mail_beside
from ethreader.base.settings import Settings
mail_beside.prepare()
mail_beside.create_mail_app(Settings.read())
print(*sys.modules)
"""


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What a process says of itself that has imported what the site needs."""
    return told_by(START, tmp_path_factory)


def told_by(code: str, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return told_in(tmp_path_factory.mktemp("start") / "instance", code)


def told_in(instance: Path, code: str) -> list[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ETHREADER_")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=kept | {"ETHREADER_INSTANCE": str(instance)},
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout.splitlines()


def test_start_imports_nothing_that_few_requests_need(start: list[str]) -> None:
    imported = set(start[0].split())

    assert imported & (LATER | OF_EDITORS) == set()
    assert {"ethreader.ops.server", "granian", "sqlalchemy"} <= imported


def test_reader_who_comments_imports_nothing_that_editors_need(app: Flask, tmp_path: Path) -> None:
    make_event(tmp_path, SLUG, EVENT_FILE)

    statuses, solution, modules = told_in(Path(app.instance_path), VISIT)

    assert (statuses, solution) == ("200 303 303", "None")
    assert set(modules.split()) & OF_EDITORS == set()


def test_all_that_editors_need_is_there_by_these_names() -> None:
    assert [name for name in sorted(OF_EDITORS) if find_spec(name) is None] == []


def test_start_knows_all_tables_and_follows_events(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "ethreader").rglob("*models.py")]
    declared = {name for source in sources for name in TABLE.findall(source)}

    tables, follows = told_by(KNOWN, tmp_path_factory)

    assert set(tables.split()) >= declared
    assert len(declared) > 30
    assert follows == "True"


def test_mail_process_beside_a_site_imports_nothing_that_makes_a_page(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    imported = set(told_by(BESIDE, tmp_path_factory)[0].split())
    ours = [name for name in imported if name.startswith("ethreader.")]

    assert imported & (OF_PAGES | LATER) == set()
    assert [name for name in ours if name.split(".")[-1].endswith(OF_PAGES_BY_NAME)] == []
    assert {"ethreader.mail.worker", "ethreader.alerts.worker", "nacl"} <= imported


def test_start_compiles_few_of_the_patterns_for_comments(start: list[str]) -> None:
    compiled, known = map(int, start[1].split())

    assert compiled < 10
    assert known > 80


def test_late_pattern_is_compiled_by_its_first_use() -> None:
    pattern = LatePattern(r"(\w)\1", re.IGNORECASE)
    assert "compiled" not in vars(pattern)

    assert pattern.sub("-", "Aabb") == "--"
    assert pattern.search("abc") is None
    assert pattern.pattern == r"(\w)\1"


def test_housekeeping_compiles_what_is_left() -> None:
    pattern = LatePattern("left", 0)

    compile_late_patterns()

    assert "compiled" in vars(pattern)
