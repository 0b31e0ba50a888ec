"""What a form shows of files: those that its fields call, and the fields to add another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask import request

from ethreader.base.own_files import names_in, picture_name
from ethreader.editing.controls import FieldShape
from ethreader.editing.entries import Entry, Showing, entries_of
from ethreader.editing.new_files import OF_DOCUMENT, place_of
from ethreader.editing.picture_controls import NEW_DOCUMENT, NEW_PICTURE, PICTURE_FILE
from ethreader.editing.typed import PREFIX
from ethreader.pictures.models import Document, Picture
from ethreader.pictures.queries import Kind, documents_called, pictures_called


@dataclass(frozen=True, kw_only=True)
class FilesShown:
    """The files of one field, in the order of the text, and what can be said of a new one."""

    place: str  # Of the fields for a new picture.
    pictures: Sequence[Picture]
    documents: Sequence[Document] = ()
    new_picture: Sequence[Entry]
    new_document: Sequence[Entry] = ()
    kept: Picture | None = None  # A new one whose words are missing.

    @property
    def is_open(self) -> bool:
        """Whether something of a new file is there to be mended, or to go on with."""
        entries = (*self.new_picture, *self.new_document)
        return any(each.mistake or each.value or each.has_focus for each in entries)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What holds for all fields of a form."""

    showing: Showing
    kept: Mapping[str, str] = field(default_factory=dict)


def files_of_text(entry: Entry, asked: Asked) -> FilesShown:
    """Return the files of a text."""
    name = entry.shape.name
    place, names = place_of(name), names_in(entry.value)
    return FilesShown(
        place=place,
        pictures=_in_order(pictures_called(names), entry.value),
        documents=_in_order(documents_called(names), entry.value),
        new_picture=_new(NEW_PICTURE, place, asked),
        new_document=_new(NEW_DOCUMENT, place_of(name, OF_DOCUMENT), asked),
        kept=_picture(asked.kept.get(place, "")),
    )


def own_picture(entry: Entry, asked: Asked) -> FilesShown:
    """Return the one picture that a field of the form is for."""
    place, there = place_of(entry.shape.name), _picture(entry.parts[0].value)
    return FilesShown(
        place=place,
        pictures=[there] if there else [],
        new_picture=_new([PICTURE_FILE], place, asked),
    )


def _new(shapes: Sequence[FieldShape], place: str, asked: Asked) -> list[Entry]:
    typed = {each.name: request.form.get(f"{PREFIX}{place}{each.name}", "") for each in shapes}
    return entries_of(shapes, typed, asked.showing, within=place)


def _picture(file: str) -> Picture | None:
    name = picture_name(file)
    return pictures_called([name]).get(name) if name else None


def _in_order(found: Mapping[str, Kind], text: str) -> list[Kind]:
    return sorted(found.values(), key=lambda each: text.index(each.name))
