"""Static files in their compressed forms, made once at set-up with all the time it takes.

A form's name has the fingerprint of the bytes that it was made of: where a file was changed since,
its form is not found, and one is made when it is first asked for. Nothing is written then: the site
may only read here.
"""

import gzip
from collections.abc import Callable
from functools import partial
from itertools import filterfalse
from pathlib import Path

import brotli

from ethreader.ops.border.encodings import zstd
from ethreader.web.bundles import STATIC
from ethreader.web.static_files import (
    fingerprint_of,
    is_compressed,
    names_of_files,
    static_file,
)

FOLDER = STATIC / "vendor" / "packed"

# The site may run as another user than the one who sets it up.
FOR_ALL = 0o644
FOLDER_FOR_ALL = 0o755

SMALLEST: dict[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=11),
    "zstd": partial(zstd.compress, level=19),
    "gzip": partial(gzip.compress, compresslevel=9, mtime=0),
}


def pack_all(folder: Path = FOLDER) -> int:
    """Make the forms that are missing, remove those of other bytes; return how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(FOLDER_FOR_ALL)
    names = filterfalse(is_compressed, names_of_files())
    files = [file for file in map(static_file, names) if file is not None]
    wanted = {
        packed(file.content, encoding, folder=folder): (file.content, compress)
        for file in files
        for encoding, compress in SMALLEST.items()
    }
    for path in set(folder.iterdir()) - wanted.keys():
        path.unlink(missing_ok=True)
    for path, (content, compress) in wanted.items():
        if not path.exists():
            write_whole(path, compress(content))
    return len(wanted)


def packed(content: bytes, encoding: str, *, folder: Path = FOLDER) -> Path:
    """Return where the form of a file lies, if it was made."""
    return folder / f"{fingerprint_of(content)}.{encoding}"


def write_whole(path: Path, content: bytes) -> None:
    """Write what set-up made whole or not at all, for whoever runs the site."""
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_bytes(content)
    unfinished.chmod(FOR_ALL)
    unfinished.replace(path)
