"""The number of a house and what stands before it, as patterns: for plain Latin letters."""

CAP = r"[A-Z][\w'’-]*"
CAPS = rf"{CAP}(?: {CAP}){{0,3}}"
# Behind a number, these make it a measure of something, or the day of a date.
MEASURE = (
    r"(?! ?(?:%|€|EUR|RSD|km|m\b|kg|[.:]\d\d\b|Uhr|h\b|Minute|Min\b|Stunde|Tag|Woche|Monat|Jahr"
    r"|Kilometer|Meter"
    r"|Prozent|Person|Mensch|Frau|Kind|Maedchen|Madchen|Mal\b|mal\b|Fall|Falle|Opfer|Euro|minut"
    r"|sat|dan"
    r"|nedelj|mesec|mjesec|godin|zena|ljudi|dece|djece|osob|puta|evra|dinar|metar|metr|kilom|procen"
    r"|minute|hour|day|week|month|year|people|women|men\b|girl|child|kid|victim|time|mile|metre"
    r"|meter"
    r"|euro|dollar|percent|january|februar|march|marz|april|mai\b|may\b|jun|jul|august|avgust"
    r"|septem"
    r"|o[ck]to|novem|de[cz]em|januar|mart|maj))"
)
NUMBER = (
    rf"\d{{1,3}}(?:[a-zA-Z]\b| [a-hA-H]\b)?(?: ?[/-] ?\d{{1,3}}[a-z]?){{0,3}}(?![\w%€]"
    rf"|[.,:/-]\d)\b{MEASURE}"
)
NO = r"(?:,? (?:br(?:oj)?\b\.?|nr\b\.?|nummer|no\b\.?|n[°º.o]\.?|bb)|,)? ?"
