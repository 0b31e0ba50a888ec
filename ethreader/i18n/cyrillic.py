"""Serbian text from Latin into Cyrillic script, by a machine: an editor has to look at it.

What is no Serbian word stays: links, emails, code, elements, words with letters or digits that
Serbian words have not, and whatever names are given. The libraries that there are know no such
text, and take “nj” for one letter in “injekcija” too.
"""

import re
from collections.abc import Iterable

from ethreader.i18n.serbian import to_cyrillic

# Where two letters that look like one are two: between a prefix and its word, and in loanwords.
_PAIRS_APART = (
    "(?<=i)nj(?=ekc|ekt|unkc)",  # injekcija
    "(?<=ko)nj(?=ug|unk)",  # konjugacija
    "(?<=va)nj(?=ezi)",  # vanjezički
    "(?<=ta)nj(?=ug)",  # Tanjug
    "(?<=a)nj(?=on)",  # anjon
    r"(?<=\bna)dž(?=anr|iv|it|nj|upan|drel|al|ar)",  # nadživeti
    r"(?<=\bo)dž(?=iv|al|ar|ub|ur|va|rv|rt)",  # odživeti
    r"(?<=\bpo)dž(?=anr|up)",  # podžanr
    r"(?<=\bpre)dž(?=etv)",  # predžetveni
)
_APART = re.compile("|".join(_PAIRS_APART), re.IGNORECASE)
_BETWEEN = "\u200c"  # Between letters that are not to be joined; taken out again.

_STAYS = (
    r"^```.*?^```[^\n]*",
    r"^~~~.*?^~~~[^\n]*",
    r"`+[^`]+`+",
    r"\]\([^)\s]*",  # Where a link leads.
    r"^ {0,3}\[[^\]\n]+\]:[^\n]*",
    r"<[^>\n]+>",
    r"(?:https?://|mailto:|tel:|www\.)[^\s<>)\]]*[^\s<>)\].,;:!?”“\"]",
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    r"(?<![\w.])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/[^\s<>)\]]*)?(?!\w)",  # astra.rs
    r"[@#]\w+",
    r"&\w+;",
    r"\b[IVX]{2,}\b",  # A number, as the Romans wrote it.
    r"\b\w*\d\w*\b",
    r"\b\w*(?:[qwxyQWXY]|(?![čćđšžČĆĐŠŽ])[À-ɏ])\w*(?:-\w+)*\b",  # Words of other languages.
)


def made_cyrillic(text: str, *, staying: Iterable[str] = ()) -> str:
    """Return a text in Cyrillic script, Markdown as it was; `staying` are names in Latin script."""
    stays = _stays(staying)
    made, place = [], 0
    for kept in stays.finditer(text):
        made += [_turned(text[place : kept.start()]), kept[0]]
        place = kept.end()
    return "".join((*made, _turned(text[place:])))


def _stays(names: Iterable[str]) -> re.Pattern[str]:
    # The longest first: a name may be part of another one.
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    named = (rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first)
    return re.compile("|".join((*_STAYS, *named)), re.MULTILINE | re.DOTALL)


def _turned(words: str) -> str:
    apart = _APART.sub(lambda pair: f"{pair[0][0]}{_BETWEEN}{pair[0][1:]}", words)
    return to_cyrillic(apart).replace(_BETWEEN, "")
