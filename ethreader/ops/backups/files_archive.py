"""Pictures and documents in a backup: one archive beside the database's own files.

Under a name there is always the same file, so a restore adds what is missing and replaces nothing.
"""

import re
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby
from pathlib import Path

from ethreader.pictures.kept_files import Shelf
from ethreader.pictures.queries import all_names

ARCHIVE = "files.tar"
_PICTURE = re.compile(r"pictures/(?P<name>[0-9a-f]{32})/(?P<file>(?:master|\d{1,4})\.(?:webp|jpg))")
_DOCUMENT = re.compile(r"documents/(?P<name>[0-9a-f]{32})\.pdf")
Packed = tuple[str, str, bytes]  # The name, the file in a picture's folder, what is in it.


def pack_files(shelf: Shelf, folder: Path) -> None:
    """Write all pictures and documents into a backup's folder, if there are any.

    Raises `OSError`. What is removed meanwhile is not in it.
    """
    paths = sorted(_paths(shelf))
    if not paths:
        return
    with tarfile.open(folder / ARCHIVE, "w", format=tarfile.PAX_FORMAT) as archive:
        for path in paths:
            with suppress(FileNotFoundError):
                archive.add(path, path.relative_to(shelf.pictures.parent).as_posix())


def unpack_files(backup: Path, shelf: Shelf) -> None:
    """Put back what the database at hand names and the site has not; raises `OSError`.

    What it does not name counts as new: it is deleted as unused in days, and not at once.
    """
    named = all_names()
    shelf.touch(shelf.names() - named)
    if not (backup / ARCHIVE).exists():
        return
    with tarfile.open(backup / ARCHIVE, "r:") as archive:
        for name, packed in groupby(_packed(archive), key=lambda each: each[0]):
            if name not in named:
                continue
            if shelf.picture(name).exists() or shelf.document(name).exists():
                continue
            _put_back(shelf, name, list(packed))


def _put_back(shelf: Shelf, name: str, packed: list[Packed]) -> None:
    if packed[0][1]:
        shelf.put_aside(name, [(file, content) for _, file, content in packed])
    else:
        shelf.put_document_aside(name, packed[0][2])
    shelf.take_in(name)


def _paths(shelf: Shelf) -> Iterator[Path]:
    for folder in (shelf.pictures, shelf.documents):
        for path in folder.rglob("*"):
            known = path.relative_to(folder.parent).as_posix()
            if _PICTURE.fullmatch(known) or _DOCUMENT.fullmatch(known):
                yield path


def _packed(archive: tarfile.TarFile) -> Iterator[Packed]:
    for member in archive:
        content = archive.extractfile(member) if member.isfile() else None
        if content is None:
            continue
        if found := _PICTURE.fullmatch(member.name):
            yield found["name"], found["file"], content.read()
        elif found := _DOCUMENT.fullmatch(member.name):
            yield found["name"], "", content.read()
