"""Profiles by the name of whom somebody is to look for: “FB: Ana Petrović”, “write to @Ana”."""

import re
from collections.abc import Iterator

import regex

from ethreader.base.late_patterns import late_pattern
from ethreader.screening.networks import HANDLE, NETWORK
from ethreader.screening.traced import Span

# FB: Ana Petrovic, “on Facebook as Ana”, “na fejsu kao Ana P.”
_CAPITALISED = r"\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?"
_NAMED_THERE = regex.compile(
    rf"(?<![\w.@/])(?i:{NETWORK}|fejsu?|фејсу?|fb[- ]?profil|insti|инсти|snepu?|netlog)\b"
    rf"(?i:[ -](?:profil\w*|nalog\w*|name|nick|user ?name|account|ime|konto|seite|page|stranica))?"
    rf"(?:\s*(?:[:=>]|->|–)\s*(?P<name>{_CAPITALISED} {_CAPITALISED})"
    rf"|,?(?: (?:je|is|ist|se|zove|ona|she|sie|heisst|heißt|registrovana"
    rf"|registriert|listed)){{0,2}} (?i:as|als|unter|under|kao|као|pod imenom"
    rf"|под именом|zove se|зове се|heißt(?: sie| er)?|heisst"  # noqa: RUF001
    rf"|is called|called|named|name is|ime joj je|ime mu je"
    rf"|ime je) (?P<alias>{_CAPITALISED}(?: \p{{Lu}}[\w.]*)?))"
)
# Somebody is to be found or written to: @Ana
_SOUGHT = (
    r"(?:find|follow|add|dm|message|msg|contact|reach|text|write(?: to)?|ask|ping|hit up|look up"
    r"|search(?: for)?|tag|call"
    r"|she is|he is|she's|he's|her name is|her account is|account|acc|user|profile|profil\w*"
    r"|nalog\w*|nick|username|handle|insta"
    r"|instagram|telegram|snap|tiktok|twitter|ig|tg|fb|signal|viber|whatsapp"
    r"|folgt?|schreibt?|adde?t?|kontaktiert?|findet|findest|fragt?|meldet? euch bei|such(?:t"
    r"|e)?(?: nach)?|unter|sie ist|er ist|heißt"
    r"|zaprati(?:te)?|prati(?:te)?|dodaj(?:te)?|piši(?:te)?|pisi(?:te)?|javi(?:te)? se"
    r"|kontaktiraj(?:te)?|nađi(?:te)?|nadji(?:te)?"
    r"|potraži(?:te)?|potrazi(?:te)?|pitaj(?:te)?|ona je|on je|zove se|tagujte?"
    r"|запрати(?:те)?|прати(?:те)?|додај(?:те)?|пиши(?:те)?|јави(?:те)? се"  # noqa: RUF001
    r"|контактирај(?:те)?|нађи(?:те)?|потражи(?:те)?|она је|он је|профил\w*)"  # noqa: RUF001
)
_SOUGHT_AT = late_pattern(
    rf"\b{_SOUGHT}:? (?:(?:me|mich|mir|her|ihr|ihn|him|them|on|at|to|mi|me|joj|na|se|under|is|je"
    rf"|as|als|kao|an|bei|auf|instagram\w*|insta\w*|telegram\w*) ){{0,3}}"
    rf"(?P<handle>@{HANDLE})"
    rf"|(?P<placed>(?<![\w.@/&+-])@{HANDLE}) (?:on|auf|na|bei|at|на) (?:{NETWORK}"
    rf"|fejsu|instagramu|insti|telegramu|tiktoku|snepu|твитеру|инстаграму)\b"
    rf"|\A\s*(?P<alone>@{HANDLE})\s*\Z",
    re.IGNORECASE,
)
_NO_NAMES = frozenset(
    {
        "Red",
        "Cross",
        "The",
        "Our",
        "Save",
        "Stop",
        "Follow",
        "Join",
        "Please",
        "Watch",
        "Crveni",
        "Krst",
    }
)


def sought_profiles_in(plain: str) -> Iterator[Span]:
    """Yield where somebody is named whose profile readers are to find."""
    for found in _NAMED_THERE.finditer(plain):
        group = found.lastgroup
        if group and not (group == "name" and _NO_NAMES.intersection(found[group].split())):
            yield found.span(group)
    for handle in _SOUGHT_AT.finditer(plain):
        if handle.lastgroup:
            yield handle.span(handle.lastgroup)
