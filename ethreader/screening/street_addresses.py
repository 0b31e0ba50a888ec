"""Where somebody lives or works: street and house, as they are written in Europe.

Looked for in plain Latin letters, so that both scripts of Serbian and texts without marks are one.
What names a street without a house is no address: everybody walks there.
"""

import re
from collections.abc import Iterator

from ethreader.base.late_patterns import late_pattern
from ethreader.screening.house_numbers import CAP as _CAP
from ethreader.screening.house_numbers import CAPS as _CAPS
from ethreader.screening.house_numbers import NO as _NO
from ethreader.screening.house_numbers import NUMBER as _NUMBER
from ethreader.screening.named_places import NAMED_PLACES
from ethreader.screening.traced import Span

_PLACE = rf"(?:[A-Z]{{1,3}}-)?\d{{4,6}} {_CAP}"

_MONTH = r"(?!(?:January|February|March|April|May|June|July|August)\b)"
_ENGLISH = late_pattern(
    r"(?<![\w€$£.,/-])(?!(?:19|20)\d\d\b)\d{1,5}[a-zA-Z]?(?:[-/]\d+)?,? "
    rf"(?:(?:North|South|East|West|Saint|St\.?|Old|New|Upper|Lower"
    rf"|The) )?{_MONTH}{_CAP}(?: {_CAP}){{0,2}}? "
    r"(?:Street|St\b\.?|Road|Rd\b\.?|Avenue|Ave\b\.?|Lane|Ln\b\.?|Drive|Boulevard|Blvd\b\.?|Square"
    r"|Court"
    r"|Terrace|Close|Crescent|Place|Gardens|Mews|Parkway|Highway|Row|Way(?=,|\.|$| in ))(?!\w"
    r"| (?:Law|Act|Workers?"
    r"|Children))"
)
_PLAIN_WORD = (
    r"(?!(?:miles?|years?|of|the|in|km|people|women|men|kids|blocks?|metres?|meters?|minutes?"
    r"|hours?|lane"
    r"|way|star|day|days|main|busy|different|other|more|and|or|percent|per|feet|side|cross"
    r"|open)\b)[a-z]+"
)
_SMALL_ENGLISH = late_pattern(
    rf"(?<![\w€$£.,/-])(?!(?:19|20)\d\d\b)\d{{1,3}}[a-z]? {_PLAIN_WORD} (?:street|road|avenue)\b"
    r"(?! (?:workers?|children|names?|lamps?|signs?|lights?|vendors?))"
)
_FLAT = late_pattern(
    r"\b(?:Flat|Apartment|Apt\.?|Suite|Unit|Top|Tur|Stiege"
    r"|Wohnung)\s?#?\d+[a-zA-Z]?,? (?:at )?\d+ [A-Z]\w+"
)
_NO_STREETS = (
    r"(?!(?:Bundes|Landes|Schnell|Einbahn|Kreis|Wasser|Ost|Balkan|Daten|Seiden)strass|Sackgass"
    r"|Autobahn"
    r"|(?:Arbeits|Listen|Stell|Park|Sitz|Start|Steh|Schlaf|Studien|Ausbildungs|Schul|Tabellen|Heim"
    r"|Therapie"
    r"|Betreuungs|Kinder|Pflege|Spiel|Lehr|Frauenhaus|Tat)platz|(?:Aus|Um|Heim|Rechts|Flucht|Schul"
    r"|Arbeits|Rueck|Ruck"
    r"|Hin|Instanz|Ver|Mittel|Beschwerde|Klage|Berufs|Lebens)weg|(?:Bahn|Fried|Gerichts|Bauern"
    r"|Menschenhandler)"
    r"|Frauenring|Kinderring|Rechtsweg)"
)
_GERMAN = late_pattern(
    rf"\b{_NO_STREETS}[A-Z]\w+(?:-[A-Z]\w+){{0,2}}-?(?:[Ss]trasse|[Ss]tr\.|[Ss]tr\b|[Gg]asse"
    rf"|[Aa]llee|[Cc]haussee"
    rf"|[Pp]romenade|[Zz]eile|[Uu]fer|[Dd]amm|[Ss]teig|[Pp]latz|[Ww]eg|[Rr]ing)\.?{_NO}{_NUMBER}"
    rf"|\b(?:{_CAP}er|Lange|Neue|Alte|Grosse|Kleine|Obere|Untere|Linke|Rechte|Breite|Hohe|Am"
    rf"|An der|Im)"
    rf" (?:{_CAP} )?(?:Strasse|Str\.|Gasse|Allee|Platz|Weg|Ring|Damm|Ufer|Zeile|Markt|Graben"
    rf"|Hof|Guertel|Gurtel|Kai|Laende|Lande|Hauptstrasse){_NO}{_NUMBER}"
    rf"|\bStrasse (?:des|der) (?:\d\d?\. )?{_CAP}{_NO}{_NUMBER}"
    rf"|\b(?:Unter den|Auf der|Auf dem|Zum|Zur|In der) {_CAP} {_NUMBER}(?=,| in )"
)
_SERBIAN_NAME = (  # It begins with a capital; what follows is no verb.
    r"(?:[A-Z][\w.'-]*|\d{1,2}\. \w+|svetog|kralja|kneza|cara|vojvode|majke|narodnih|dr"
    r"|republike|oslobodjenja|slobode|mira|revolucije|bratstva|heroja|nikole|svete)"
    r"(?: (?!(?:je|su|se|sam|smo|bilo|bila|ima|do|od|oko|preko|jos|danas)\b)[\w.'-]+){0,4}?"
)
_SERBIAN = late_pattern(
    rf"\b(?i:ul\b\.?|ulic[aeiu]\b|ulicom|bul\b\.?|bulevar[ua]?\b|bulevarom|trg[u]?\b|naselj[eu]\b"
    rf"|sokak[u]?\b"
    rf"|avenij[aiu]\b|prolaz[u]?\b|kej[u]?\b|obal[aiu]\b|cest[aiu]\b|rruga\b)"
    rf" {_SERBIAN_NAME}{_NO}{_NUMBER}"
)
_SLAVIC = late_pattern(
    rf"\b{_CAP}(?: {_CAP})? (?:[Uu]lica|[Cc]esta|[Uu]lici|[Cc]esti|[Tt]rg|[Pp]ut|[Uu]tca|[Uu]t\b"
    rf"|[Kk]orut){_NO}{_NUMBER}"
    rf"|\b{_CAP}(?: {_CAP}){{0,2}} (?:br\b\.?|broj) ?{_NUMBER}(?=,| u |\.|$)"
)
_IN_TOWN = late_pattern(
    rf"\b{_CAP}(?: \w+){{0,2}} \d{{1,3}}[a-z]?(?:/\d{{1,3}})?, ?(?:\d{{5}} )?(?:Beograd|Novi Sad"
    rf"|Nis|Kragujevac|Subotica"
    rf"|Zagreb|Sarajevo|Podgorica|Skoplje|Skopje|Ljubljana|Banja Luka|Split|Rijeka|Mostar|Tuzla"
    rf"|Pancevo|Zemun|Cacak)\b"
    rf"|\b(?:Beograd|Novi Sad|Nis|Zagreb|Sarajevo|Podgorica|Skoplje|Skopje|Ljubljana|Banja Luka)"
    rf", {_CAP}(?: \w+){{0,2}} {_NUMBER}"
)
_ROOMS = late_pattern(
    r"\b(?:ulaz|stan|sprat|kat)\b\W{1,2}(?:br\.? ?|broj )?(?:\d+|[IVX]+\b)\W{1,3}(?:ulaz|stan"
    r"|sprat|kat)\b\W{1,2}(?:br\.? ?)?(?:\d+|[IVX]+\b)",
    re.IGNORECASE,
)
_FRENCH = late_pattern(
    r"(?<![\w.,/-])\d{1,4}(?: ?(?:bis|ter))?,? (?:[Rr]ue|[Aa]venue|av\.|boulevard|bd|quai|impasse"
    r"|chemin"
    rf"|allee|place) (?:(?:de|du|des|la|le|les) |[ld]['’])*{_CAP}"
)
_ROMANCE = late_pattern(
    r"\b(?:(?:Via|Viale|Piazza|Piazzale|Corso|Largo|Vicolo|Calle|C/|Avenida|Avda\.|Plaza|Paseo|Rua"
    r"|Rue"
    r"|Carrer|Strada|Str\.|Calea|Bd\.|Rruga) ?(?:(?:de|del|della|dei|la|las|los|da|do|dos) )*"
    rf"{_CAP}(?: \w+){{0,3}}?"
    r"|[A-Z]\w+(?:straat|gracht|plein|kade|laan|gatan|vagen|gade|gata|veien)"
    rf"|ul\. (?:{_CAP} ){{1,3}}?){_NO}{_NUMBER}"
)
_WITH_TOWN = late_pattern(rf"\b{_CAPS} {_NUMBER},? ?(?:in )?{_PLACE}")
# Somebody says that they live there.
_SAID = late_pattern(
    rf"(?:\b(?i:wohn(?:e|t|en|st|haft)\b|lebt?e? in der|adresse?\b|anschrift\b|liv(?:e|es"
    rf"|ing) (?:at|on|in)\b|address(?: is)?\b"
    rf"|stay(?:s|ing)? at\b|stanuje\w*\b|zivi\w*\b|adresa\b|adresi\b|boravi\w*\b|radi u\b"
    rf"|nalazi se\b|stan je\b|kuca je\b|kuci\b))"
    rf"[:,]?(?: (?:in|in der|im|am|an der|at|on|u|na|je|je:|is|ist|hier|here|ovde))?:? ?"
    rf"(?:{_CAP}, )?(?P<house>{_CAPS},? (?:br\b\.? ?|broj |nr\.? ?)?{_NUMBER}"
    rf"|\d{{1,4}}[a-z]? {_CAPS})"
    r"(?! (?:Jahre|years|godina))"
)
# Each with what stands in all that it finds, in small letters: without that nobody looks for it.
_HINTS: dict[re.Pattern[str], str] = {
    _ENGLISH: (
        "street road avenue lane drive boulevard blvd square court terrace close crescent place"
        " gardens mews parkway highway row way st rd ave ln"
    ),
    _SMALL_ENGLISH: "street road avenue",
    _FLAT: "flat apartment apt suite unit top tur stiege wohnung",
    _GERMAN: (
        "strasse str. str gasse allee chaussee promenade zeile ufer damm steig platz weg ring markt"
        " graben hof unter auf zum zur gurtel guertel kai lande laende"
    ),
    _SERBIAN: "ul bul trg nasel sokak avenij prolaz kej obal cest rruga",
    _SLAVIC: "ulic cest trg put ut korut br",
    _IN_TOWN: (
        "beograd sad nis kragujevac subotica zagreb sarajevo podgorica skop ljubljana luka split"
        " rijeka mostar tuzla pancevo zemun cacak"
    ),
    **NAMED_PLACES,
    _ROOMS: "ulaz stan sprat kat",
    _FRENCH: "rue avenue av. boulevard bd quai impasse chemin allee place",
    _ROMANCE: (
        "rue via viale piazza corso largo vicolo calle c/ avenida avda plaza paseo rua carrer"
        " strada"
        " str. calea bd. rruga straat gracht plein kade laan gatan vagen gade gata veien ul."
    ),
    _SAID: "stan kuc wohn leb adress anschrift liv stay stanu zivi adres boravi radi nalazi",
}
_HINTED = tuple((pattern, tuple(hints.split())) for pattern, hints in _HINTS.items())
_POSTCODE = late_pattern(r"\d{4,6} [A-Z]")
_HOUSE = late_pattern(r"\d")
AROUND = 60  # Characters of an address on either side of its number.


def addresses_in(letters: str) -> Iterator[Span]:
    """Yield where the addresses of houses stand in a text of plain letters."""
    for begin, end in _windows(letters):
        lowered = letters[begin:end].lower()
        patterns = [each for each, hints in _HINTED if any(hint in lowered for hint in hints)]
        if _POSTCODE.search(letters, begin, end):
            patterns.append(_WITH_TOWN)
        for pattern in patterns:
            for found in pattern.finditer(letters, begin, end):
                yield found.span("house") if "house" in pattern.groupindex else found.span()


def _windows(letters: str) -> Iterator[Span]:
    """Yield what stands around numbers: without one, nobody finds a house."""
    begin = end = -1
    for found in _HOUSE.finditer(letters):
        if end >= 0 and found.start() - AROUND <= end:
            end = found.end() + AROUND
            continue
        if end >= 0:
            yield begin, end
        begin, end = max(found.start() - AROUND, 0), found.end() + AROUND
    if end >= 0:
        yield begin, end
