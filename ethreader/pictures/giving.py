"""Pictures and documents for whoever takes content along: as the site has them, without loss."""

from collections.abc import Iterator
from pathlib import Path

from ethreader.base.own_files import names_in
from ethreader.pictures.file_names import MASTER
from ethreader.pictures.queries import documents_called, pictures_called
from ethreader.pictures.shelf import own_shelf


def files_called(text: str) -> Iterator[tuple[str, Path]]:
    """Yield the files that a text calls: the name by which it does, and where the file lies."""
    shelf, names = own_shelf(), names_in(text)
    pictures, documents = pictures_called(names).values(), documents_called(names).values()
    found = [
        *((each.file, shelf.picture(each.name) / MASTER) for each in pictures),
        *((each.file, shelf.document(each.name)) for each in documents),
    ]
    yield from ((name, path) for name, path in found if path.exists())
