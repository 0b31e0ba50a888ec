"""Names in which the site seems to speak: moderators, the editors, the organisations behind it.

Whole words alone count, as they are read: “Badminton Anna” is nobody's office.
"""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from ethreader.base.invisible import clean_line
from ethreader.base.late_patterns import late_pattern
from ethreader.screening.lookalikes import readings

# Those of English, German, Serbian and a few more languages; Cyrillic is heard, accents and double
# letters are folded.
OFFICES = (
    *("moderator", "moderators", "moderation", "moderating", "mod", "mods", "comod"),
    *("admin", "admins", "administrator", "administrators", "administration", "sysadmin"),
    *("official", "officially", "editor", "editors", "editorial", "staff", "webmaster"),
    *("organiser", "organisers", "organizer", "organizers", "site owner", "help desk"),
    *("moderatorin", "moderatoren", "moderatorinnen", "moderationsteam", "moderator*in"),
    *("administratorin", "administratoren", "administratorinnen", "adminteam", "modteam"),
    *("offiziell", "offizielle", "offizieller", "offizielles", "redaktion", "redaktionsteam"),
    *("organisator", "organisatorin", "organisationsteam", "pressestelle", "websiteteam"),
    *("community manager", "site manager", "moderatorica", "administratorica", "urednice"),
    *("redakteur", "redakteurin", "veranstalter", "veranstalterin", "seitenbetreiber"),
    *("moderatorka", "moderatori", "moderatorke", "moderacija", "moderatorski tim"),
    *("administratorka", "administratori", "administracija", "redakcija", "uredništvo", "uprava"),
    *("urednik", "urednica", "urednici", "zvanično", "zvanični", "zvanična", "zvaničan"),
    *("službeno", "službeni odgovor", "organizator", "organizatorka", "organizatori"),
    *("chefredaktion", "chefredakteur", "chefredakteurin", "betreiber", "betreiberin"),
    *("webseitenbetreiber", "seitenadministration", "veranstalterinnen", "veranstaltungsteam"),
    *("eventteam", "event team", "kommentarmoderation", "kundenservice", "organisationskomitee"),
    *("organising team", "organizing team", "organising committee", "organizing committee"),
    *("organizacioni odbor", "verified"),
    *("customer service", "customer support", "tech support", "technical support"),
    *("system message", "systemnachricht", "seitenadmin", "websitebetreiber", "webteam"),
    *("pressesprecher", "pressesprecherin", "presseteam", "orgateam", "kundendienst"),
    *("tim moderatora", "urednički tim", "korisnička podrška", "tehnička podrška"),
    *("služba za podršku", "tim organizatora", "administrateur", "administratrice"),
    *("administrador", "amministratore", "redazione", "rédaction", "redacción", "beheerder"),
    *(
        "uređivački tim",
        "urednički odbor",
        "službeni profil",
        "službeni nalog",
        "službena stranica",
    ),
    *("služba podrške", "podrška sajta", "podrška stranice", "tim za podršku", "osoblje sajta"),
    *("vlasnik sajta", "vlasnica sajta", "voditelj stranice", "voditeljica stranice"),
    *("koordinator foruma", "koordinatorka foruma", "seitenverwaltung", "webseitenverwaltung"),
    *("verwaltung der seite", "kundensupport", "technischer support", "technischer dienst"),
    *("customer care", "site management", "press office", "press team", "community team"),
    *("trust and safety", "safety team", "security team", "sicherheitsteam", "tim za bezbednost"),
    # Of readers who write Arabic, French, Italian, Spanish or Russian.
    *("المشرف", "المشرفة", "المشرفون", "مشرف الموقع", "مشرفة الموقع", "الإدارة", "إدارة الموقع"),
    *(
        "مدير الموقع",
        "فريق الإشراف",
        "فريق الموقع",
        "فريق الدعم",
        "حساب رسمي",
        "المنظم",
        "المنظمون",
    ),
    *("管理员", "管理員", "版主", "管理者", "관리자", "운영자", "הנהלת האתר", "מנהל האתר"),
    *("هيئة التحرير", "modérateur", "modératrice", "moderatore", "moderador", "редактор"),
    *("редакция", "модерация", "модераторы", "администрация", "официально", "официальный"),
)
# Offices where nothing else stands beside them; “Team Lisa” and “Support your sister” are none.
ALONE = (
    *("team", "the team", "our team", "site team", "support", "support team", "the support"),
    *("das team", "unser team", "team der seite", "der support", "tim sajta", "naš tim"),
    *("podrška", "the organisation", "the organization", "die organisation", "organizacija"),
    *("the site", "this site", "system", "host", "the hosts", "owner", "root", "sistem", "orga"),
    *("police", "the police", "polizei", "die polizei", "policija", "mup", "interpol", "europol"),
    *("مشرف", "مشرفة", "إدارة", "المدير", "الدعم", "رسمي"),
)
# Whatever stands before and behind: German puts words together, other languages end them otherwise.
STEMS = ("moderator", "moderation", "administrator", "redaktion", "redakcij", "webmaster")
# What is put together from several words is as long as this: “Mo D.” is a person.
JOINED = 5
_SHORTEST_ACRONYM = 3
_ON_THEIR_HEADS = str.maketrans("pdunqbwWɯ", "dpnubqmMm")  # noqa: RUF001
_PARTS = late_pattern(r"\s+[-–—|]\s+|:\s|\s*[()]")


