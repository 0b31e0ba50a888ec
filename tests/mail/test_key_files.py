"""Private keys on the disk: for the mail process's user alone."""

from pathlib import Path

import pytest
from flask import Flask

from ethreader.base.settings import WrongSetting
from ethreader.contacts.keyring import KeyRing
from ethreader.mail.worker import Worker


def key_file(folder: Path) -> Path:
    [path] = sorted(folder.glob("*.key"))[:1]
    return path


def test_keys_are_files_of_their_owner_in_a_folder_of_their_owner(
    worker: Worker, tmp_path: Path
) -> None:
    folder = tmp_path / "instance" / "mail-keys"

    modes = {oct(path.stat().st_mode & 0o777) for path in (folder, key_file(folder))}

    assert modes == {"0o700", "0o600"}


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660], ids=oct)
def test_a_key_that_others_can_read_is_refused_with_one_sentence(
    worker: Worker, tmp_path: Path, mode: int
) -> None:
    path = key_file(tmp_path / "instance" / "mail-keys")
    path.chmod(mode)

    with pytest.raises(WrongSetting) as refusal:
        KeyRing(path.parent)

    assert str(refusal.value) == (
        f"The mail key {path} can be read by other users of this machine. "
        f"Make it private (chmod 600 {path}) and start again."
    )


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["mail", "run"], id="the mail process"),
        pytest.param(["mail", "read"], id="reading mails"),
        pytest.param(["mail", "replace-keys"], id="replacing keys"),
        pytest.param(["privacy", "report"], id="a report"),
        pytest.param(["privacy", "erase"], id="erasing"),
    ],
)
def test_every_command_with_keys_refuses_one_that_others_can_read(
    app: Flask, worker: Worker, tmp_path: Path, words: list[str]
) -> None:
    path = key_file(tmp_path / "instance" / "mail-keys")
    path.chmod(0o644)

    result = app.test_cli_runner().invoke(args=words)

    assert (result.exit_code, result.output.count("can be read by other users")) == (1, 1)
    assert "Traceback" not in result.output
