"""Fetch the site's own copies of a library and of a font, checked against their hashes.

Nothing of it is committed.
"""

import base64
import hashlib
import io
import shutil
import subprocess
import tarfile
import tempfile
import urllib.request
from pathlib import Path

from ethreader.base.paths import ROOT
from ethreader.web.assets import Library

FOLDER = ROOT / "static" / "vendor"
FOLDER_FOR_ALL = 0o755
FOR_ALL = 0o644  # The site may run as another user than the one who fetches.


class NotFetched(Exception):
    """A library did not arrive, or not with the bytes that were pinned."""


def fetch(library: Library, folder: Path = FOLDER) -> Path:
    """Bring `library` into `folder` unless it is there; return its path.

    The CDN is asked first, then npm where it is installed. Raises `NotFetched`.
    """
    target = folder / library.filename
    if target.exists() and is_genuine(library, target.read_bytes()):
        return target
    problems = []
    for source in (_from_cdn, _from_npm):
        try:
            content = source(library)
        except (OSError, subprocess.SubprocessError, tarfile.TarError, KeyError) as problem:
            problems.append(f"{source.__name__[6:]}: {problem}")
            continue
        if is_genuine(library, content):
            _make(folder)
            target.write_bytes(content)
            target.chmod(FOR_ALL)
            return target
        problems.append(f"{source.__name__[6:]}: the bytes are not the ones that were pinned")
    message = f"{library.package} {library.version} did not arrive ({'; '.join(problems)})."
    raise NotFetched(message)


def _make(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True)
        folder.chmod(FOLDER_FOR_ALL)


def is_genuine(library: Library, content: bytes) -> bool:
    """Tell whether `content` has the pinned hash."""
    algorithm, _, expected = library.integrity.partition("-")
    return base64.b64encode(hashlib.new(algorithm, content).digest()).decode() == expected


def _from_cdn(library: Library) -> bytes:
    with urllib.request.urlopen(library.cdn_url, timeout=10) as response:  # noqa: S310 - https
        content: bytes = response.read()
    return content


def _from_npm(library: Library) -> bytes:
    npm = shutil.which("npm")
    if npm is None:
        message = "npm is not installed"
        raise OSError(message)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(  # noqa: S603 - fixed words, no shell
            [npm, "pack", "--silent", f"{library.package}@{library.version}"],
            cwd=folder,
            check=True,
            capture_output=True,
            timeout=300,
        )
        [archive] = Path(folder).glob("*.tgz")
        with tarfile.open(fileobj=io.BytesIO(archive.read_bytes())) as files:
            member = files.extractfile(f"package/{library.path}")
            if member is None:
                raise KeyError(library.path)
            return member.read()
