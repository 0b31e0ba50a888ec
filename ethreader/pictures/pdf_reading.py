"""A PDF that readers can download: one that opens as pages, and starts nothing.

It is kept as it came, so whatever acts by itself in a reader's program is refused. It is looked
for in the file as it stands and in its compressed parts, as far as these are of a sane size.
"""

import hashlib
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from ethreader.i18n.texts import Text, gettext, lazy_gettext
from ethreader.pictures.findings import MEGABYTE, FileRefused, content_of

BYTES = 10 * MEGABYTE
UNPACKED = 60 * MEGABYTE  # All compressed parts together.

_HEAD = re.compile(rb"%PDF-[12]\.\d")
_PART = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_SAFER = lazy_gettext("save it anew with “Print” and “Save as PDF”, and choose that file")
# By PDF's own names for it.
_ACTS = (
    (rb"/Encrypt\b", lazy_gettext("it asks for a password, so nobody can look into it")),
    (rb"/(?:JavaScript|JS)\b", lazy_gettext("a program (JavaScript) is in it")),
    (
        rb"/(?:Launch|SubmitForm|ImportData|GoToE)\b",
        lazy_gettext("it starts something by itself"),
    ),
    (rb"/(?:EmbeddedFiles?|FileAttachment)\b", lazy_gettext("other files are hidden in it")),
    (
        rb"/(?:RichMedia|Movie|Sound|3D|XFA)\b",
        lazy_gettext("a form or a film is in it that acts by itself"),
    ),
)
ACTS = tuple((re.compile(looks), said) for looks, said in _ACTS)


def read_pdf(stream: BinaryIO) -> bytes:
    """Return a PDF's bytes; raises `FileRefused`."""
    content = content_of(stream, limit=BYTES)
    if not _HEAD.match(content):
        raise FileRefused(gettext("it is no PDF; save the text as a PDF, and choose that file"))
    if b"%%EOF" not in content[-2048:]:
        raise FileRefused(
            gettext("a part of the PDF is missing; save it anew, and choose that file")
        )
    for part in (content, *_unpacked(content)):
        plain = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)
        for looks, said in ACTS:
            if looks.search(plain):
                raise FileRefused(_harmful(said))
    return content


def _harmful(wrong: Text) -> str:
    said = gettext("%(wrong)s, which could harm readers", wrong=str(wrong))
    return f"{said}; {_SAFER}"


def digest_of_pdf(content: bytes) -> str:
    """Return what all files share that are exactly this."""
    return hashlib.sha256(content).hexdigest()


def _unpacked(content: bytes) -> Iterator[bytes]:
    left = UNPACKED
    for found in _PART.finditer(content):
        unpacker = zlib.decompressobj()
        try:
            part = unpacker.decompress(found[1], left)
        except zlib.error:  # Of another kind: pictures and fonts.
            continue
        left -= len(part)
        if left <= 0:
            wrong = gettext("the PDF becomes too large when it is opened")
            raise FileRefused(f"{wrong}; {_SAFER}")
        yield part
