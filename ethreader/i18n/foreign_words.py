"""Words that are no Serbian ones: how they are told, and those that have to be listed.

The one list of foreign acronyms is here. What Serbian has an acronym of its own for is not in it
(OEBS, EU, UN, SAD, NATO): that is turned as any word is.
"""

import re
from collections.abc import Iterable, Iterator

ACRONYMS = frozenset(
    {
        *("BBC", "CARE", "CBSS", "CCTV", "CEDAW", "CEPOL", "CNN", "COE", "CRC", "CV", "DNA"),
        *("ECHR", "ECOSOC", "ECPAT", "ECRI", "EEA", "EIGE", "FRA", "FRONTEX", "GAATW", "GBV"),
        *("GDPR", "GIZ", "GRETA", "GREVIO", "HTML", "ICAT", "ICC", "ICMPD", "ICRC", "IFRC"),
        *("ILO", "IOM", "ISO", "ITUC", "LSI", "MSF", "NGO", "NRM", "OCHA", "ODIHR", "OECD"),
        *("OHCHR", "OSCE", "PDF", "PICUM", "RSS", "SELEC", "SIDA", "SMS", "UNDP", "UNFPA"),
        *("UNHCR", "UNODC", "UNICRI", "UNTOC", "URL", "USAID", "WAVE", "WHO"),
    }
)
SERVICES = ("Facebook", "Google", "Instagram", "Messenger", "Viber", "Zoom")

FOREIGN = (
    r"\b\w*(?:[qwxyQWXY]|(?![čćđšžČĆĐŠŽ])[À-ɏ])\w*(?:-\w+)*\b",
    r"\b\w*(?:bb|cc|ch|ff|gg|ll|mm|pp|ss|tt)\w*\b",  # Serbian words have none of these.
)
# Words that are never Serbian ones, and without which few titles and quotes do.
FOREIGN_WORDS = r"\b(?:the|of|and|in|for|from|against|is|der|die|das|und|auf|von|des|et|du)\b"
TELLING = "|".join((*FOREIGN, f"(?i:{FOREIGN_WORDS})"))
SERBIAN_WORDS = r"[čćđšžČĆĐŠŽ]|\b(?:je|se|na|za|su|da|od|ili)\b"

_TELLING = re.compile(TELLING)
_SERBIAN = re.compile(SERBIAN_WORDS, re.IGNORECASE)
_IN_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_LETTERS = range(3, 8)  # So many an acronym has, if nothing but initials says that it is one.
_SMALL_WORDS = frozenset({"a", "and", "for", "from", "in", "of", "on", "the", "to", "against"})
_WORDS = re.compile(r"[^\W\d_]+")
# “… in Europe (OSCE)”, and “OSCE (… in Europe)”.
_GIVEN_AFTER = re.compile(r"\((?P<short>[A-Z]{2,})\)")
_ENDS = re.compile(r"[()\n.;:!?]")
_LOOKED_AT = 300  # Characters before it.
_GIVEN_BEFORE = re.compile(r"\b(?P<short>[A-Z]{2,}) ?\((?P<words>[^()\n]+)\)")


def is_foreign(words: str) -> bool:
    """Tell whether some words are in another language than Serbian."""
    return _TELLING.search(words) is not None and _SERBIAN.search(words) is None


def foreign_names(text: str, *, names: Iterable[str] = ()) -> set[str]:
    """Return the acronyms that stay in a text, and what stands there for one in full.

    These are the listed ones, what foreign names have in capitals, their initials, and what is
    given in brackets: “Organization for Security and Co-operation in Europe (OSCE)”.
    """
    found = set(ACRONYMS)
    for name in filter(is_foreign, names):
        found |= {*_IN_CAPITALS.findall(name), *_initials(name)}
    return found | set(_given_in(text))


def _given_in(text: str) -> Iterator[str]:
    for given in _GIVEN_BEFORE.finditer(text):
        if is_foreign(given["words"]):
            yield from (given["short"], given["words"])
    for given in _GIVEN_AFTER.finditer(text):
        before = text[max(0, given.start() - _LOOKED_AT) : given.start()]
        words = _last_words(_ENDS.split(before)[-1], len(given["short"]))
        if is_foreign(words):
            yield from (given["short"], words)


def _last_words(text: str, count: int) -> str:
    """Return the end of a text with as many words as an acronym has letters, and small ones."""
    start = len(text)
    for word in reversed([*_WORDS.finditer(text)]):
        count -= word[0].lower() not in _SMALL_WORDS
        start = word.start()
        if not count:
            break
    return text[start:].strip(' *_“”„"')


def _initials(name: str) -> set[str]:
    large = [word[0] for word in _WORDS.findall(name) if word[0].isupper()]
    return {"".join(large)} if len(large) in _LETTERS else set()
