"""The instance folder: what belongs to this installation alone, and to nobody else's eyes."""

import os
import secrets
from pathlib import Path

from ethreader.base.reading import read_file
from ethreader.base.settings import WrongSetting
from ethreader.ops.private_files import refuse_foreign_folder

KEY_LIMIT = 1000  # Bytes.


def prepare_folder(folder: Path, *, group: str) -> None:
    """Make the folder if it is missing; raise `WrongSetting` where it is no folder for us.

    One that nothing can be written to is none, nor is another user's that no `group` shares.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as problem:
        message = (
            f"The instance folder {folder} cannot be made ({problem.strerror}). "
            "Set ETHREADER_INSTANCE to a folder that this user may write to."
        )
        raise WrongSetting(message) from problem
    refuse_foreign_folder(folder, group=group)
    probe = folder / f".write-test-{os.getpid()}"
    try:
        probe.touch(mode=0o600)
        probe.unlink()
    except OSError as problem:
        message = (
            f"The instance folder {folder} cannot be written to ({problem.strerror}). "
            "Give this user the right to write there, or set ETHREADER_INSTANCE to another folder."
        )
        raise WrongSetting(message) from problem


def secret_key(folder: Path) -> str:
    """Return the key that signs forms and tokens; it is made at the first start.

    Raises `WrongSetting` where it is damaged or another user's.
    """
    path = folder / "secret_key"
    if not os.path.lexists(path):
        _make_key(path)
    try:
        key = read_file(path, limit=KEY_LIMIT).decode("ascii").strip()
    except PermissionError:
        message = (
            f"The secret key in {path} belongs to another user. Start the site as that user, or "
            "set ETHREADER_INSTANCE_GROUP for both to a group that both are in."
        )
        raise WrongSetting(message) from None
    except (OSError, UnicodeDecodeError):
        key = ""
    if len(key) < 32 or not key.isprintable():
        message = f"The secret key in {path} is damaged. Delete the file to have a new one made."
        raise WrongSetting(message)
    return key


def _make_key(path: Path) -> None:
    """Put a random key in place as a whole, so that two starts at once agree on one."""
    draft = path.with_name(f".secret_key-{os.getpid()}-{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(48), encoding="ascii")
    try:
        os.link(draft, path)
    except FileExistsError:  # The other start was first: its key is the one.
        pass
    finally:
        draft.unlink()
