"""Serbian text from Latin into Cyrillic script, by a machine: an editor has to look at it.

What is no Serbian word stays: links, emails, code, elements, words with letters or digits that
Serbian words have not, acronyms of foreign names, whatever names are given, and what is emphasised
or quoted with such words in it. The libraries that there are know no such text, and take “nj” for
one letter in “injekcija” too.
"""

import re
from collections.abc import Iterable

from ethreader.i18n.foreign_words import (
    FOREIGN,
    SERBIAN_WORDS,
    SERVICES,
    TELLING,
    foreign_names,
)
from ethreader.i18n.serbian import to_cyrillic

# Where two letters that look like one are two: between a prefix and its word, and in loanwords.
_PAIRS_APART = (
    "(?<=i)nj(?=ekc|ekt|unkc)",  # injekcija
    r"(?<=\bi)nj(?=uri|icir|unkt)",  # injurija
    "(?<=ko)nj(?=ug|unk|ekt)",  # konjugacija
    "(?<=va)nj(?=ezi)",  # vanjezički
    "(?<=ta)nj(?=ug)",  # Tanjug
    "(?<=a)nj(?=on)",  # anjon
    r"(?<=\bna)dž(?=anr|iv|it|nj|upan|drel|al|ar)",  # nadživeti
    r"(?<=\bo)dž(?=iv|al|ar|ub|ur|va|rv|rt)",  # odživeti
    r"(?<=\bpo)dž(?=anr|up)",  # podžanr
    r"(?<=\bpre)dž(?=etv|ivo)",  # predžetveni
)
_APART = re.compile("|".join(_PAIRS_APART), re.IGNORECASE)
# How names are written without the letter “đ”.
_WITHOUT_LETTER = re.compile(
    r"(?<=an)dj(?=el)|\bdj(?=or(?:dj|đ)|okov|ur[ićđ])|(?<=\bdjor)dj|(?<=\bđor)dj", re.IGNORECASE
)
_BETWEEN = "\u200c"  # Between letters that are not to be joined; taken out again.

_STAYS = (
    r"^```.*?^```[^\n]*",
    r"^~~~.*?^~~~[^\n]*",
    r"`+[^`]+`+",
    r"\]\([^)\s]*",  # Where a link leads.
    r"\]\[[^\]\n]*\]",  # And where that stands.
    r"^ {0,3}\[[^\]\n]+\]:[^\n]*",
    r"<[^>\n]+>",
    r"(?:https?://|mailto:|tel:|www\.)[^\s<>)\]]*[^\s<>)\].,;:!?”“\"]",
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    r"(?<![\w.])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/[^\s<>)\]]*)?(?!\w)",  # astra.rs
    r"[@#]\w+",
    r"&\w+;",
    r"\b[IVX]{2,}\b",  # A number, as the Romans wrote it.
    r"\b[a-zA-Z]+-\d\w*\b",  # COVID-19
    r"\b\w*\d\w*\b",
    r"\b[A-Z][a-z]+[A-Z][a-z]+\w*\b",  # TikTok
    rf"\b(?:{'|'.join(SERVICES)})\b",
)


def _foreign_until(ends: str) -> str:
    """Return what stands before the signs that end a passage, if it is in another language."""
    to_end = rf"[^{ends}\n]"
    return rf"(?={to_end}*(?:{TELLING}))(?!{to_end}*(?i:{SERBIAN_WORDS})){to_end}+"


_FOREIGN_PASSAGES = (
    rf"(?<![*\w])(?P<mark>\*{{1,3}})\b{_foreign_until('*')}(?P=mark)",
    rf"(?<!\w)(?P<line>_{{1,3}}){_foreign_until('_')}(?P=line)(?!\w)",
    rf"[“„«»]{_foreign_until('“”„«»')}[“”«»]",
    r'(?<!\w)"' + _foreign_until('"') + r'"(?!\w)',
)
_DEFINED = re.compile(r"^ {0,3}\[([^\]\n]+)\]:", re.MULTILINE)
_SHORT_REFERENCE = re.compile(r"(?<!\])\[([^\[\]\n]+)\](?:\[\])?(?![\[(:])")


def made_cyrillic(text: str, *, staying: Iterable[str] = ()) -> str:
    """Return a text in Cyrillic script, Markdown as it was; `staying` are names in Latin script."""
    names = tuple(staying)
    stays = _stays((*names, *foreign_names(text, names=names)))
    text = _with_full_references(text)
    made, place = [], 0
    for kept in stays.finditer(text):
        made += [_turned(text[place : kept.start()]), kept[0]]
        place = kept.end()
    return "".join((*made, _turned(text[place:])))


def _stays(names: Iterable[str]) -> re.Pattern[str]:
    # The longest first: a name may be part of another one.
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    named = (rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first)
    patterns = (*_STAYS, *_FOREIGN_PASSAGES, *FOREIGN, *named)
    return re.compile("|".join(patterns), re.MULTILINE | re.DOTALL)


def _with_full_references(text: str) -> str:
    """Let links that are called by their own words be called by a name that stays."""
    defined = {label.casefold() for label in _DEFINED.findall(text)}
    return _SHORT_REFERENCE.sub(
        lambda found: f"[{found[1]}][{found[1]}]" if found[1].casefold() in defined else found[0],
        text,
    )


def _turned(words: str) -> str:
    words = _WITHOUT_LETTER.sub(lambda pair: "Đ" if pair[0][0] == "D" else "đ", words)
    apart = _APART.sub(lambda pair: f"{pair[0][0]}{_BETWEEN}{pair[0][1:]}", words)
    return to_cyrillic(apart).replace(_BETWEEN, "")
