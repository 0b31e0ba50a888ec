"""What nobody sees in a text, told by Unicode's own tables, and taken out where it does no good.

What is typed is mended in silence: people paste such signs without knowing. What is seen stays
as it was typed.
"""

import unicodedata

import regex

LONGEST = 20_000  # Characters: no field takes as many, and whoever sends them makes others wait.

# Draw nothing, although no property says so: Braille without dots, a note without a head.
BLANKS = "\u2800\U0001d159"

# What Unicode says is not shown, and marks of programs; for a set of `regex`.
_UNSEEN = r"\p{DI}\ufff9-\ufffb"

# Scripts in which ZWNJ and ZWJ change how words are written.
_SCRIPTS = (
    *("Arabic", "Syriac", "Mandaic", "Nko", "Adlam", "Mongolian", "Phags_Pa", "Devanagari"),
    *("Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu", "Kannada", "Malayalam"),
    *("Sinhala", "Khmer", "Myanmar", "Tibetan", "Javanese", "Balinese"),
)
_JOINING = "".join(rf"\p{{{script}}}" for script in _SCRIPTS)

# In this order: what is needed where it stands, and everything else that is not seen.
_HIDDEN = regex.compile(
    rf"""
    (?=[\p{{Cc}}\p{{Cs}}\p{{Noncharacter_Code_Point}}{_UNSEEN}])
    (?:(?P<needed>
        (?<=[[{_JOINING}]--\p{{DI}}])[\u200c\u200d]
      | [\u200c\u200d](?=[[{_JOINING}]--\p{{DI}}])
      | (?<=[\p{{Extended_Pictographic}}\p{{Emoji_Modifier}}]\ufe0f?)\u200d
        (?=\p{{Extended_Pictographic}})                     # Families, flags, professions.
      | (?<=[\p{{Emoji}}\p{{Han}}\p{{Sm}}\p{{So}}])[\ufe00-\ufe0f]
      | (?<=\p{{Han}})[\U000e0100-\U000e01ef]
      | (?<=[\p{{Mongolian}}--\p{{DI}}])[\u180b-\u180d\u180f]
      | (?<=\U0001f3f4)[\U000e0020-\U000e007e]+\U000e007f   # Flags of parts of a country.
      | (?<=\p{{LB=SA}})\u200b(?=\p{{LB=SA}})               # Thai, Khmer: where a line may end.
      | [\u061c\u200e\u200f\u202a-\u202c\u2066-\u2069]      # Directions, but no overrides.
      | [\t\n]
    )
    | .)
    """,
    regex.VERBOSE | regex.VERSION1 | regex.DOTALL,
)
_INK = regex.compile(rf"[[\p{{L}}\p{{N}}\p{{P}}\p{{S}}]--[\p{{DI}}{BLANKS}]]", regex.VERSION1)
_LINE_END = regex.compile(r"\r\n?|[\v\f\x85\u2028]")
# More than any script has; Unicode's own bound for what a program has to put in order.
_TOO_MANY_MARKS = regex.compile(r"(\p{M}{30})\p{M}+")
# On a letter of ours; Hebrew and Thai have more, and need them.
_PILED_MARKS = regex.compile(
    r"[\p{Latin}\p{Greek}\p{Cyrillic}\p{N}\p{P}\p{S}\s]\p{Mn}{3}|[\p{Mn}--\p{ccc=0}]{6}",
    regex.VERSION1,
)
_BLANK_LINES_BEFORE = regex.compile(r"\A(?:\s*\n)?")
_GAPS = regex.compile(rf"[\s\p{{Zs}}{BLANKS}]+")
_DIRECTIONS = regex.compile(r"[\u202a-\u202c\u2066-\u2069]")
_MARKS = regex.compile(r"[\u061c\u200e\u200f]")
_TURNING = regex.compile(f"{_DIRECTIONS.pattern}|{_MARKS.pattern}")
_NO_ROOM = regex.compile(rf"[{_UNSEEN}{BLANKS}]")
_RIGHT_TO_LEFT = regex.compile(r"(?=\p{L})[\p{Bidi_Class=R}\p{Bidi_Class=AL}]")
_PASTED_LATIN = {  # Windows' own signs, such as its apostrophe, read as controls of Latin-1.
    code: bytes([code]).decode("cp1252")
    for code in set(range(0x80, 0xA0)) - {0x81, 0x85, 0x8D, 0x8F, 0x90, 0x9D}
}


def has_visible(text: str) -> bool:
    """Tell whether anything in `text` leaves ink."""
    first = text[:1]
    return (first.isascii() and first.isalnum()) or _INK.search(text) is not None


def has_piled_marks(text: str) -> bool:
    """Tell whether `text` piles up marks on a letter, to look odd or to cover what is around."""
    return not text.isascii() and _PILED_MARKS.search(text) is not None


def is_unseen(sign: str) -> bool:
    """Tell whether a sign leaves no ink and is none of the blanks that people type."""
    return _NO_ROOM.match(sign) is not None


def without_deceptive(text: str) -> str:
    """Return a text without what turns it round or is not seen, but for what its script needs."""
    return _HIDDEN.sub(_needed_upright, text).translate(dict.fromkeys(map(ord, BLANKS)))


def _needed_upright(found: regex.Match[str]) -> str:
    sign = found["needed"] or ""
    return "" if _TURNING.match(sign) else sign


def clean_text(text: str | None) -> str | None:
    """Return a text of several lines without what nobody sees, its letters composed (NFC).

    Ends of lines become one character: browsers send two and count one. What is longer than any
    field takes, and is refused for that, stays as it is.
    """
    if not text or len(text) > LONGEST:
        return text
    plain = text.replace("\r\n", "\n")
    if _is_all_seen(plain.replace("\n", "")):
        return plain
    lines = _LINE_END.sub("\n", text.replace("\u2029", "\n\n")).translate(_PASTED_LATIN)
    seen = _HIDDEN.sub(lambda found: found["needed"] or "", lines)
    return unicodedata.normalize("NFC", _TOO_MANY_MARKS.sub(r"\1", seen))


def without_blank_edges(text: str | None) -> str:
    """Return a text without blank lines around it; its first line may be set in, as in a poem."""
    said = text or ""
    return (_BLANK_LINES_BEFORE.sub("", said) if "\n" in said else said).rstrip()


def clean_line(text: str | None) -> str | None:
    """Return one line, such as a name, without what nobody sees; any gap is one blank."""
    if not text or len(text) > LONGEST or (_is_all_seen(text) and "  " not in text):
        return text
    line = _DIRECTIONS.sub("", clean_text(_GAPS.sub(" ", text)) or "")
    if not _RIGHT_TO_LEFT.search(line):
        line = _MARKS.sub("", line)
    return _GAPS.sub(" ", line)


def _is_all_seen(text: str) -> bool:
    """Tell, at once, of a line of ASCII with nothing to take out; of some others it does not."""
    return text.isascii() and text.isprintable()
