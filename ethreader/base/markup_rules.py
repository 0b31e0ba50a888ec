"""Which rules of rendering these are: HTML that others have rendered is rendered anew."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("markdown-it-py", "mdurl", "nh3", "regex")


def rule_files() -> list[Path]:
    """Return the files that decide how a text is shown."""
    folder = Path(__file__).parent
    others = {folder / "invisible.py", folder / "own_files.py"}
    return sorted({*folder.glob("markup*.py"), *folder.glob("link*.py"), *others})


@cache
def rules_digest() -> str:
    """Return what changes whenever the rules or their libraries do; nobody has to count it up."""
    digest = sha256()
    for library in LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    for file in rule_files():
        digest.update(file.read_bytes())
    return digest.hexdigest()
