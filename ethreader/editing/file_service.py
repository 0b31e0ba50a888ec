"""Rules for files that an editor sends: made ready before any lock, taken in with the draft."""

from dataclasses import dataclass

from ethreader.base.own_files import LIMIT, picture_name
from ethreader.editing.checking import Mistake
from ethreader.editing.new_files import FILE, NewFile
from ethreader.i18n.texts import gettext
from ethreader.pictures.findings import FileRefused, refuse_larger_than
from ethreader.pictures.pdf_reading import BYTES as PDF_LIMIT
from ethreader.pictures.queries import picture_by_name
from ethreader.pictures.saving import (
    Ready,
    ReadyDocument,
    ready_document,
    ready_picture,
    take_in_document,
    take_in_picture,
    throw_away,
)


@dataclass(frozen=True, kw_only=True)
class Made:
    """A file that is ready, one that came before, or why there is none."""

    file: str = ""  # By which texts call it.
    ready: Ready | None = None
    refused: str = ""

    def take_in(self) -> None:
        """Let the site have it, within the transaction that saves the draft."""
        if isinstance(self.ready, ReadyDocument):
            take_in_document(self.ready)
        elif self.ready is not None:
            take_in_picture(self.ready)

    def throw_away(self) -> None:
        """Delete what was made ready for a draft that was not saved."""
        if self.ready is not None:
            throw_away(self.ready)


def make(new: NewFile) -> Made:
    """Make a file ready: decoded and encoded anew, or looked through; or tell why not."""
    if new.stream is None:
        return _that_came_before(new)
    try:
        if new.is_left_out:
            refuse_larger_than(PDF_LIMIT if new.is_document else LIMIT)
        if new.is_document:
            ready: Ready = ready_document(new.stream, title=new.said["words"])
        else:
            ready = ready_picture(new.stream, alt=new.said["alt"], credit=new.said["credit"])
    except FileRefused as problem:
        return Made(refused=f"{str(problem)[:1].upper()}{str(problem)[1:]}.")
    return Made(file=ready.file, ready=ready)


def _that_came_before(new: NewFile) -> Made:
    if picture_by_name(picture_name(new.kept) or "") is not None and not new.is_document:
        return Made(file=new.kept)
    return Made(refused=gettext("Choose a file first."))


def mistakes_in(new: NewFile, made: Made) -> list[Mistake]:
    """Return all that keeps a file from standing where it should, each at its place."""
    found = [
        Mistake(place=place, label=str(label), sentence=gettext("Fill this in."))
        for place, label in new.missing
    ]
    if made.refused:
        label = str(new.shapes[0].words.label)
        found.insert(0, Mistake(place=f"{new.place}{FILE}", label=label, sentence=made.refused))
    return found
