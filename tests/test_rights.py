"""Files and folders that this user may not write to or look into: a sentence, and a status."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from ethreader.application import create_app
from ethreader.base.clock import Clock
from ethreader.base.settings import Settings
from ethreader.ops.erasures import replay_at_start
from tests.once import DATABASE, make_settings, migrated_database
from tests.rights import rights_of_a_plain_user
from tests.test_starts import start

COMMANDS = ("moderator add Ana", "moderator list", "mail status", "database upgrade", "mail run")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A database in a folder of its own."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / DATABASE).write_bytes(migrated_database())
    yield folder
    folder.chmod(0o700)
    if (folder / DATABASE).exists():
        (folder / DATABASE).chmod(0o600)


def app_with(folder: Path) -> Flask:
    url = {"ETHREADER_DATABASE_URL": f"sqlite:///{folder / DATABASE}"}
    return create_app(make_settings(folder.parent / "instance", **url))


@pytest.mark.parametrize("shut", [DATABASE, ""], ids=["the file", "its folder"])
def test_database_that_cannot_be_written_to_is_told_by_all(elsewhere: Path, shut: str) -> None:
    place = elsewhere / shut
    place.chmod(0o400 if shut else 0o500)
    said = (
        f"The database {elsewhere / DATABASE} cannot be used: this user may not write to {place}. "
        "Start this as the user to whom it belongs, or give this one the right to."
    )
    with rights_of_a_plain_user():
        app = app_with(elsewhere)
        results = [app.test_cli_runner().invoke(args=words.split()) for words in COMMANDS]
        health = app.test_client().get("/healthz")
        url = f"sqlite:///{elsewhere / DATABASE}"
        started = start(elsewhere.parent / "instance", ETHREADER_DATABASE_URL=url)

    assert [(each.exit_code, each.stderr) for each in results] == [(1, f"Error: {said}\n")] * 5
    assert (health.status_code, health.text) == (503, "The database cannot be written to.\n")
    assert started == said


@pytest.mark.parametrize("shut", [DATABASE, ""], ids=["the file", "its folder"])
def test_database_that_cannot_be_read_is_told_by_all(elsewhere: Path, shut: str) -> None:
    (elsewhere / shut).chmod(0)
    with rights_of_a_plain_user():
        app = app_with(elsewhere)
        results = [app.test_cli_runner().invoke(args=words.split()) for words in COMMANDS]
        health = app.test_client().get("/healthz")

    for each in results:
        assert each.exit_code == 1
        assert each.stderr.startswith(f"Error: The database {elsewhere / DATABASE} cannot be used")
        assert each.stderr.count("\n") == 1
    assert health.status_code == 503


@pytest.mark.parametrize("name", ["ETHREADER_LEDGER", "ETHREADER_MAIL_KEYS"])
@pytest.mark.parametrize("mode", [0, 0o400, 0o500], ids=oct)
def test_folder_without_rights_ends_no_start_with_a_riddle(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str, mode: int
) -> None:
    folder = tmp_path / "shut"
    folder.mkdir()
    folder.chmod(mode)
    settings = make_settings(tmp_path / "instance", **{name: str(folder)})

    with rights_of_a_plain_user():
        app = create_app(settings)
        result = app.test_cli_runner().invoke(args=["mail", "read"])
        if name == "ETHREADER_LEDGER":
            with app.app_context():
                replay_at_start(settings, now=Clock().now())
    folder.chmod(0o700)

    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "unforeseen" not in result.stderr
    said = f"The ledger of erasures in {folder} cannot be read or written (Permission denied)."
    assert (said in caplog.text) is (name == "ETHREADER_LEDGER")


def test_ledger_that_is_a_file_is_noticed_at_the_start(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "ledger").touch()
    settings = make_settings(tmp_path / "instance", ETHREADER_LEDGER=str(tmp_path / "ledger"))

    with create_app(settings).app_context():
        replay_at_start(settings, now=Clock().now())

    said = f"The ledger of erasures in {tmp_path}/ledger cannot be read or written (Not a directory"
    assert said in caplog.text


@pytest.mark.parametrize(
    ("name", "mode", "said"),
    [
        pytest.param("secret_key", 0, "The secret key in {} belongs to another user.", id="a key"),
        pytest.param(".env", 0, "The settings file {} cannot be read: Permission", id="settings"),
        pytest.param("rules.md", 0, "ETHREADER_HOUSE_RULES: the file {} cannot be", id="rules"),
        pytest.param("in-use.lock", 0, "{}: Permission denied.", id="the lock"),
    ],
)
def test_file_without_rights_is_named(tmp_path: Path, name: str, mode: int, said: str) -> None:
    (tmp_path / DATABASE).write_bytes(migrated_database())
    path = tmp_path / name
    path.touch()
    path.chmod(mode)
    rules = {"ETHREADER_HOUSE_RULES": str(path)} if name == "rules.md" else {}

    with rights_of_a_plain_user():
        found = start(tmp_path, **rules) or _status(tmp_path)

    assert found.removeprefix("Error: ").startswith(said.format(path))


def _status(folder: Path) -> str:
    app = create_app(Settings.read({"ETHREADER_INSTANCE": str(folder)}))
    return app.test_cli_runner().invoke(args=["mail", "status"]).stderr
