"""In which direction a language is written: articles have languages of their own."""

from babel.core import get_global

_FROM_RIGHT = frozenset(
    {"Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"}
)
_SCRIPT_LETTERS = 4


def direction_of(tag: str) -> str:
    """Return `rtl` or `ltr` for a language tag (BCP 47), by its script.

    Where the tag names none it is the usual one, by CLDR: of the language in that country, or
    of the language.
    """
    language, *rest = tag.split("-")
    scripts = [part for part in rest if len(part) == _SCRIPT_LETTERS and part.isalpha()]
    script = scripts[0].title() if scripts else _usual_script(language.lower(), rest)
    return "rtl" if script in _FROM_RIGHT else "ltr"


def _usual_script(language: str, rest: list[str]) -> str:
    usual = get_global("likely_subtags")
    in_country = "_".join((language, *(part.upper() for part in rest[:1])))
    full: str = usual.get(in_country) or usual.get(language) or ""
    return full.split("_")[1] if "_" in full else ""
