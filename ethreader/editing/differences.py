"""How two texts differ, so that somebody can read it: word by word within lines that changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

CONTEXT = 1  # Lines that did not change and are shown around those that did.
MOST_WORDS = 2000  # In one changed passage; a longer one is compared as a whole.
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class Change(StrEnum):
    """What became of a piece of a text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    GAP = "gap"  # Nothing changed here, and it is not shown.


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Some words, and what became of them."""

    change: Change
    text: str


def difference(old: str, new: str) -> list[Piece]:
    """Return the pieces of both texts in order; nothing where they are the same."""
    if old == new:
        return []
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, old_lines, new_lines, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            is_first, is_last = a == 0, b == len(old_lines)
            pieces += _shown(old_lines[a:b], is_first=is_first, is_last=is_last)
        else:
            pieces += _words("".join(old_lines[a:b]), "".join(new_lines[c:d]))
    return list(_joined(pieces))


def _shown(lines: Sequence[str], *, is_first: bool, is_last: bool) -> Iterator[Piece]:
    before, after = (0 if is_first else CONTEXT), (0 if is_last else CONTEXT)
    if len(lines) <= before + after + 1:
        yield Piece(change=Change.SAME, text="".join(lines))
        return
    yield Piece(change=Change.SAME, text="".join(lines[:before]))
    yield Piece(change=Change.GAP, text="")
    yield Piece(change=Change.SAME, text="".join(lines[len(lines) - after :]))


def _words(old: str, new: str) -> Iterator[Piece]:
    old_words, new_words = _WORDS.findall(old), _WORDS.findall(new)
    if not old_words or not new_words or len(old_words) + len(new_words) > MOST_WORDS:
        yield Piece(change=Change.REMOVED, text=old)
        yield Piece(change=Change.ADDED, text=new)
        return
    matcher = SequenceMatcher(str.isspace, old_words, new_words, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(change=Change.SAME, text="".join(old_words[a:b]))
        else:
            yield Piece(change=Change.REMOVED, text="".join(old_words[a:b]))
            yield Piece(change=Change.ADDED, text="".join(new_words[c:d]))


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Leave out empty pieces, and join neighbours of one kind."""
    last: Piece | None = None
    for piece in pieces:
        if not piece.text and piece.change is not Change.GAP:
            continue
        if last is not None and last.change is piece.change:
            last = Piece(change=last.change, text=last.text + piece.text)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last
