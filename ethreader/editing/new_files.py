"""A file that an editor sends with a form: what was said of it, and where it is to stand.

It belongs to a picture of the form's own (a portrait), or to a text, in which a line then calls it.
The fields that say so are called `f.new.body.alt`: no draft keeps them. What is wrong is told at
their places, and a picture whose words are missing is kept meanwhile (`f.new.body.kept`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from ethreader.base.errors import Invalid
from ethreader.base.invisible import clean_line
from ethreader.base.own_files import LEFT_OUT
from ethreader.editing.controls import Control, FieldShape
from ethreader.editing.kinds import DeskKind
from ethreader.editing.picture_controls import NEW_DOCUMENT, NEW_PICTURE
from ethreader.editing.typed import PREFIX
from ethreader.i18n.texts import Text
from ethreader.publishing.draft_models import Values

NEW = "new."  # Before the place of the field that a file is for.
FILE = "file"
OF_DOCUMENT = "pdf."  # Before that, where it is a document.
_PRESSED = re.compile(r"(?P<what>picture|document):(?P<field>[a-z_]+)")
_MARKS = re.compile(r"([\\`*_\[\]<>&~|!#\"])")

Files = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class NewFile:
    """A file with what was said of it."""

    field: FieldShape
    place: str  # Of its fields, like `new.body.`
    shapes: Sequence[FieldShape]
    said: Mapping[str, str]
    kept: str  # What a picture is called that came before.
    at: int | None  # How many signs of the text stand before it.
    stream: BinaryIO | None
    is_left_out: bool  # While the form arrived, because it is too large.

    @property
    def is_document(self) -> bool:
        """Whether it is to be downloaded."""
        return self.shapes is NEW_DOCUMENT

    @property
    def is_own(self) -> bool:
        """Whether it is a picture of the form's own, and not one in a text."""
        return self.field.control is Control.PARTS

    @property
    def missing(self) -> list[tuple[str, Text]]:
        """Where something has to be said of it and was not, with the label of the field there."""
        if self.is_own:
            shapes, place = self.field.parts, f"{self.field.name}."
        else:
            shapes, place = self.shapes, self.place
        required = [each for each in shapes if each.is_required and each.name != FILE]
        return [
            (f"{place}{each.name}", each.words.label)
            for each in required
            if not self.said[each.name]
        ]

    def put_into(self, values: Values, file: str) -> Values:
        """Return what was typed with the file in its place."""
        name = self.field.name
        if self.is_own:
            return values | {name: {**values[name], FILE: file}}
        return values | {name: with_line(values[name], self._line(file), at=self.at)}

    def _line(self, file: str) -> str:
        if self.is_document:
            return f"[{escaped(self.said['words'])}]({file})"
        credit = self.said["credit"]
        title = f' "{escaped(credit)}"' if credit else ""
        return f"![{escaped(self.said['alt'])}]({file}{title})"


def read_new_file(kind: DeskKind, form: Mapping[str, str], files: Files) -> NewFile:
    """Return the file that a form brings; raise `Invalid` where it has no place for one."""
    found = _PRESSED.fullmatch(form.get("do", ""))
    field = kind.shapes.get(found["field"]) if found else None
    if found is None or field is None or not _takes_files(kind, field):
        raise Invalid
    is_document = found["what"] == "document"
    place = place_of(field.name, OF_DOCUMENT if is_document else "")
    shapes = NEW_DOCUMENT if is_document else NEW_PICTURE
    start = PREFIX + (place if field.control is not Control.PARTS else f"{field.name}.")
    at = form.get(f"{PREFIX}{place}at", "")
    sent = files.get(f"{PREFIX}{place}file")
    return NewFile(
        field=field,
        place=place,
        shapes=shapes,
        said={
            each.name: _line_of(form.get(start + each.name, ""), each.limit) for each in shapes[1:]
        },
        kept=form.get(f"{PREFIX}{place}kept", ""),
        at=int(at) if at.isdecimal() and len(at) < 8 else None,
        stream=sent.stream if sent is not None and sent.filename else None,
        is_left_out=sent is not None and sent.mimetype == LEFT_OUT,
    )


def _takes_files(kind: DeskKind, field: FieldShape) -> bool:
    is_text = field.control is Control.MARKDOWN and kind.takes_files
    return is_text or field.words.shown_by == "own_picture"


def place_of(name: str, what: str = "") -> str:
    """Return where a form says of a new file for a field what it is."""
    return f"{NEW}{what}{name}."


def _line_of(text: str, limit: int | None) -> str:
    return (clean_line(text) or "").strip()[:limit]


def escaped(text: str) -> str:
    """Return words as Markdown that shows just them."""
    return _MARKS.sub(r"\\\1", text)


def with_line(text: str, line: str, *, at: int | None) -> str:
    """Return a text with one more paragraph: after the one at a place, or at its end."""
    end = len(text) if at is None else text.find("\n\n", min(at, len(text)))
    before, after = (text, "") if end < 0 else (text[:end], text[end:])
    above = f"{before.rstrip()}\n\n" if before.strip() else ""
    below = f"\n\n{after.strip()}" if after.strip() else ""
    return f"{above}{line}{below}\n"


def drop_picture(values: Values, name: str) -> tuple[Values, str]:
    """Return what was typed without one of its pictures, and the field that takes the focus."""
    parts = values.get(name)
    if not isinstance(parts, dict):
        raise Invalid
    return values | {name: dict.fromkeys(parts, "")}, f"{place_of(name)}file"
