"""What the filter looks at beside words: how a text is made, and what kinds of words it has.

A kind stands for words of every language here, so that what was learned of one holds for others.
"""

import regex

from ethreader.screening.spelling import meant_word

LINK = regex.compile(
    r"(?:https?://|www\.)[^\s<>\"')\]]+"
    r"|(?<![\w@.])(?:[a-z0-9-]+\.)+(?:com|net|org|info|biz|ly|me|tk|ru|pl|co|tv|io|us|gl|be|shop|xyz|club"
    r"|online|site|top|rs|de|at|ba|hr)\b(?:/[^\s<>\"')\]]*)?",
    regex.IGNORECASE,
)
MAY_HAVE_LINK = regex.compile(r"\w\.\w|://")  # Quicker to tell, of most texts.
_HOST = regex.compile(r"(?:https?://)?(?:www\.)?([^/?#:]*)", regex.IGNORECASE)

KINDS: dict[str, frozenset[str]] = {
    name: frozenset(map(meant_word, words.split()))
    for name, words in {
        "call": "check chek checkout visit click clik subscribe subscribed subscribers subscriber subscribes sub"
        " subs follow folow join watch share buy order download add view vote support signup register try"
        " listen contact text call donate like install invite abonniert abonniere abonnieren besucht besuche"
        " klick klickt klicke kauft kaufe bestellen bestellt teilt schaut folgt folge melde pretplati"
        " pretplatite pretplata pogledajte pogledaj kliknite klikni posetite poseti pratite zaprati zapratite"
        " kupite kupi narucite naruci prijavite podelite podeli",
        "own": "channel channels chanel chanell page pages video videos vid vids cover covers music song songs"
        " beat beats mixtape album playlist website site blog store shop app tutorial tutorials remix rap"
        " fanpage group account profile profil kanal kanala kanalu stranicu stranica sajt sajta seite webseite"
        " gruppe grupa shopu prodavnica",
        "money": "money cash free win won winner prize gift giveaway earn earning income profit profits paid paypal"
        " bitcoin crypto invest investment loan loans credit casino bet bonus discount cheap price sale deal offer"
        " dollars dollar euro euros iphone ipad card cards viagra cialis pills seo geld gratis kostenlos gewinn"
        " gewinnen verdienen verdienst kredit rabatt angebot novac para zarada zaradite zaraditi besplatno"
        " kredita popust akcija ponuda kazino kladionica pozajmica pozajmice",
        "mine": "my our mine mein meine meinen meinem unser unsere moj moja moje moju mog nas nase nasu",
        "promise": "guys guaranteed guarantee promise thumbs amazing awesome hurry now limited today instantly easy"
        " fast secret sofort garantiert jetzt odmah garantovano lako brzo",
        "told": "remember felt feel grew cried crying lost family mother father sister brother daughter son"
        " speaker talk article panel event lecture victims survivors trafficking police court law mutter vater"
        " vortrag artikel podium opfer polizei gericht govor predavanje panel tekst zrtve policija sud",
    }.items()
}  # fmt: skip


def host_of(link: str) -> str:
    """Return the words of where a link leads: the rest of it is rarely the same twice."""
    found = _HOST.match(link)
    return found[1] if found else ""


def shape_of(text: str, *, links: int, linked: int, words: list[str]) -> list[str]:
    """Return how a text is made: `links` of `linked` characters in all, and these words."""
    letters = sum(map(str.isalpha, text)) or 1
    loud = sum(map(str.isupper, text)) / letters
    digits = sum(map(str.isdigit, text)) / (len(text) or 1)
    shapes = {
        "link": links > 0,
        "links": links > 1,
        "bare": linked * 2 > len(text),
        "handle": "@" in text,
        "tag": "#" in text,
        "code": "<" in text or "=" in text,
        "loud": loud > 0.5 and letters > 8,
        "capitals": 0.15 < loud <= 0.5 and letters > 20,
        "digits": digits > 0.1,
        "money sign": "$" in text or "€" in text or "%" in text,
        "exclaiming": "!!" in text,
        "asking": "?" in text,
        "arrow": ">>" in text or "->" in text or "→" in text or "👉" in text or "▶" in text,
        f"length {min(len(words).bit_length(), 7)}": True,
        "one line": "\n" not in text,
    }
    kinds = [kind for kind, members in KINDS.items() if not members.isdisjoint(words)]
    begins = [f"begins {kind}" for kind in kinds if words and words[0] in KINDS[kind]]
    both = [f"{a} + {b}" for a in kinds for b in kinds if a < b]
    return [*(name for name, is_so in shapes.items() if is_so), *kinds, *begins, *both]
