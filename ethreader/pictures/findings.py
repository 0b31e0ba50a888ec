"""Why a file is not taken, in words for whoever chose it."""

from typing import BinaryIO, NoReturn

from ethreader.base.field_problems import FieldProblem
from ethreader.i18n.texts import Text, gettext, lazy_gettext

MEGABYTE = 1_000_000


class FileRefused(Exception):
    """A picture or document that is not taken; says why, and what to do."""

    def problem(self, field: str) -> FieldProblem:
        """Return it as what is wrong with a field."""
        return FieldProblem(field=field, reason=str(self))


def content_of(stream: BinaryIO, *, limit: int) -> bytes:
    """Return all that a stream holds; raises `FileRefused` where that is nothing, or too much."""
    content = stream.read(limit + 1)
    if len(content) > limit:
        refuse_larger_than(limit)
    if not content:
        raise FileRefused(gettext("the file is empty; choose another one"))
    return content


def refuse_larger_than(limit: int) -> NoReturn:
    """Raise `FileRefused` for a file of more bytes than are taken."""
    size = limit // MEGABYTE
    said = gettext(
        "the file is larger than %(size)s MB; save it smaller, and choose it again", size=size
    )
    raise FileRefused(said)


def as_pictures_are(wrong: Text) -> str:
    """Return the sentence about what no picture is here, with what to do."""
    return gettext(
        "%(wrong)s; save it as a JPEG or PNG picture, and choose that file", wrong=str(wrong)
    )


_TIFF = lazy_gettext("it is a TIFF picture, which browsers do not show")
_KINDS: tuple[tuple[int, bytes, Text], ...] = (
    (0, b"%PDF", lazy_gettext("it is a PDF and no picture")),
    (
        0,
        b"PK\x03\x04",
        lazy_gettext("it is an archive or a document of a word processor, and no picture"),
    ),
    (0, b"\xd0\xcf\x11\xe0", lazy_gettext("it is a document of a word processor, and no picture")),
    (0, b"II*\0", _TIFF),
    (0, b"MM\0*", _TIFF),
    (0, b"BM", lazy_gettext("it is a BMP picture, which is not taken here")),
    (4, b"ftypavif", lazy_gettext("it is an AVIF picture, which not all browsers show")),
    (
        4,
        b"ftyp",
        lazy_gettext(
            "it is a HEIC picture or a film, as phones make them; browsers do not show it"
        ),
    ),
    (0, b"\0\0\1\0", lazy_gettext("it is an icon, and no picture")),
)


def what_it_is(content: bytes) -> str:
    """Return what a file is that is no picture, as far as its beginning tells."""
    for place, sign, said in _KINDS:
        if content.startswith(sign, place):
            return as_pictures_are(said)
    beginning = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in beginning:
        said = gettext("it is an SVG drawing, in which programs can hide")
    elif beginning.startswith(b"<"):
        said = gettext("it is a web page, and no picture")
    else:
        said = gettext("it is no picture that can be read here")
    return as_pictures_are(said)
