"""The instance folder: for its user alone, whatever git, a umask or a backup made of it."""

import grp
import os
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from ethreader.base.db import db
from ethreader.base.settings import WrongSetting
from ethreader.ops.own_process import keep_to_itself, refuse_debugging
from ethreader.ops.private_files import keep_private, refuse_foreign_folder
from tests.conftest import make_app

GROUP = grp.getgrgid(os.getegid()).gr_name
LEFT = (
    *("secret_key", ".env", "erasures.txt", "ethreader-before-schema-0011.sqlite3"),
    *("mail/2026-02-x.eml.sealed", "logs/site.log"),
)


def modes(folder: Path) -> dict[str, str]:
    """Return what each thing in a folder lets whom do, the folder's own under its dot."""
    paths = [folder, *folder.rglob("*")]
    return {str(each.relative_to(folder)): stat.filemode(each.lstat().st_mode) for each in paths}


def open_folder(folder: Path) -> Path:
    """Make an instance folder as git, an editor and a restored backup may leave it."""
    folder.mkdir(mode=0o755)
    for name in LEFT:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("#" * 64, encoding="ascii")
        path.chmod(0o664)
        path.parent.chmod(0o2775)
    return folder


def somebody_elses(folder: Path) -> tuple[Path, int]:
    """Return a folder that is not this user's, and whose it is; root has to make one."""
    if os.geteuid():
        return Path("/"), 0
    folder.mkdir()
    os.chown(folder, 54_321, -1)
    return folder, 54_321


@pytest.fixture
def umask() -> Iterator[None]:
    """A umask that lets everybody read and write all that is made."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_start_shuts_the_folder_and_all_that_is_in_it(tmp_path: Path, umask: None) -> None:
    folder = open_folder(tmp_path / "instance")
    before = modes(folder)
    with make_app(folder).app_context(), db.engine.connect():
        make_app(folder)  # The next start, while the database is in use.
        shut = modes(folder)
        db.engine.dispose()

    assert {before[name][4:] for name in LEFT} == {"rw-r--"}
    database = {f"ethreader.sqlite3{ending}" for ending in ("", "-shm", "-wal")}
    assert {*LEFT, *database} < set(shut)
    assert {mode for mode in shut.values() if mode[0] == "-"} == {"-rw-------"}
    assert {mode for mode in shut.values() if mode[0] != "-"} == {"drwx------"}


def test_file_that_its_owner_may_only_read_stays_so(tmp_path: Path) -> None:
    folder = open_folder(tmp_path / "instance")
    (folder / ".env").chmod(0o444)

    keep_private(folder, group="", keys=folder / "mail-keys")

    assert modes(folder)[".env"] == "-r--------"


def test_group_that_is_named_may_use_the_folder_and_nobody_else(tmp_path: Path) -> None:
    folder = open_folder(tmp_path / "instance")

    keep_private(folder, group=GROUP, keys=folder / "mail-keys")

    assert {modes(folder)[name] for name in LEFT} == {"-rw-rw----"}
    assert {modes(folder)[name] for name in (".", "mail", "logs")} == {"drwxrws---"}


def test_open_key_is_left_to_who_refuses_it(tmp_path: Path) -> None:
    folder = open_folder(tmp_path / "instance")
    keys = folder / "mail-keys"
    keys.mkdir(mode=0o755)
    (keys / "2026-02.key").write_bytes(b"x" * 32)
    (keys / "2026-02.key").chmod(0o644)

    keep_private(folder, group=GROUP, keys=keys)

    assert modes(folder)["mail-keys"] == "drwx------"
    assert modes(folder)["mail-keys/2026-02.key"] == "-rw-r--r--"


def test_what_a_link_leads_to_is_elsewhere(tmp_path: Path) -> None:
    folder, shared = open_folder(tmp_path / "instance"), tmp_path / "shared"
    shared.mkdir()
    (shared / "file").write_text("x", encoding="ascii")
    (shared / "file").chmod(0o644)
    shared.chmod(0o755)
    (folder / "folder").symlink_to(shared)
    (folder / "file").symlink_to(shared / "file")

    keep_private(folder, group="", keys=folder / "mail-keys")

    assert modes(shared) == {".": "drwxr-xr-x", "file": "-rw-r--r--"}


def test_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    folder, owner = somebody_elses(tmp_path / "instance")

    with pytest.raises(WrongSetting) as problem:
        make_app(folder)

    assert str(problem.value).startswith(
        f"The instance folder {folder} belongs to the user “{'root' if owner == 0 else owner}”, and"
    )
    assert str(problem.value).endswith("or set ETHREADER_INSTANCE to a folder of your own.")
    refuse_foreign_folder(folder, group=GROUP)  # Shared, it is not refused.


def test_open_file_of_somebody_else_is_refused(tmp_path: Path) -> None:
    """Root gives one away; others find one."""
    folder, (other, _) = open_folder(tmp_path / "instance"), somebody_elses(tmp_path / "other")
    if os.geteuid() == 0:
        os.chown(folder / ".env", 54_321, -1)
        with pytest.raises(WrongSetting) as problem:
            keep_private(folder, group="", keys=folder / "mail-keys")
        (folder / ".env").chmod(0o600)
        keep_private(folder, group="", keys=folder / "mail-keys")
    else:
        with pytest.raises(WrongSetting) as problem:
            keep_private(other, group="", keys=folder / "mail-keys")

    assert " and is open to others. Make it this user's own (chown " in str(problem.value)


@pytest.mark.parametrize(("group", "mode"), [("", "-rw-------"), (GROUP, "-rw-rw----")])
def test_process_makes_no_file_for_others_and_leaves_no_core(
    tmp_path: Path, umask: None, group: str, mode: str
) -> None:
    """What a process does to itself is undone by its end: so this is tried in one of its own."""
    child = os.fork()
    if child == 0:
        try:
            keep_to_itself(group=group)
            (tmp_path / "file").write_text("x", encoding="ascii")
            limits = Path("/proc/self/limits").read_text(encoding="ascii")
            [core] = [line for line in limits.splitlines() if line.startswith("Max core file")]
            (tmp_path / "core").write_text(core, encoding="ascii")
            (tmp_path / "owner").write_text(str(Path("/proc/self").stat().st_uid), "ascii")
            signal.signal(signal.SIGQUIT, signal.SIG_DFL)
            os.kill(os.getpid(), signal.SIGQUIT)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)

    assert (os.WIFSIGNALED(status), os.WCOREDUMP(status)) == (True, False)
    assert (tmp_path / "core").read_text(encoding="ascii").split()[4:6] == ["0", "0"]
    assert (tmp_path / "owner").read_text(encoding="ascii") == "0"  # Nobody's but root's.
    assert modes(tmp_path)["file"] == mode


@pytest.mark.parametrize("value", ["1", "true", "yes"])
def test_debug_mode_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("FLASK_DEBUG", value)

    with pytest.raises(WrongSetting, match=r"^Flask's debug mode is on, .* unset FLASK_DEBUG\.$"):
        refuse_debugging()


def test_without_debug_mode_nothing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FLASK_DEBUG", raising=False)

    refuse_debugging()
