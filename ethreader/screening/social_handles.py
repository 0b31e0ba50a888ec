"""Profiles of networks and messengers: @ana_85, t.me/ana, “my Insta: ana.p”, “Viber 123 456”.

“@Ana, thank you” is how readers speak to each other beneath an article, and names nobody's profile;
“write to @Ana” and “FB: Ana Petrović” do.
"""

import re
from collections.abc import Iterator

from ethreader.base.late_patterns import late_pattern
from ethreader.screening.networks import HANDLE as _HANDLE
from ethreader.screening.networks import NETWORK as _NETWORK
from ethreader.screening.sought_profiles import sought_profiles_in
from ethreader.screening.traced import Span

# With a sign in its midst that no name of a commenter has: of these, a dot ends no sentence.
_TELLING = r"(?=[\w.]*(?:\d|_|\w\.[a-z\d]))"
_AT = late_pattern(
    rf"(?<![\w.@/&+-])@(?!\w+\.(?:com|org|net|rs|de|at|hr)\b){_TELLING}{_HANDLE}"
    r"|(?<![\w.@/&+-])@[\w.]{2,30}@[\w-]+(?:\.[\w-]+)+",
)
_NAMED = late_pattern(
    # Insta: ana_p, IG @ana, Telegram je anap85
    rf"(?<![\w.@/])(?:{_NETWORK})\b(?: (?:profil\w*|nalog|name|nick|user ?name|account|handle|id))?"
    rf"(?:\s*[:=–-]\s*|\s+(?:(?:mi|joj|mu|von ihr|von ihm|of hers|of her) )?(?:is|je|ist|als|as"
    rf"|kao|unter|under)\s+|\s+)"
    rf"(?:@(?!\w+\.(?:com|org|net)\b){_HANDLE}|{_TELLING}[A-Za-z_][\w.]{{3,29}}(?<!\.)(?!\w))",
    re.IGNORECASE,
)
# My Insta: anapetrovic
_MINE = late_pattern(
    rf"\b(?:my|mein|meine?[mn]?|moj[ai]?|мој[аи]?|our|add me on|find me on|find[ea]t? mich auf"
    rf"|nađi me na|dodaj me na|на[ђд]и ме на|додај ме на)\s+{_NETWORK}"
    rf"(?: (?:profil|nalog|name|nick|account))?\s*[:=]\s*@?[\w.]{{4,30}}(?<!\.)",
    re.IGNORECASE,
)
_NO_PERSONS = (
    r"(?:p|reel|reels|explore|stories|tv|events?|groups?|watch|sharer\w*|share|hashtag|search|home"
    r"|intent|login|help|about|legal|policies|privacy|terms|settings|i|policy|business|ads|gaming"
    r"|marketplace|pages|permalink\.php|story\.php|photo\w*|videos?|joinchat|s|company|school|jobs"
    r"|feed|discover|tag|music|channel|c)"
)
_NO_POST = r"(?!/?(?:status|posts?|videos?|photos?|reels?|p|events?)(?:/|\b))"
_LINK = late_pattern(
    rf"(?<![\w.-])(?:https?://)?(?:www\.|m\.|[a-z]{{2}}-[a-z]{{2}}\.)?(?:"
    rf"(?:t\.me|telegram\.me|instagram\.com|instagr\.am|facebook\.com|fb\.com|fb\.me|m\.me"
    rf"|twitter\.com"
    rf"|x\.com|vk\.com|onlyfans\.com)/(?!{_NO_PERSONS}(?:[/?#.\s]"
    rf"|$))@?[\w.+-]{{3,}}(?<![.])\b{_NO_POST}"
    rf"|(?:tiktok\.com|threads\.net|threads\.com|youtube\.com)/@[\w.-]{{2,}}\b(?!/video)"
    r"|snapchat\.com/add/[\w.-]{2,}|linkedin\.com/in/[\w%-]{2,}|ok\.ru/profile/\d+"
    r"|skype: ?live:[\w.]+|signal\.me/#\S{4,}|bsky\.app/profile/[\w.-]{3,}"
    r"|join\.skype\.com/invite/\w+"
    r"|instagram\.com/stories/[\w.]{3,}|facebook\.com/profile\.php\?id=\d+)",
    re.IGNORECASE,
)
_MESSENGER = (
    r"(?:viber\w{0,2}|vajber\w{0,2}|whats ?app?\w?|vacap\w?|вибер\w{0,2}|вајбер\w{0,2}|вацап\w?"
    r"|signal|telegram|imo|botim)"
)
_CALLED = late_pattern(
    rf"\b{_MESSENGER}[ ,:–-]{{0,3}}(?:(?:me|mir|mi|na|auf|on|at|unter|broj\w?|number|nummer|nr|no"
    rf"|br"
    rf"|на|број)\.?[ ,:–-]{{0,3}}){{0,3}}(?P<number>\d[\d /–-]{{4,}}\d)(?!\d)",  # noqa: RUF001
    re.IGNORECASE,
)
_FEWEST_DIGITS = 6
_AMOUNT = late_pattern(r"[1-9]\d{0,2}(?: \d{3})+|(?:19|20)\d\d[ /–-]+(?:19|20)?\d\d|\d+ [–-] \d+")
# Without any of these no text holds one: most have none, and need no further look.
_HINTS = (
    *("@", ".me/", ".com/", ".am/", ".net/", ".ru/", ".app/", "insta", "telegram", "snap", "tik"),
    *("facebook", "fejsbuk", "twitter", "viber", "vajber", "whats", "vacap", "signal", "discord"),
    *("skype", "skajp", "linkedin", "mastodon", "threads", "bluesky", "botim", "инста", "телеграм"),
    *(
        "fejs",
        "insti",
        "фејс",
        "инсти",
        "snep",
        "снеп",
        "тик",
        "фејсбук",
        "твитер",
        "вибер",
        "вајбер",
        "вацап",
        "скајп",
    ),
)
_WORD = late_pattern(r"\w+")
_SHORT_HINTS = frozenset({"ig", "tg", "fb", "vk", "фб", "imo"})


def may_hold_handle(plain: str) -> bool:
    """Tell whether to look for a profile in a text; in most texts there is no sign of one."""
    lowered = plain.lower()
    return any(map(lowered.__contains__, _HINTS)) or _has_short_hint(lowered)


def handles_in(plain: str) -> Iterator[Span]:
    """Yield where the profiles of persons stand."""
    if not may_hold_handle(plain):
        return
    for pattern in (_AT, _NAMED, _MINE, _LINK):
        yield from (found.span() for found in pattern.finditer(plain))
    yield from sought_profiles_in(plain)
    for found in _CALLED.finditer(plain):
        number = found["number"]
        if sum(map(str.isdigit, number)) >= _FEWEST_DIGITS and not _AMOUNT.fullmatch(number):
            yield found.span()


def _has_short_hint(lowered: str) -> bool:
    return any(map(lowered.__contains__, _SHORT_HINTS)) and not _SHORT_HINTS.isdisjoint(
        _WORD.findall(lowered)
    )
