"""Emails in what somebody wrote, as people write them, and write around them; and phone numbers."""

import re
from collections.abc import Iterator

import regex

from ethreader.base.late_patterns import late_pattern
from ethreader.screening.phone_numbers import phone_numbers_in
from ethreader.screening.plain_signs import plain_signs
from ethreader.screening.traced import Span

# Words of every day, in brackets: with a blank on both sides or on none, unlike “mogao(a) bih”.
_WORD_AS_AT = r"[(\[{<]\s*(?:et|a|bei|kod|ет|код)\s*[)\]}>]"
_AT = (
    r"(?:@{1,2}|(?<=\s)(?:majmun(?:če)?|мајмун(?:че)?|ludo a|klammeraffe)(?=\s)"
    r"|(?<=\s)-+\s?at\s?-+(?=\s)|[(\[{<]\s*(?:@|at|ät|ат)\s*[)\]}>]"
    rf"|(?<=\s){_WORD_AS_AT}(?=\s)|(?<=\w){_WORD_AS_AT}(?=\w)"
    r"|[«„“\"'*|]{1,2}(?:@|at|ät|ат)[»”“\"'*|]{1,2})"
)
_DOT = r"(?:\.|[(\[{<«„“\"'*|]{1,2}\s*(?:\.|dot|punkt|tačka|tacka|тачка)\s*[)\]}>»”“\"'*|]{1,2})"
_SAID_AT = r"(?:at|ät|et|majmun|мајмун|ет|klammeraffe)"
_ON = rf"(?:{_SAID_AT}|na|на|bei)"
_SAID_DOT = r"(?:dot|punkt|tačka|tacka|тачка)"
# Names of mailboxes for everybody, after which nobody needs a dot.
_MAILERS = r"gmail|googlemail|yahoo|gmx|hotmail|outlook|icloud|protonmail|proton|yandex|aol"
_PROVIDERS = rf"(?:{_MAILERS}|live|web)"
# “I have an account at gmail.com”: words before a provider that are nobody's name.
_NO_NAMES = (
    r"(?:accounts?|e?-?mails?|mejl\w*|look\w*|adress?e?[an]?|address|konto|nalog\w*|profil\w*|inbox|postfach"
    r"|write|contact|work\w*|arbeite\w*|gearbeitet|were|been|only|here|there|user|waren|sind|habe\w*"
    r"|auch|imam\w*|ima[lmtš]\w*|bila|bili|samo|jesam|sandu\w*)"
)
_ENDINGS = r"(?:com|org|net|info|edu|eu|rs|hr|ba|si|de|at|ch|uk|mk|me|срб)"  # noqa: RUF001 - the Serbian ending
# Those that are no word, after a full stop, of a language here.
_SURE_ENDINGS = r"(?:com|org|net|edu|rs|hr|mk|uk|срб)"  # noqa: RUF001
_LAST = rf"(?:\s+{_DOT}\s*{_ENDINGS}|\s*{_DOT}\s+{_SURE_ENDINGS})"
_LOCAL = r"(?<![\w.@/+-])[\w.+*-]*\w"
_LABEL = r"[\w-]+"
_EMAILS = tuple(
    late_pattern(pattern, re.IGNORECASE)
    for pattern in (
        # ana@example.org, ana @ example.org, ana (at) example (dot) org
        rf"{_LOCAL}\s*{_AT}\s*{_LABEL}(?:\.{_LABEL}|\s*{_DOT}{_LABEL})*{_DOT}[^\W\d_]{{2,}}\b",
        rf"{_LOCAL}\s*{_AT}\s*{_LABEL}(?:\s*{_DOT}\s*{_LABEL})*{_LAST}\b",
        # ana at example dot org; “we met at noon” has no dot
        rf"{_LOCAL}(?:\s+{_SAID_AT}\s+|\s*{_AT}\s*){_LABEL}(?:\s+{_SAID_DOT}\s+[\w-]{{2,}})+\b",
        rf"{_LOCAL}@{_LABEL},{_ENDINGS}\b",
        # ana@gmail; ana.p85 at gmail.com, as no word is spelt
        rf"{_LOCAL}\s*{_AT}\s*{_PROVIDERS}\b",
        rf"(?<![\w.@/+-])(?=\w*[\d._])[\w.]+\w\s+{_ON}\s+(?:{_MAILERS})\b",
        # jelena na yahoo.com
        rf"(?<![\w.@/+-])(?!{_NO_NAMES}\b)[\w.]{{4,}}\s+{_ON}\s+{_PROVIDERS}\s?\.\s?{_ENDINGS}\b",
        rf"\w([_#=~/+-])at\1{_PROVIDERS}\b",
    )
)
# “ana AT example.org”: loud where the rest is not.
_LOUD = late_pattern(r"(?<![\w.@/+-])[a-z0-9.+_-]+ AT [a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b")
# Names of social networks, and no emails: @ana@mastodon.social, @ana.petrovic
_HANDLE = late_pattern(
    rf"(?<!\w)@[\w.]+@[\w.-]+|(?<!\S)@(?![\w.-]*\.{_ENDINGS}\b|{_PROVIDERS}\b)\w+(?:\.\w+)+",
    re.IGNORECASE,
)
# Of those who write no blank behind it: “Treffen@Wien.Danke”
_FULL_STOP = regex.compile(
    rf"(?<=[\p{{L}})])\.(?!(?i:{_ENDINGS})\b)(?=\p{{Lu}}\p{{Ll}}+\b(?!\.\w))"
)

