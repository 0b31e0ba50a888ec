"""What has the name of a file and is none: it keeps nobody waiting and fills no memory."""

import errno
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest

from ethreader.base.reading import read_file
from ethreader.base.settings import Settings, WrongSetting
from ethreader.base.site_url import last_site_url
from ethreader.contacts.key_files import KeyFiles
from ethreader.contacts.keyring import only_one
from ethreader.contacts.secret_files import shred
from ethreader.ops.backups.errors import BackupFailed
from ethreader.ops.backups.folders import only_backup
from ethreader.ops.backups.manifest import FILE as MANIFEST
from ethreader.ops.backups.manifest import read_manifest, sum_of
from ethreader.ops.in_use import in_use
from ethreader.ops.instance import secret_key
from ethreader.retention import ledger
from ethreader.transfer.byte_reading import NoText, read_text
from ethreader.web.templating import house_rules_html

PATIENCE = 20  # Seconds, after which a reader is hanging.
ENDLESS = 1 << 40  # Bytes; nothing of it is on the disk.


@pytest.fixture(autouse=True)
def waiting_ends() -> Iterator[None]:
    """Let whoever waits for ever fail."""

    def over(_number: int, _frame: FrameType | None) -> None:
        pytest.fail("It waits for ever.")

    before = signal.signal(signal.SIGALRM, over)
    signal.alarm(PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def pipe(path: Path) -> None:
    os.mkfifo(path, 0o600)


def zeros(path: Path) -> None:
    path.symlink_to("/dev/zero")


def folder(path: Path) -> None:
    path.mkdir()


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def endless(path: Path) -> None:
    path.touch(mode=0o600)
    os.truncate(path, ENDLESS)


ODD = [pipe, zeros, folder, loop, endless]


def read_settings(path: Path) -> None:
    Settings.read({"ETHREADER_INSTANCE": str(path.parent)})


def read_house_rules(path: Path) -> None:
    given = {"ETHREADER_INSTANCE": str(path.parent), "ETHREADER_HOUSE_RULES": str(path)}
    house_rules_html(Settings.read(given))


READERS = [
    pytest.param(".env", read_settings, WrongSetting, id="settings"),
    pytest.param("rules.md", read_house_rules, WrongSetting, id="house rules"),
    pytest.param("secret_key", lambda path: secret_key(path.parent), WrongSetting, id="secret key"),
    pytest.param(MANIFEST, lambda path: read_manifest(path.parent), BackupFailed, id="a manifest"),
    pytest.param(ledger.FILE, lambda path: ledger.read(path.parent), OSError, id="the ledger"),
    pytest.param("text.md", read_text, NoText, id="content"),
    pytest.param("a", lambda path: read_file(path, limit=9), OSError, id="anything"),
]


@pytest.mark.parametrize("make", ODD)
@pytest.mark.parametrize(("name", "read", "refused"), READERS)
def test_what_is_no_file_of_a_sensible_size_is_refused(
    tmp_path: Path,
    make: Callable[[Path], None],
    name: str,
    read: Callable[[Path], object],
    refused: type[Exception],
) -> None:
    make(tmp_path / name)

    with pytest.raises(refused) as problem:
        read(tmp_path / name)

    assert str(problem.value)


@pytest.mark.parametrize("make", [pipe, folder, loop, endless])
def test_mail_key_that_is_none_is_named(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "2026-01-key.key"
    make(path)
    if make is folder:
        path.chmod(0o700)

    if make is loop:  # What does not lead anywhere is refused before it is read.
        with pytest.raises(OSError, match="symbolic links"):
            KeyFiles(tmp_path)
        return
    with pytest.raises(WrongSetting, match=f"The mail key {path} cannot be read "):
        KeyFiles(tmp_path).all()


@pytest.mark.parametrize("make", ODD)
def test_note_of_the_sites_place_that_is_none_is_no_place(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "site-url")

    assert last_site_url(tmp_path) is None


def test_ledger_that_is_a_pipe_takes_nothing(tmp_path: Path) -> None:
    pipe(tmp_path / ledger.FILE)

    with pytest.raises(OSError, match="It is no plain file") as problem:
        ledger.record(tmp_path, ledger.Entry("comment", "0" * 16))

    assert problem.value.errno == errno.EINVAL


def test_locks_that_are_pipes_keep_nobody_waiting(tmp_path: Path) -> None:
    for name in ("in-use.lock", ".backup.lock", "lock"):
        pipe(tmp_path / name)

    with in_use(tmp_path), only_backup(tmp_path), only_one(tmp_path):
        pass


def test_pipe_that_is_to_be_shredded_goes(tmp_path: Path) -> None:
    pipe(tmp_path / "x.aside")

    shred(tmp_path / "x.aside")

    assert list(tmp_path.iterdir()) == []


def test_file_of_a_backup_that_is_a_pipe_has_no_sum(tmp_path: Path) -> None:
    pipe(tmp_path / "comment.rows")

    with pytest.raises(OSError, match="It is no plain file"):
        sum_of(tmp_path / "comment.rows")
