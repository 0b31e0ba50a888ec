"""What a name looks like and sounds like, whichever signs it is written with.

Which signs look like which is told by Unicode's table of confusables, in the wheel of a library
that keeps up with it; small capitals and letters in boxes by the names that Unicode gives them.
"""

import re
import string
import unicodedata
from collections.abc import Iterator
from functools import cache

from homoglyphs_fork import Homoglyphs

from ethreader.base.late_patterns import late_pattern
from ethreader.i18n.serbian import to_latin

LAST_PLANE = 0x20000  # Beyond it there are Chinese characters alone.

_LETTERS = string.ascii_letters + string.digits
# Read as letters by those who write “M0der@t0r”; one, small l and capital i are the same stroke.
_STROKES = str.maketrans("0134578l|!@$€", "oieastbiiiase")
_HEARD_EIGHT = "at"  # By those who write “Moder8or”; as a stroke it is a B.
# Used for the look of it, by those who write “MODEЯATOЯ”; no table has them.
_FOR_THE_LOOK = dict(zip("яидєшλδѳθꮎʍᛗ", "rnaewaaooomm", strict=True))
# The alphabets of web pages that write a name “fancy”: in Chinese, Thai or Cree signs.
_FANCY = (
    ("卂乃匚ᗪ乇千ꮆ卄丨フҝㄥ爪几ㄖ卩ɋ尺丂ㄒㄩᐯ山乂ㄚ乙", string.ascii_lowercase),
    ("ค๒ς๔єŧﻮђเןк๓ภ๏קợгรยשฬץ", "abcdefghijkmnopqrsuvwy"),
    ("ᗩᗷᑕᖴᕼᒍᒪᗰᑎᑭᑫᖇᔕᑌᗯ᙭ᘔცɛʄ℘զཞɬყ", "abcfhjlmnpqrsuwxzbefpqrty"),  # noqa: RUF001
)
for _signs, _meant in _FANCY:
    _FOR_THE_LOOK |= dict(zip(unicodedata.normalize("NFKC", _signs), _meant, strict=True))
# Greek is heard as well.
_GREEK = str.maketrans("αβγδεζηικλμνοπρστυφχωΔΛΠΡΣΦΩ", "abgdeziiklmnoprstyfhodlprsfo")
_TATWEEL = "\u0640"  # A stroke that makes Arabic words longer.
# And the other way round: Latin letters in the midst of Cyrillic ones.
_AS_CYRILLIC = str.maketrans("aceopxyABCEHKMOPTXYJjsS", "асеорхуАВСЕНКМОРТХУЈјѕЅ")  # noqa: RUF001
_CYRILLIC = late_pattern("[а-яђјљњћџ]", re.IGNORECASE)  # noqa: RUF001
_PAIRS = (("rn", "m"), ("vv", "w"))
_BY_NAME = late_pattern(
    r"(?:LATIN |REGIONAL INDICATOR SYMBOL |NEGATIVE |SQUARED |CIRCLED |MODIFIER |CROSSED )+"
    r"(?:SMALL |CAPITAL )?LETTER (?:SMALL CAPITAL |CAPITAL |SMALL |TURNED )*([A-Z])(?: WITH .*)?"
)
# Where a new word begins within one: “SiteAdmin”.
_HUMP = late_pattern(r"(?<=[a-zà-öø-ÿа-яђјљњћџё])(?=[A-ZÀ-ÖØ-ÞА-ЯЂЈЉЊЋЏЁ])")
_REPEATED = late_pattern(r"(.)\1+")
_WORD = late_pattern(r"[^\W_]+")


def readings(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of a name in each way that it may be read.

    By the look of its letters or by their sound, with digits and signs read as letters or not.
    """
    parted = _HUMP.sub(" ", unicodedata.normalize("NFKC", name).replace(_TATWEEL, ""))
    ways = {as_seen(parted)}
    if not parted.isascii():
        ways.add(_as_heard(parted))
    if not parted.isascii() and _CYRILLIC.search(parted):
        ways.add(_as_heard(parted.translate(_AS_CYRILLIC)))
    for letters in sorted(ways):
        yield _words(letters.translate(_STROKES))
        if "8" in letters:
            yield _words(letters.replace("8", _HEARD_EIGHT).translate(_STROKES))
        if not letters.isalpha():  # Or it would be the first reading again.
            yield _words("".join(each if each.isalpha() else " " for each in letters))


def as_seen(text: str) -> str:
    """Return a text with the letters that its signs look like."""
    return text.lower() if text.isascii() else "".join(map(_plain, text))


def _as_heard(text: str) -> str:
    return "".join(map(_plain, to_latin(text).translate(_GREEK)))


def _words(letters: str) -> tuple[str, ...]:
    folded = letters.replace("l", "i")
    for pair, letter in _PAIRS:
        folded = folded.replace(pair, letter)
    return tuple(_REPEATED.sub(r"\1", word) for word in _WORD.findall(folded))


@cache
def _plain(sign: str) -> str:
    """Return the small Latin letter that a sign looks like, or the sign itself."""
    if sign.isascii():
        return sign.lower()
    if meant := _FOR_THE_LOOK.get(sign.lower()):
        return meant
    base = unicodedata.normalize("NFKD", sign)[0]
    for each in (sign, base, base.upper()):
        if found := _looked_up(each):
            return found
    return "" if unicodedata.combining(sign) else base.casefold()


def _looked_up(sign: str) -> str | None:
    if sign in _LETTERS:
        return sign.lower()
    if len(sign) == 1 and sign in _table():
        return _table()[sign]
    named = _BY_NAME.fullmatch(unicodedata.name(sign, "")) if len(sign) == 1 else None
    return named[1].lower() if named else None


@cache
def _table() -> dict[str, str]:
    """Return which signs look like which letter or digit."""
    signs = {sign for sign in map(chr, range(LAST_PLANE)) if unicodedata.category(sign)[0] in "LNS"}
    alike = Homoglyphs.get_table(signs)
    # Letters last: what looks like a digit and a letter is read as the letter.
    return {
        each: letter.lower()
        for letter in string.digits + string.ascii_uppercase + string.ascii_lowercase
        for each in alike[letter]
        if not each.isascii()
    }
