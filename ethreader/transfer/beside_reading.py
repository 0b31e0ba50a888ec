"""Pictures and documents that lie beside a content file: made ready before anything is stored.

A file calls them by their names in its folder; what is stored calls them by the names that the site
gives them. An export writes them beside its files under these names, so it can be read back.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from markdown_it.token import Token

from ethreader.base.field_problems import FieldProblem
from ethreader.base.own_files import document_name, picture_name
from ethreader.base.reading import open_file
from ethreader.pictures.findings import FileRefused
from ethreader.pictures.queries import document_by_name, picture_by_name
from ethreader.pictures.saving import Ready, ready_document, ready_picture
from ethreader.transfer.markdown_links import inline_parts

# Where a link or a picture of a line leads, between angle brackets or without.
_TARGET = re.compile(r"(?<=\]\()(?P<gap>\s*)(?:<(?P<within>[^<>\n]+)>|(?P<bare>[^\s()<>]+))")
_NO_SUCH_FILE = (
    "there is no such file; put it beside this one, or in a folder below, and write its name as it "
    "stands there"
)
_ELSEWHERE = "put the file beside this one, or in a folder below, and write its name alone"
FIELDS = ("picture", "portrait", "logo")


class FilesBeside:
    """What one content file calls beside itself, made ready; and what is wrong with the rest."""

    def __init__(self, path: Path, names: dict[str, str]) -> None:
        self._folder = path.parent
        self._names = names
        self.ready: list[Ready] = []
        self.problems: list[FieldProblem] = []
        self.refused: dict[str, str] = {}
        """what to say of pictures and documents in the text, by where they are said to be"""

    def in_fields(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the fields of a file with the site's names in the place of those beside it."""
        return {
            name: self._in_field(name, value) if name in FIELDS else value
            for name, value in values.items()
        }

    def in_text(self, text: str, tokens: list[Token]) -> str:
        """Return a text with the site's names in the place of those beside it."""
        lines = text.split("\n")
        for (source, is_picture), (words, credit, first, last) in _called(tokens).items():
            named = self._picture if is_picture else self._document
            try:
                own = named(source, words, credit)
            except FileRefused as problem:
                self.refused[source] = str(problem)
                continue
            for number in range(first, last):
                lines[number] = _renamed(lines[number], source, own)
        return "\n".join(lines)

    def _in_field(self, name: str, value: Any) -> Any:
        file = value.get("file") if isinstance(value, dict) else None
        if not isinstance(file, str) or not file:
            return value
        try:
            words = [str(value.get(each) or "") for each in ("alt", "credit")]
            return {**value, "file": self._picture(file, *words)}
        except FileRefused as problem:
            self.problems.append(problem.problem(f"{name}.file"))
            return None

    def _picture(self, source: str, alt: str, credit: str) -> str:
        path = self._path(source)
        name = picture_name(source)
        if name and not path.exists() and picture_by_name(name):
            return source
        with self._opened(path) as stream:
            ready = ready_picture(stream, alt=alt[:300], credit=credit[:200], names=self._names)
        self.ready.append(ready)
        return ready.file

    def _document(self, source: str, words: str, _credit: str) -> str:
        path = self._path(source)
        name = document_name(source)
        if name and not path.exists() and document_by_name(name):
            return source
        with self._opened(path) as stream:
            ready = ready_document(stream, title=(words or path.stem)[:200], names=self._names)
        self.ready.append(ready)
        return ready.file

    def _path(self, source: str) -> Path:
        parts = Path(unquote(source)).parts
        path = self._folder.joinpath(*parts)
        way = [path, *(each for each in path.parents if self._folder in each.parents)]
        if ".." in parts or Path(*parts).is_absolute() or any(each.is_symlink() for each in way):
            raise FileRefused(_ELSEWHERE)
        return path

    def _opened(self, path: Path) -> Any:
        try:
            return open_file(path)
        except (FileNotFoundError, NotADirectoryError):
            raise FileRefused(_NO_SUCH_FILE) from None
        except (OSError, ValueError) as problem:
            reason = getattr(problem, "strerror", None) or "its name is none"
            raise FileRefused(f"the file cannot be read ({reason})") from None


Called = dict[tuple[str, bool], tuple[str, str, int, int]]


def _called(tokens: list[Token]) -> Called:
    """Return what a text calls beside itself: its words and credit, and in which lines."""
    found: Called = {}
    for token in tokens:
        first, last = token.map or (0, 0)
        for source, words, credit, is_picture in _beside(token):
            known = found.get((source, is_picture), (words, credit, first, last))
            found[source, is_picture] = (*known[:2], min(first, known[2]), max(last, known[3]))
    return found


def _beside(token: Token) -> Iterator[tuple[str, str, str, bool]]:
    words = ""
    for _, child in reversed(list(inline_parts(token))):
        if child.type == "image" and is_beside(source := str(child.attrs.get("src", ""))):
            yield source, child.content, str(child.attrs.get("title", "")), True
        elif child.type == "link_open":
            source = str(child.attrs.get("href", ""))
            if is_beside(source) and source.lower().endswith(".pdf"):
                yield source, words, "", False
        words = "" if child.type == "link_close" else f"{child.content}{words}"


def is_beside(source: str) -> bool:
    """Tell whether a URL is the name of a file beside the text that calls it."""
    return bool(source) and not re.match(r"[a-z][a-z0-9+.-]*:|[/#?]", source, re.IGNORECASE)


def _renamed(line: str, source: str, own: str) -> str:
    def put(found: re.Match[str]) -> str:
        written = found["within"] or found["bare"]
        return f"{found['gap']}{own}" if unquote(written) == unquote(source) else found[0]

    return _TARGET.sub(put, line)