def speaks_officially(name: str, official: Iterable[str] = ()) -> bool:
    """Tell whether a name reads like one in which the site, or who is behind it, speaks.

    `official` are their names.
    """
    seen = clean_line(name) or ""
    offices, alone, stems = _known()
    names = _names_of(tuple(official))
    for words in readings(seen):
        if "".join(words) in alone or any(_is_among(run, names) for run in _runs(words)):
            return True
        if any(map(" ".join(words).__contains__, stems)):
            return True
    # Some signs turn a text round, and some letters stand on their heads.
    backwards = "".join(seen[::-1].split())
    is_too_short = backwards.isascii() and len(backwards) < JOINED
    return not is_too_short and any(
        "".join(words) in offices
        for turned in (backwards, backwards.translate(_ON_THEIR_HEADS))
        for words in readings(turned)
        if _is_long(words)
    )


def _parts(name: str) -> Iterator[str]:
    """Yield a name and what else they are called who are called “ASTRA – Anti Trafficking Action”.

    A second part that is a word of every day, such as a country, is nobody's name; an acronym is.
    """
    first, *others = _PARTS.split(name)
    yield from {name, first}
    yield from (part for part in others if part.isupper() or (" " in part and len(part) > 9))
    if name.isupper():  # “LEFÖ-IBF”
        yield from (part for part in name.split("-") if len(part) >= _SHORTEST_ACRONYM)


@cache
def _known() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    return _joined(OFFICES), _joined(ALONE), _joined(STEMS)


@lru_cache(maxsize=64)
def _names_of(official: tuple[str, ...]) -> frozenset[str]:
    """Return offices, and the names of those who stand behind the site, as they are read."""
    return _known()[0] | _joined(tuple(part for each in official for part in _parts(each)))


def _joined(names: tuple[str, ...]) -> frozenset[str]:
    """Return names as they are read, without blanks: “B92” with its number, or “B.” would be it."""
    return frozenset().union(*map(_kept_readings, names)) - {""}


def _kept_readings(name: str) -> set[str]:
    bare = "".join(each for each in name if not each.isdigit())
    return _read(name) if bare == name else _read(name) - _read(bare)


def _read(name: str) -> set[str]:
    return {"".join(words) for words in readings(name)}


def _runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield all words that stand in a row."""
    for begin in range(len(words)):
        for end in range(begin + 1, len(words) + 1):
            yield words[begin:end]


def _is_among(run: tuple[str, ...], names: frozenset[str]) -> bool:
    is_one = len(run) == 1 or all(len(word) == 1 for word in run)
    return (is_one or _is_long(run)) and "".join(run) in names


def _is_long(words: tuple[str, ...]) -> bool:
    return sum(map(len, words)) >= JOINED
