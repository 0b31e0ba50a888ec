"""What stands beside a link with no blank between, and may be taken for a part of it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

# What a reader sees as a gap: wide blanks, and the wide signs of East Asian sentences with the
# room that they bring. Not their full stops, which stand for the dots of a host, too, and not
# before ASCII, where they may be taken for its signs. Other blanks are as thin as a hair.
GAP = re.compile(
    "[ \t\n\u00a0\u3000]|"
    "[\u3001\u3008-\u3011\u3014-\u301b\uff01\uff08\uff09\uff0c\uff1b\uff1f](?![!-~])"
)
PICTURES = re.compile("[\U0001f300-\U0001faff]")
# A word that tells what comes, like “Source:https://…”: no part of a host, for it has no dot.
LABEL = re.compile(r"[(\[\"'„“«»]*\w+:")
BREAKS = {"softbreak", "hardbreak"}
LINK_ENDS = {"link_open", "link_close"}


@dataclass(frozen=True, kw_only=True)
class Side:
    """One side of a link: the text up to a gap, and whether another link ends it."""

    text: str
    is_link: bool

    @property
    def touches(self) -> bool:
        """Whether another link begins right there."""
        return self.is_link and not self.text

    @property
    def may_be_part(self) -> bool:
        """Whether it may be taken for a part of the link: signs of a sentence alone are not."""
        return self.is_link or any(not _is_sign(each) for each in self.text)

    @property
    def goes_on(self) -> bool:
        """Whether what follows would run into what is put behind the link."""
        return self.touches or not _is_sign(self.text[:1])


def side_before(parts: Sequence[Token], number: int) -> Side:
    """Return what stands before the part with a number."""
    texts: list[str] = []
    for at in range(number - 1, -1, -1):
        pieces = _pieces(parts[at])
        if pieces is None:
            return Side(text="".join(reversed(texts)), is_link=True)
        texts.append(pieces[-1])
        if len(pieces) > 1:
            break
    text = "".join(reversed(texts))
    return Side(text="" if LABEL.fullmatch(text) else text, is_link=False)


def side_after(parts: Sequence[Token], number: int) -> Side:
    """Return what stands behind the part with a number."""
    texts: list[str] = []
    for at in range(number + 1, len(parts)):
        pieces = _pieces(parts[at])
        if pieces is None:
            return Side(text="".join(texts), is_link=True)
        texts.append(pieces[0])
        if len(pieces) > 1:
            break
    return Side(text="".join(texts), is_link=False)


def _pieces(part: Token) -> list[str] | None:
    """Return a part's text, cut at each gap; nothing where another link begins or ends."""
    if part.type in LINK_ENDS:
        return None
    return ["", ""] if part.type in BREAKS else GAP.split(part.content)


def _is_sign(sign: str) -> bool:
    return not sign or unicodedata.category(sign)[0] in "PZ" or bool(PICTURES.match(sign))
