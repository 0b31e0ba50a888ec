"""Starts that cannot be: each ends with a sentence, and a status that is not 0.

They are tried within this process, as `app.py` and `flask serve` do it; what only a process of its
own can show is in `test_processes.py`.
"""

import os
import resource
import socket
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import click
import pytest
from click.testing import Result
from flask import Flask

from ethreader.application import create_app
from ethreader.base.connecting import make_file
from ethreader.base.db import db
from ethreader.base.errors import Conflict
from ethreader.base.settings import Settings, WrongSetting
from ethreader.ops import migrations
from ethreader.ops.boundary import sentence_of, told
from ethreader.ops.files import refuse_few_files
from ethreader.ops.readiness import DatabaseNotReady, prepare_database
from ethreader.ops.server import refuse_taken_port
from tests.browser.server import free_port
from tests.once import DATABASE, migrated_database
from tests.schemas import revisions
from tests.test_lost_database import say_schema

A_FOLDER = "give the path of a folder"
A_FILE = (
    "give the path of a file, such as sqlite:////srv/site/site.sqlite3. In the path write ? as %3F "
    "and % as %25"
)
A_DATABASE = "give a URL that starts with sqlite:/// or postgresql+psycopg://"
NO_HOME = "write out the path of the home folder instead of ~"


