"""Houses whose street needs no word for a street: “Praterstern 5”, “Kneza Miloša 12”.

Looked for in plain Latin letters.
"""

import re

from ethreader.base.late_patterns import late_pattern
from ethreader.screening.house_numbers import CAP, NO, NUMBER

_NO_HOUSE = (
    r"(?:Room|Hall|Saal|Raum|Panel|Gate|Zimmer|Session|Block|Tor|Gleis|Bahnsteig|Sala|Stand|Halle"
    r"|Tag|Day|Studio|Top"
    r"|Stufe|Phase|Klasse|Etage|Table|Tisch|Terminal|Artikel|Article|Art|Chapter|Kapitel|Seite"
    r"|Page|Strana|Clan|Nummer"
    r"|Number|Platz|Level|Part|Teil|Deo|Step|Section|Windows|Radio|Kanal|Agenda|Line|Linie|Bus"
    r"|Zug|Train|Flight|Sprat"
    r"|Kat|Floor|Stock|Chapter|Version|Group|Gruppe|Grupa|Team|Workshop|Modul|Oko|Around|About"
    r"|Etwa|Rund|January|February"
    r"|March|April|May|June|July|August|September|October|November|December|Januar|Februar|Marz"
    r"|Mai|Juni|Juli|Oktober"
    r"|Dezember|Studija|Studie|Studies|Vers|Psalm|Paragraf|Bezirk|Uhr|Peron|Perona|Izlaz|Exit"
    r"|Eingang|Ulaz|Vrata)"
)
# Names of squares and quays, and of streets in Serbian, that need no word for a street.
_NAMED_PLACE = late_pattern(
    rf"\b(?!(?:Arbeits|Super|Floh|Weihnachts|Wochen|Bau|Super|Frauen|Wohnungs|Menschen|Floh|Jahr"
    rf"|Gold|Super|Fried|Bahn"
    rf"|Gast|Bauern|Gerichts)[a-z]*\b)[A-Z][\w-]+(?:stern|guertel|gurtel|[Kk]ai|laende|bruecke"
    rf"|brucke|markt|graben"
    rf"|anger|stiege|heide"
    rf"|lande)(?<!Niederlande)(?<!Bundeslande)(?<!Auslande)(?<!Lande){NO}{NUMBER}"
    rf"|\b(?:(?:Knez|Kneza|Cara|Car|Kralja|Vojvode|Svetog|Svete|Majke|Despota|Generala|Marsala"
    rf"|Brace|Narodnih|Maksima|Vuka|Jurija|Ive|Nikole"
    rf"|Djordja|Dositejeva|Gospodara|Gospodar|Patrijarha|Milosa|Stevana|Petra|Pavla|Josipa|Ante"
    rf"|Bana|Kralja)\s)"
    rf"[A-Z][\w-]+(?: [A-Z][\w-]+)?{NO}{NUMBER}"
    rf"|\b(?i:kneza|cara|kralja|vojvode|svetog|despota"
    rf"|bulevar) [a-z]{{3,}}(?: [a-z]{{3,}})?{NO}{NUMBER}"
    rf"|\b(?:[A-Z][a-z]+ )?[A-Z][a-z]{{3,}}(?:ova|eva|ska|cka|ina|skoj|ovoj|evoj|inoj|ckoj"
    rf"|sku){NO}{NUMBER}"
    rf"(?=[,.;)!?]|$| u\b| stan| sprat| ulaz| kod| je\b| na\b| preko| do\b| iza| odmah| dodj)"
)
# Where somebody is to come to, or is, in so many words: “come to Praterstern 5”.
_COME = late_pattern(
    rf"\b(?i:treffen(?: wir)?(?: uns)?|treffpunkt|treff uns|komm(?:t|en)?|ich bin|wir sind"
    rf"|sie ist|er ist|come|meet(?: me| us)?"
    rf"|she is|he is|i am|i'm|we are|waiting|warte|dodji(?:te)?|nadjemo se|vidimo se"
    rf"|cekam(?:o)?(?: te)?|ona je|on je|ja sam|nalazim se)"
    rf"(?: (?:in|im|am|an|at|on|u|na|kod|zu|zum|zur|to|hier|here|ovde|der|the|uns|me|now|jetzt"
    rf"|sad|sada))*:? "
    rf"(?P<house>(?!{_NO_HOUSE}\b){CAP}(?: {CAP})?(?: br\.?| nr\.?)? {NUMBER})(?=[,.;)!?]|$| in "
    rf"| u | at | um | im )"
)
NAMED_PLACES: dict[re.Pattern[str], str] = {
    _NAMED_PLACE: (
        "stern gurtel guertel kai lande laende bruecke brucke markt graben anger stiege heide ova"
        " eva ska cka ina oj sku knez car kralj vojvod svet majk despot general marsal brac"
        " narodnih maksim vuk jurij ive nikol djordj dositej gospodar patrijarh milos stevan petra"
        " pavl josip ante bana bulevar"
    ),
    _COME: (
        "treff komm bin sind ist come meet she he am i'm we waiting warte dodji nadjemo vidimo"
        " cekam ona on ja nalazim"
    ),
}
"""patterns, each with what stands in all that it finds"""
