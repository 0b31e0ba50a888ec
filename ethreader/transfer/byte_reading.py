"""The text of a file, or why there is none."""

import stat
from pathlib import Path

from ethreader.base.reading import read_file

SIZE_LIMIT = 1_000_000  # Bytes of one file.

_MEND = "save it anew with the encoding UTF-8, which every editor has under “Save as”"
_MARKS = {b"\xff\xfe", b"\xfe\xff"}
_DOCUMENTS = {
    b"PK\x03\x04": "a document of a word processor, or an archive",
    b"\xd0\xcf\x11\xe0": "a document of a word processor",
    b"{\\rtf": "a document of a word processor",
    b"%PDF": "a PDF",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
}


class NoText(Exception):
    """A file that cannot be read as text; says why and what to do, and where if that is known."""

    def __init__(self, sentence: str, *, line: int | None = None) -> None:
        self.line = line
        super().__init__(sentence)


def read_text(path: Path) -> str:
    """Return a file's text; raises `NoText`."""
    try:
        # Nothing else is opened: a pipe could keep us waiting for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            raise NoText("it is a folder, a device or a pipe, not a file with a text")
        if path.stat().st_size > SIZE_LIMIT:
            raise NoText(
                f"it is larger than {SIZE_LIMIT:,} bytes, no article is; divide it, or leave it out"
            )
        content = read_file(path, limit=SIZE_LIMIT)
    except OSError as problem:
        raise NoText(f"it cannot be read ({problem.strerror})") from None
    return _decoded(content)


def _decoded(content: bytes) -> str:
    if kind := next((kind for sign, kind in _DOCUMENTS.items() if content.startswith(sign)), None):
        raise NoText(f"it is {kind}, only named like a text; save its words as plain text, UTF-8")
    if content[:2] in _MARKS or _zeros(content) > len(content) // 4:
        raise NoText(f"it is saved as UTF-16; {_MEND}")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise NoText(
            f"it is not UTF-8 text, but probably Windows-1250, 1251 or 1252; {_MEND}", line=line
        ) from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise NoText("it contains NUL characters, which no text has; delete them", line=line)
    return text


def _zeros(content: bytes) -> int:
    """Count NUL bytes where UTF-16 has them."""
    return max(content[::2].count(0), content[1::2].count(0))
