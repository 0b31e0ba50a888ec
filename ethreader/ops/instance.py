"""The instance folder: what belongs to this installation alone, and to nobody else's eyes."""

import os
import secrets
from pathlib import Path

from ethreader.base.settings import WrongSetting


def prepare_folder(folder: Path) -> None:
    """Make the folder if it is missing; raise `WrongSetting` where nothing can be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as problem:
        message = (
            f"The instance folder {folder} cannot be made ({problem.strerror}). "
            "Set ETHREADER_INSTANCE to a folder that this user may write to."
        )
        raise WrongSetting(message) from problem
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
    """Return the key that signs tokens; it is made at the first start."""
    path = folder / "secret_key"
    draft = folder / f".secret_key-{os.getpid()}-{secrets.token_hex(4)}"
    if not path.exists():
        # Linked into place whole, so that two starts at once agree on one key.
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48), encoding="ascii")
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    try:
        key = path.read_text(encoding="ascii").strip()
    except PermissionError:
        message = (
            f"The secret key in {path} belongs to another user. Let this one read it: "
            f"chmod 640 {path}, with a group that both are in."
        )
        raise WrongSetting(message) from None
    if len(key) < 32:
        message = f"The secret key in {path} is damaged. Delete the file to have a new one made."
        raise WrongSetting(message)
    return key