def start(folder: Path, **given: str) -> str:
    """Start as `flask serve` does, up to its listening; return the sentence that prevents it."""
    environment = {"ETHREADER_INSTANCE": str(folder), "PORT": str(free_port()), **given}
    try:
        settings = Settings.read(environment)
        app = create_app(settings)
        with app.app_context():
            refuse_taken_port(settings)
            prepare_database()
            db.session.remove()
            db.engine.dispose()
    except Exception as problem:  # noqa: BLE001 - whatever it is
        said = sentence_of(problem)
        assert said.endswith((".", "flask database upgrade"))
        assert "unforeseen" not in said
        assert "Traceback" not in said
        return said
    return ""


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Upgrade an empty file at once, as it comes out of all migrations."""
    upgrade, content = migrations.upgrade, migrated_database()

    def copy(**given: Callable[[str], None]) -> None:
        path = Path(str(db.engine.url.database))
        if not path.exists():
            make_file(path)
            path.write_bytes(content)
        upgrade(**given)

    monkeypatch.setattr(migrations, "upgrade", copy)


# --- where the database is -----------------------------------------------------------------


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "name",
    [
        *("a#b", "a?b", "a?mode=memory", "a%b", "a%20b", "a%2Fb", "%", "a&b", "a=b", "a;b", "a:b"),
        *("a b", " a", "a'b", 'a"b', "a\\b", "a`b", "$HOME", "{a}", "[a]", "a*b", "(a)", "a@b"),
        *("aüž", "ђ", "日本", "🦊", "a\nb", "a\tb", "-x", "~a", "...", "file:x", ":memory:"),
        *("x" * 200, "a+b", "a,b", "sqlite:"),
    ],
)
def test_database_is_where_the_setting_says(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in" / name

    said = start(folder)

    assert said == ""
    assert (folder / DATABASE).stat().st_size > 0
    assert [path.parent for path in tmp_path.rglob("*.sqlite3*")] == [folder]
    assert [path.name for path in (tmp_path / "in").iterdir()] == [name]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("given", "found"),
    [
        pytest.param("in/", "in", id="a slash at the end"),
        pytest.param("in//deep///er", "in/deep/er", id="many slashes"),
        pytest.param("./in/../in/.", "in", id="steps back"),
        pytest.param("linked", "real", id="a link"),
        pytest.param("linked/deep", "real/deep", id="below a link"),
        pytest.param("dangling", "gone", id="a link to what is not there yet"),
    ],
)
def test_database_is_where_a_roundabout_path_leads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, found: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "real").mkdir()
    (tmp_path / "linked").symlink_to(tmp_path / "real")
    (tmp_path / "dangling").symlink_to(tmp_path / "gone")

    assert (start(Path(given)), start(tmp_path / given)) == ("", "")
    assert [path.parent for path in tmp_path.rglob(DATABASE)] == [tmp_path / found]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        pytest.param("~nobody-of-this-name/site", A_FOLDER, id="of somebody unknown"),
        pytest.param("a\0b", A_FOLDER, id="with a NUL"),
        pytest.param("\udcff", "its name cannot be written in this locale", id="in no encoding"),
        pytest.param("loop", A_FOLDER, id="a link to itself"),
    ],
)
@pytest.mark.parametrize("name", ["INSTANCE", "MAIL_KEYS", "LEDGER"])
def test_folder_that_is_none_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, reason: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "loop").symlink_to("loop")

    said = start(tmp_path / "instance", **{f"ETHREADER_{name}": given})

    assert said.startswith(f"ETHREADER_{name} is “{given}”: {reason}")
    assert list(tmp_path.rglob("*.sqlite3")) == []


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        pytest.param("file", "cannot be made (File exists)", id="a file"),
        pytest.param("file/below", "cannot be made (Not a directory)", id="below a file"),
        pytest.param("x" * 256, "cannot be made (File name too long)", id="a long name"),
        pytest.param("x/" * 3000, "cannot be made (File name too long)", id="a long path"),
        pytest.param("/proc/x", "cannot be made (No such file", id="below the kernel's"),
        pytest.param("/dev/null", "cannot be made (File exists)", id="a device"),
    ],
)
def test_instance_folder_that_cannot_be_made_is_refused(
    tmp_path: Path, path: str, reason: str
) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / path

    said = start(folder)

    assert said.startswith(f"The instance folder {folder} {reason}")
    assert said.endswith("Set ETHREADER_INSTANCE to a folder that this user may write to.")


def broken_key(folder: Path) -> None:
    (folder / "secret_key").write_bytes(b"\xff" * 64)


def key_folder(folder: Path) -> None:
    (folder / "secret_key").mkdir()


def key_link(folder: Path) -> None:
    (folder / "secret_key").symlink_to(folder / "nowhere" / "key")


def short_key(folder: Path) -> None:
    (folder / "secret_key").write_text("short", encoding="ascii")


def empty_key(folder: Path) -> None:
    (folder / "secret_key").touch()


def odd_key(folder: Path) -> None:
    (folder / "secret_key").write_bytes(b"\0" * 64)


@pytest.mark.parametrize("spoil", [broken_key, key_folder, key_link, short_key, empty_key, odd_key])
def test_secret_key_that_is_none_is_refused(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    spoil(tmp_path)

    assert start(tmp_path) == (
        f"The secret key in {tmp_path}/secret_key is damaged. Delete the file to have a new one "
        "made."
    )


def database_folder(folder: Path) -> None:
    (folder / DATABASE).mkdir()


def no_database(folder: Path) -> None:
    (folder / DATABASE).write_bytes(b"no database " * 100)


def half_a_database(folder: Path) -> None:
    content = migrated_database()
    (folder / DATABASE).write_bytes(content[: len(content) // 3])


def dangling_database(folder: Path) -> None:
    (folder / DATABASE).symlink_to(folder / "nowhere" / DATABASE)


@pytest.mark.parametrize(
    "spoil", [database_folder, no_database, half_a_database, dangling_database]
)
def test_database_that_is_none_is_refused(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    spoil(tmp_path)

    assert str(tmp_path / DATABASE) in start(tmp_path)


NOT_OURS = "it holds tables of which this site knows nothing"


@pytest.mark.parametrize(
    ("is_ours", "change", "reason"),
    [
        pytest.param(False, "CREATE TABLE posts (id)", f"{NOT_OURS} (posts)", id="another's"),
        pytest.param(False, "CREATE TABLE comment (id)", f"{NOT_OURS} (comment)", id="a name"),
        pytest.param(True, "DELETE FROM alembic_version", NOT_OURS, id="no schema"),
        pytest.param(
            True,
            "INSERT INTO alembic_version VALUES ('0001')",
            f"it has more than one schema (0001, {revisions()[-1]}): it is damaged",
            id="two schemas",
        ),
        pytest.param(
            True, "UPDATE alembic_version SET version_num = x'ff00'", "schema b", id="bytes"
        ),
    ],
)
def test_database_of_something_else_stays_as_it_is(
    tmp_path: Path, is_ours: bool, change: str, reason: str
) -> None:
    file = tmp_path / DATABASE
    file.write_bytes(migrated_database() if is_ours else b"")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(change)
        connection.commit()
        before = [*connection.iterdump()]

    said = start(tmp_path)

    assert said.startswith(f"The database {file} cannot be used: ")
    assert reason in said
    with closing(sqlite3.connect(file)) as connection:
        assert [*connection.iterdump()] == before


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("sqlite:///", A_FILE),
        ("sqlite://", A_DATABASE),
        ("sqlite:////tmp/a?mode=memory", A_FILE),
        ("sqlite:////tmp/a?timeout=soon", A_FILE),
        ("sqlite:///:memory:", A_FILE),
        ("sqlite:///file:a?uri=true", A_FILE),
        ("sqlite:////tmp/a\0b", A_FILE),
        ("sqlite:///~/site.sqlite3", NO_HOME),
        ("sqlite3:////tmp/a", A_DATABASE),
        ("/tmp/a.sqlite3", A_DATABASE),
        ("mysql://a/b", A_DATABASE),
        ("postgres://a/b", A_DATABASE),
    ],
)
def test_database_url_that_names_no_file_is_refused(tmp_path: Path, url: str, reason: str) -> None:
    said = start(tmp_path / "instance", ETHREADER_DATABASE_URL=url)

    assert said == f"ETHREADER_DATABASE_URL is wrong: {reason}."


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://127.0.0.1:1/site?sslmode=nonsense",
        "postgresql+psycopg://127.0.0.1:1/site?nonsense=1",
        "postgresql+psycopg:///site?host=/nowhere",
        "postgresql+psycopg://127.0.0.1:99999/site",
        "postgresql+psycopg://no-such-host.invalid/site",
        "sqlite:////nowhere/site.sqlite3",
        "sqlite:////tmp",
    ],
)
def test_database_that_cannot_be_reached_is_named(tmp_path: Path, url: str) -> None:
    said = start(tmp_path / "instance", ETHREADER_DATABASE_URL=url)

    assert "The database" in said
    assert not Path("/nowhere").exists()


# --- where it listens ----------------------------------------------------------------------


@pytest.mark.parametrize("host", ["no-such-host.invalid", "192.0.2.1", "256.1.1.1", "fe80::1%x"])
def test_host_that_is_not_this_machine_is_refused(tmp_path: Path, host: str) -> None:
    said = start(tmp_path, HOST=host, PORT="18080")

    assert said.startswith(f"The site cannot listen on {host}:18080: ")
    assert said.endswith(". Check HOST and PORT.")


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program listens on."""
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        yield other.getsockname()[1]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0"])
def test_port_in_use_is_refused(tmp_path: Path, taken: int, host: str) -> None:
    said = start(tmp_path, HOST=host, PORT=str(taken))

    assert said.startswith(f"Port {taken} is in use: another program listens on {host}:{taken}. ")


