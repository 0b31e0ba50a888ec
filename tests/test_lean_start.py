"""What a start leaves out: libraries and patterns that no first page needs."""

import os
import re
import subprocess
import sys

import pytest

from ethreader.base.late_patterns import LatePattern, compile_late_patterns
from tests.conftest import ROOT

# Each is imported by those who need it, when they do: pictures, calendars, migrations, another
# database, the second step of signing in, the first comment with an email.
LATER = frozenset(
    {
        *("PIL", "icalendar", "alembic", "email_validator", "webauthn", "segno", "pyotp", "redis"),
        *(
            "psycopg",
            "sqlalchemy.dialects.postgresql",
            "sqlalchemy.dialects.mysql",
            "crawleruseragents",
        ),
    }
)
# Nor does the mail process beside a site need what makes, guards and keeps pages.
OF_PAGES = frozenset(
    {
        *("ethreader.application", "ethreader.parts", "ethreader.ops.server"),
        *("flask_wtf", "wtforms", "limits", "granian", "markdown_it", "nh3", "yaml", "brotli"),
    }
)
OF_PAGES_BY_NAME = ("views", "forms", "page", "border", "commands", "housekeeping")
START = """
import sys
import app
from ethreader.base.late_patterns import _LATE
from ethreader.ops import mail_process, server
print(*sys.modules)
print(sum("compiled" in vars(each) for each in _LATE), len(_LATE))
"""


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
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ETHREADER_")}
    instance = tmp_path_factory.mktemp("start") / "instance"
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

    assert imported & LATER == set()
    assert {"ethreader.ops.server", "granian", "sqlalchemy"} <= imported


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
    assert known > 100


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