# Without any of these no text holds an email: most have none, and need no further look.
_WORDS = (
    *("@", "majmun", "мајмун", "ludo a", "klammeraffe", "dot", "punkt", "tačka", "tacka", "тачка"),
    *f"{_MAILERS}|live|web".split("|"),
)
_WORD_IN_SIGNS = late_pattern(
    r"[(\[{<«„“\"'*|]\s*(?:at|ät|ат|et|a|bei|kod|ет|код)\s*[)\]}>»”“\"'*|]|-\s?at\s?-"
)
_DOTTED_I = str.maketrans("İı", "ii")  # Which are read as an “i” by those who ignore the case.
# What stands in the midst of every email; most texts have little of it.
_HINT = late_pattern(rf"{_AT}|(?:\b|_)(?:{_SAID_AT}|na|на|bei)(?:\b|_)", re.IGNORECASE)
# “a n a @ e x a m p l e . o r g”
SPACED = late_pattern(r"(?<=(?<!\S)\S) (?=\S(?!\S))")
_ONE_SIGN = late_pattern(r" \S(?!\S)")  # Stands behind each of those gaps, and in few texts.
AROUND = 80  # Characters of an email on either side of it.
MANY_HINTS = 20  # Then to look through all of it takes less.


def has_email(text: str) -> bool:
    """Tell whether somebody could be written to who is named in `text`."""
    return next(emails_in(closed_up(plain_signs(text))), None) is not None


def has_phone_number(text: str) -> bool:
    """Tell whether somebody could be called who is named in `text`."""
    return next(phone_numbers_in(plain_signs(text)), None) is not None


def closed_up(plain: str) -> str:
    """Return a text with words whose letters stand far apart as words."""
    return SPACED.sub("", plain) if _ONE_SIGN.search(plain) else plain


def emails_in(plain: str) -> Iterator[Span]:
    """Yield where emails stand in a text of plain signs, some of them more than once."""
    if not may_hold_email(plain):
        return
    plain = _FULL_STOP.sub(" ", _HANDLE.sub(_blanks, plain))
    hints = [found.start() for found in _HINT.finditer(plain)]
    parts = [(max(at - AROUND, 0), at + AROUND) for at in hints]
    for begin, end in parts if len(hints) <= MANY_HINTS else [(0, len(plain))]:
        for pattern in (*_EMAILS, _LOUD):
            for found in pattern.finditer(plain[begin:end]):
                yield begin + found.start(), begin + found.end()


def may_hold_email(plain: str) -> bool:
    """Tell whether to look for an email in a text; in most texts there is no sign of one."""
    lowered = plain.translate(_DOTTED_I).lower() if not plain.isascii() else plain.lower()
    return (
        any(map(lowered.__contains__, _WORDS))
        or " AT " in plain
        or _WORD_IN_SIGNS.search(lowered) is not None
    )


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])
