"""Emails and phone numbers in what somebody wrote, as people write them, and write around them.

Plain rules and no library: those for phone numbers take “08.05.1945” and “No. 064/2019” for numbers
of Austria and Germany, and nothing here has to be dialled. What is doubtful is no number.
"""

import re
import string

import regex

from ethreader.i18n.serbian import to_latin
from ethreader.screening.plain_signs import plain_signs

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
    re.compile(pattern, re.IGNORECASE)
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
_LOUD = re.compile(r"(?<![\w.@/+-])[a-z0-9.+_-]+ AT [a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b")
# Names of social networks, and no emails: @ana@mastodon.social, @ana.petrovic
_HANDLE = re.compile(
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
_WORD_IN_SIGNS = re.compile(
    r"[(\[{<«„“\"'*|]\s*(?:at|ät|ат|et|a|bei|kod|ет|код)\s*[)\]}>»”“\"'*|]|-\s?at\s?-"
)
_DOTTED_I = str.maketrans("İı", "ii")  # Which are read as an “i” by those who ignore the case.
# What stands in the midst of every email; most texts have little of it.
_HINT = re.compile(rf"{_AT}|(?:\b|_)(?:{_SAID_AT}|na|на|bei)(?:\b|_)", re.IGNORECASE)
# “a n a @ e x a m p l e . o r g”
_SPACED = re.compile(r"(?<=(?<!\S)\S) (?=\S(?!\S))")
AROUND = 80  # Characters of an email on either side of it.
MANY_HINTS = 20  # Then to look through all of it takes less.

FEWEST_DIGITS = 8  # Of a number that can be called.

_GAP = r"[-–—./()·•|*~_ ]{0,3}"
_NUMBER = re.compile(
    rf"""
    (?<![\w§€$£%+/–-])(?<!\d[.,:])
    (?: (?P<abroad>\+{_GAP}[1-9]|00{_GAP}[1-9]) (?:{_GAP}\d){{8,14}}
      | \(?0\)?[ ]?\(?[1-9] (?:{_GAP}\d){{7,10}}
      | (?:38[1-9][ ]?6|43[ ]?6[5-9]\d|49[ ]?1[5-7]\d) (?:{_GAP}\d){{7,9}} )  # Mobile ones.
    (?!\d|[-–./ ]{{1,2}}[1-9]\d\d|[.,]\d|[ ]?(?:€|%|EUR|RSD|USD|CHF|KM\b|dinar|evra|Euro))
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Dates, numbers of a year (“064/2019”) and degrees (“+48.2081743”); times as timetables write them.
_DATE = re.compile(
    r"(?<!\d)\d{1,2}[./-] ?\d{1,2}[./-] ?(?:19|20)?\d\d(?!\d)|/(?:19|20)\d\d(?!\d)"
    r"|^(?:0[1-9]|[12]\d|3[01]) (?:0[1-9]|1[0-2]) (?:19\d|20[0-2])\d\b|^\+\d{1,3}\.\d{4,}$"
    r"|^\d\d[./](?:19|20)\d\d ?[-–—] ?\d\d[./](?:19|20)\d\d$"
)
_HOUR = r"(?:[01]\d|2[0-4])"
_ROW_OF_TIMES = re.compile(  # 07-15 15-23, 02.15 03.20 04.25, 01/20 02/20 03/20
    rf"(?:{_HOUR}[-–]{_HOUR} ?){{2,}}|(?:{_HOUR}\.[0-5]\d ?){{3,}}|(?:(?:0\d|1[0-2])/\d\d ?){{3,}}"
)
# Links that open a call.
_MESSENGER = re.compile(
    r"\bwa\.me/\+?\d{8}|\b(?:whatsapp|viber)\S{0,30}(?:phone|number)=(?:%2B|\+)?\d{8}",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d|2400")
_PLACEHOLDER = re.compile(r"0123456789|1234567890|0{5}|9{7}")
_GROUPS = re.compile(r"\d+")
# What stands before a number that is none of a phone; Cyrillic as Latin letters.
_NUMBERED = (
    r"case|application|app\.|docket|invoice|account|order|ticket|passport|ref\.|reference|serial"
    r"|customer|tracking|member(?:ship)?|policy|contract|item|part|model|reservation|booking"
    r"|predmet|rešenje|pasoš|račun|porudžbin\w|narudžb\w+|faktura|ličn\w+ kart\w|karton|dosije"
    r"|Rechnungs?|Konto|Kto|Geschäfts|Bestell(?:ung|ungs)?|Serien|Sendungs|Versicherungs|SV|Fall"
    r"|Sozialversicherungs|Poli(?:c|z|zz)en|Matrikel|Kunden|Vertrags|Mitglieds|Auftrags|Artikel"
    r"|Akten|Steuer|St\.|Firmenbuch|Ausweis|(?:Reise)?pass|Buchungs|Vorgangs|Registrierungs"
)
_OTHER_NUMBER = re.compile(
    r"(?:§|\bS/N|\b(?:ISBN(?:-1[03])?|ISSN|IBAN|DOI|arXiv|JMBG|OIB|PIB|UID|ZVR(?:-Zahl)?|EAN|IMEI"
    r"|Art\.|Az\.|GZ|Aktenzahl|Aktenzeichen|Kontonummer|ZIP|PLZ|PIN|TAN|passcode|Kenncode"
    r"|meeting[ -]ID|ličn\w+ kart\w|porudžbin\w|narudžb\w+)"
    rf"|\b(?:{_NUMBERED})[\s-]*(?:(?:no|nr|br|broj|number|nummer|zahl|num)\b\.?|#)"
    r"|\b(?:serijski|matični|poštanski|registarski) broj"
    r"|\bbroj (?:porudžbine|narudžb\w+|računa|pošiljke|pasoša|ličn\w+ karte|predmeta|ugovora"
    r"|polise|kartice|dosijea|fakture|rešenja))[\s:.]*$",
    re.IGNORECASE,
)
_IBAN = re.compile(r"\b[A-Z]{2}\d\d(?: ?[\dA-Z]{4}){3,7}(?: ?\d{1,4})?\b")
_ISBN = re.compile(r"0[- ]\d{2,7}[- ]\d{1,6}[- ]\d")


def has_email(text: str) -> bool:
    """Tell whether somebody could be written to who is named in `text`."""
    plain = _SPACED.sub("", plain_signs(text))
    if not _may_hold_email(plain):
        return False
    plain = _HANDLE.sub(" ", _FULL_STOP.sub(". ", plain))
    hints = [found.start() for found in _HINT.finditer(plain)]
    if len(hints) > MANY_HINTS:
        return _is_email(plain)
    return any(_is_email(plain[max(at - AROUND, 0) : at + AROUND]) for at in hints)


def has_phone_number(text: str) -> bool:
    """Tell whether somebody could be called who is named in `text`."""
    plain = plain_signs(text)
    if sum(map(plain.count, string.digits)) < FEWEST_DIGITS:
        return False
    plain = _IBAN.sub(" ", plain)
    return _MESSENGER.search(plain) is not None or any(
        _is_phone_number(found[0], before=plain[max(found.start() - 40, 0) : found.start()])
        for found in _NUMBER.finditer(plain)
    )


def _may_hold_email(plain: str) -> bool:
    lowered = plain.translate(_DOTTED_I).lower() if not plain.isascii() else plain.lower()
    return (
        any(word in lowered for word in _WORDS)
        or " AT " in plain
        or _WORD_IN_SIGNS.search(lowered) is not None
    )


def _is_email(part: str) -> bool:
    return any(pattern.search(part) for pattern in (*_EMAILS, _LOUD))


def _is_phone_number(number: str, *, before: str) -> bool:
    groups = _GROUPS.findall(number)
    values = [int(group) for group in groups]
    is_a_list = len(groups) > 3 and values == sorted(set(values)) and max(values) < 100
    are_times = all(map(_TIME.fullmatch, groups)) or _ROW_OF_TIMES.fullmatch(number)
    is_another = _DATE.search(number) or _PLACEHOLDER.search("".join(groups)) or _is_isbn(number)
    return not (is_a_list or are_times or is_another or _OTHER_NUMBER.search(to_latin(before)))


def _is_isbn(number: str) -> bool:
    """Tell whether the last digit is the one that the others of a book's number lead to."""
    digits = map(int, re.sub(r"\D", "", number))
    weighed = sum(weight * digit for weight, digit in zip(range(10, 0, -1), digits, strict=False))
    return _ISBN.fullmatch(number) is not None and weighed % 11 == 0
