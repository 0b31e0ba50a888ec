"""The instance folder and all that is in it is for its user alone, whatever git or a umask made.

With `ETHREADER_INSTANCE_GROUP` it is for the members of that group as well, and for nobody else.
"""

import grp
import os
import pwd
import stat
from collections.abc import Iterator
from pathlib import Path

from ethreader.base.settings import WrongSetting

FOR_OWNER = 0o700


def keep_private(folder: Path, *, group: str, keys: Path) -> None:
    """Shut a folder and what is in it to others.

    What is in the folder of `keys` stays as it is: a key that was open is refused, not mended
    (`contacts.keyring`). Raises `WrongSetting` where something belongs to somebody else who has
    left it open.
    """
    gid = grp.getgrnam(group).gr_gid if group else None
    for path in (folder, *_below(folder, keys=keys)):
        try:
            _shut(path, gid=None if path == keys else gid)
        except FileNotFoundError:  # Another process has just removed it.
            continue
        except PermissionError as problem:
            message = f"{path} cannot be made private ({problem.strerror}): check whose it is."
            raise WrongSetting(message) from problem


def refuse_foreign_folder(folder: Path, *, group: str) -> None:
    """Raise `WrongSetting` where the instance folder is another user's, and not shared."""
    owner = folder.stat().st_uid
    if owner == os.geteuid() or group:
        return
    name = _user(owner)
    raise WrongSetting(
        f"The instance folder {folder} belongs to the user “{name}”, and this is "
        f"“{_user(os.geteuid())}”. Start the site as “{name}”, or set ETHREADER_INSTANCE to a "
        "folder of your own."
    )


def _below(folder: Path, *, keys: Path) -> Iterator[Path]:
    """Yield what is in a folder, in the folders there too; what links lead to is elsewhere."""
    for entry in os.scandir(folder):
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield path
            yield from () if path == keys else _below(path, keys=keys)
        elif entry.is_file(follow_symlinks=False):
            yield path


def _shut(path: Path, *, gid: int | None) -> None:
    """Take the rights of others away, and give the group its own where there is one."""
    given = path.lstat()
    is_folder = stat.S_ISDIR(given.st_mode)
    mine = FOR_OWNER if is_folder else given.st_mode & 0o600
    wanted = mine if gid is None else mine | mine >> 3 | (stat.S_ISGID if is_folder else 0)
    mode = stat.S_IMODE(given.st_mode)
    if given.st_uid != os.geteuid():
        _refuse_open(path, given, is_open=bool(mode & ~wanted))
        return
    if gid is not None and given.st_gid != gid:
        os.chown(path, -1, gid)
    if mode != wanted:
        path.chmod(wanted)


def _refuse_open(path: Path, given: os.stat_result, *, is_open: bool) -> None:
    """Refuse what only its owner could mend."""
    if is_open:
        me, owner = _user(os.geteuid()), _user(given.st_uid)
        raise WrongSetting(
            f"{path} belongs to the user “{owner}” and is open to others. Make it this user's own "
            f"(chown {me} {path}), or private (chmod o-rwx,g-rwx {path})."
        )


def _user(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:  # A user of another machine, or of a container.
        return str(uid)