@pytest.mark.parametrize("few", [0, 20, 199])
def test_too_few_files_are_refused(few: int) -> None:
    with pytest.raises(WrongSetting, match=f"A process may have {few} files open at a time here"):
        refuse_few_files(few)


@pytest.mark.parametrize("enough", [200, 1124, resource.RLIM_INFINITY])
def test_enough_files_are_enough(enough: int) -> None:
    refuse_few_files(enough)


# --- a schema of another version -----------------------------------------------------------


def test_newer_schema_stops_the_start_and_each_command(app: Flask) -> None:
    say_schema("9999")(app)
    file = app.extensions["settings"].instance / DATABASE
    reason = (
        f"The database {file} cannot be used: it has the schema 9999, which this version of the "
        "site does not know; install the version that made it, or a newer one."
    )
    before = file.read_bytes()

    for words in ("serve", "database upgrade", "moderator list", "content import /tmp", "mail run"):
        said = app.test_cli_runner().invoke(args=words.split())
        assert said.exit_code == 1, words
        assert said.stderr.endswith(f"{reason}\n"), words
    assert app.test_client().get("/healthz").status_code == 503
    assert file.read_bytes() == before


@pytest.mark.parametrize("table", ["event", "outbox_mail", "audience_day"])
def test_table_that_is_gone_stops_the_start_and_each_command(app: Flask, table: str) -> None:
    file = app.extensions["settings"].instance / DATABASE
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"DROP TABLE {table}")
        connection.commit()

    for words in ("serve", "database upgrade", "moderator list", "mail run"):
        said = app.test_cli_runner().invoke(args=words.split())
        assert said.exit_code == 1, words
        assert said.stderr.endswith(
            f"The database {file} cannot be used: it is damaged, the table {table} is gone; put a "
            "backup back with flask restore, as docs/backup.md says.\n"
        ), words
    assert app.test_client().get("/healthz").status_code == 503


@pytest.mark.parametrize(
    "words",
    [
        *("moderator list", "mail status", "mail read", "comments publish --waiting --yes"),
        *("content export out", "privacy report", "settings", "moderator log"),
    ],
)
def test_no_command_makes_a_database_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path}/other.sqlite3"
    environment = {"ETHREADER_INSTANCE": str(tmp_path / "i"), "ETHREADER_DATABASE_URL": url}
    app = create_app(Settings.read(environment))

    app.test_cli_runner().invoke(args=words.split(), input="a@example.org\n")
    app.test_client().get("/healthz")

    assert list(tmp_path.rglob("*.sqlite3*")) == []


