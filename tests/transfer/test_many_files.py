"""Real folders in one run: each file's mistakes are told at once, and only good files are read."""

from pathlib import Path

from click.testing import Result
from flask import Flask

from ethreader.base.db import db
from ethreader.events.models import Event
from tests.content_files import dump
from tests.transfer.many_files import FILES, Said

GOOD = [name for name, (_, said) in FILES.items() if not said or said[0].startswith("WARN")]


def write_all(folder: Path) -> Path:
    for name, (content, _) in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / "zz" / "outside.md").symlink_to("/etc/hostname")
    return folder


def run(app: Flask, command: str, folder: Path) -> Result:
    return app.test_cli_runner().invoke(args=["content", command, str(folder)])


def said_of(report: str, folder: Path) -> dict[str, list[str]]:
    """Return a report's lines by file, without their first word."""
    said: dict[str, list[str]] = {}
    for line in report.splitlines():
        verdict, _, rest = line.partition(f": {folder}/")
        name, _, rest = rest.partition(":")
        said.setdefault(name, []).append(f"{verdict}|{rest.strip()}")
    return said


def expected(name: str, said: Said) -> tuple[str, list[tuple[str, str]]]:
    """Return under which name a file is told of, and how each line begins."""
    lines = []
    for each in said or []:
        first, _, rest = each.partition(" ")
        match first:
            case "WARN":
                lines.append(("Warning", rest))
            case "LEFT":
                lines.append(("Left out", rest))
            case _:
                is_own = "is not to be published" in each
                lines.append(("Left out" if is_own else "Refused", each))
    is_folder = said is not None and said[0].startswith("LEFT folder")
    return (name.rpartition("/")[0] if is_folder else name), lines


def test_check_and_import_say_each_mistake_by_file_and_line(app: Flask, tmp_path: Path) -> None:
    folder = write_all(tmp_path / "content")

    checked = run(app, "check", folder)
    db.session.rollback()
    assert sum(map(len, dump().values())) == 0
    db.session.rollback()
    result = run(app, "import", folder)

    assert (checked.exit_code, checked.stdout) == (1, counts(done="good"))
    assert checked.stderr == result.stderr
    assert (result.exit_code, result.stdout) == (1, counts(done="imported"))
    report = said_of(result.stderr, folder)
    wrong = {}
    for name, (_, said) in FILES.items():
        told_as, lines = expected(name, said)
        told = report.pop(told_as, [])
        is_same = len(told) == len(lines) and all(
            any(each.startswith(f"{verdict}|{begin}") for each in told) for verdict, begin in lines
        )
        if not is_same:
            wrong[name] = told
    assert wrong == {}
    assert list(report) == ["zz/outside.md"]
    db.session.rollback()
    assert sorted(each.slug for each in db.session.query(Event)) == sorted(
        Path(name).stem for name in GOOD if name.split("/")[0] not in {"organisations", "speakers"}
    )
    stored = str(dump())
    for private in ("private", "0664", "her number", "{{<", "<div"):
        assert private in "".join(str(content) for content, _ in FILES.values())
        assert private not in stored


def counts(*, done: str) -> str:
    """Return the last line of a report."""
    first_lines = [said[0] for _, said in FILES.values() if said]
    left_out = sum("LEFT" in each or "not to be published" in each for each in first_lines)
    refused = len(FILES) - len(GOOD) - left_out
    return f"{len(GOOD)} {done}, {refused} refused, {left_out + 1} left out.\n"