def test_older_schema_waits_for_its_upgrade_where_it_is_not_embedded(tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite3"
    file.write_bytes(migrated_database())
    url = {"ETHREADER_DATABASE_URL": f"sqlite:///{file}"}
    app = create_app(Settings.read({"ETHREADER_INSTANCE": str(tmp_path / "i"), **url}))
    with app.app_context():
        with db.engine.begin() as connection:
            oldest = revisions()[0]
            connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{oldest}'")
        db.engine.dispose()

    said = start(tmp_path / "i", **url)

    assert said == "The database is not up to date. Run: flask database upgrade"


# --- what nobody foresaw -------------------------------------------------------------------


class Unforeseen(Exception):
    """A failure that no boundary knows."""


def invoke(problem: BaseException) -> Result:
    """Run a command, in a group, that fails with a problem."""

    @click.command()
    def fail() -> None:
        raise problem

    group = click.Group("group", commands={"inner": click.Group("inner", commands={"x": fail})})
    from click.testing import CliRunner  # noqa: PLC0415

    return CliRunner().invoke(told(group), ["inner", "x"])


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        pytest.param(WrongSetting("Mend it."), "Error: Mend it.\n", id="a setting"),
        pytest.param(Conflict("It has changed."), "Error: It has changed.\n", id="a rule"),
        pytest.param(DatabaseNotReady("Not yet."), "Error: Not yet.\n", id="a database"),
        pytest.param(click.Abort(), "Aborted!\n", id="a no"),
        pytest.param(KeyboardInterrupt(), "\nAborted!\n", id="Ctrl+C"),
        pytest.param(
            FileNotFoundError(2, "No such file or directory", "/a/b"),
            "Error: /a/b: No such file or directory.\n",
            id="a file",
        ),
        pytest.param(
            OSError(28, "No space left on device"), "Error: No space left on device.\n", id="a disk"
        ),
        pytest.param(
            Unforeseen("hunter2"),
            "Error: Something unforeseen happened (Unforeseen). "
            "With PYTHONDEVMODE=1 in the environment it is shown in full.\n",
            id="another",
        ),
        pytest.param(
            RecursionError("hunter2"),
            "Error: Something unforeseen happened (RecursionError). "
            "With PYTHONDEVMODE=1 in the environment it is shown in full.\n",
            id="Python's own",
        ),
    ],
)
def test_every_failure_of_a_command_is_a_sentence_and_a_status(
    problem: BaseException, said: str
) -> None:
    result = invoke(problem)

    assert (result.exit_code, result.output) == (1, said)


def test_output_that_takes_nothing_is_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    full = Path("/dev/full").open("w", encoding="utf-8")  # noqa: SIM115 - as at the start
    monkeypatch.setattr(sys, "stdout", full)
    speak = click.Command("speak", callback=lambda: click.echo("word"))

    with pytest.raises(SystemExit) as end:
        told(speak).main([])

    assert end.value.code == 1
    sys.stdout.flush()  # As Python does at its own end.
    with suppress(OSError):
        full.close()
    sys.stdout.close()


def test_place_in_our_own_code_is_told() -> None:
    with pytest.raises(AttributeError) as problem:
        prepare_folder_of_nothing()

    said = sentence_of(problem.value)

    assert said.startswith("Something unforeseen happened (AttributeError in ethreader/")
    assert ", line " in said


def prepare_folder_of_nothing() -> None:
    from ethreader.ops.private_files import keep_private  # noqa: PLC0415

    keep_private(None, group="", keys=Path(os.devnull))  # type: ignore[arg-type]


def test_every_command_of_the_site_stands_behind_the_boundary(app: Flask) -> None:
    """Those of Flask itself are not ours."""
    own = {"run", "shell", "routes"}

    def commands(group: click.Group) -> Iterator[click.Command]:
        context = click.Context(group)
        for name in group.list_commands(context):
            each = group.get_command(context, name)
            assert each is not None
            if isinstance(each, click.Group):
                yield from commands(each)
            elif each.name not in own:
                yield each

    found = list(commands(app.cli))

    assert len(found) > 15
    for each in found:
        assert each.callback is not None
        assert each.callback.__code__.co_name == "tell", each.name
