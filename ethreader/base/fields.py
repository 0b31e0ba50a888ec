"""What may stand in a field that an editor fills in, whether by a file or by a form.

A feature defines its fields once, as a subclass of `Fields`: their types, limits and defaults. A
definition validates what comes in, is copied onto the row by `write_to`, and is read back from
the row by `copied_from`. `field_problems` tells what is wrong in words for an editor.
"""

import re
from datetime import date
from typing import Annotated, Any, ClassVar, Self
from unicodedata import category
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationInfo,
)

from ethreader.base.countries import country_codes, meant_country, meant_language
from ethreader.base.days import A_DAY, read_day
from ethreader.base.invisible import has_visible
from ethreader.base.meant_values import perhaps, surely
from ethreader.base.slugs import SLUG_LENGTH, is_slug, proposed_slug
from ethreader.base.time_zones import meant_zone, zones_of_places
from ethreader.i18n.texts import gettext

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_BARE_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?")
_OVERRIDES = "\u202d\u202e"  # Show letters in another order than they stand.
_LINE_BREAKERS = {"Cc", "Cs", "Zl", "Zp"}  # Unicode: controls, halves, line and paragraph ends.


def _day(text: object) -> date:
    if not isinstance(text, str):
        raise ValueError(str(A_DAY))  # noqa: TRY004 - pydantic collects these alone
    return read_day(text)


def _slug(text: str) -> str:
    if not is_slug(text):
        proposal = proposed_slug(text)
        message = gettext("use small letters a to z, digits and single hyphens, 120 at most")
        raise ValueError(message + perhaps(text, proposal))
    return text


def _url(text: str) -> str:
    message = gettext("give a web address that starts with https:// or http://")
    if _BARE_HOST.fullmatch(text):
        message += gettext("; perhaps %(meant)s", meant=f"https://{text}")
    try:
        parts = urlsplit(text)
    except ValueError:
        raise ValueError(message) from None
    is_one_word = all(character.isprintable() and not character.isspace() for character in text)
    if parts.scheme not in {"http", "https"} or not parts.netloc or not is_one_word:
        raise ValueError(message)
    if "@" in parts.netloc:
        raise ValueError(
            gettext(
                "a name or a password stands in this web address, readers would see it; take it out"
            )
        )
    return text


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        meant = meant_language(text)
        message = gettext("give a language tag like en, de, sr or sr-Cyrl")
        raise ValueError(message + surely(text, meant))
    return text


def _time_zone(text: str, info: ValidationInfo) -> str:
    if text not in zones_of_places():
        meant = meant_zone(text, str((info.context or {}).get("country", "")))
        message = gettext("give the time zone of a place by its IANA name, like Europe/Vienna")
        raise ValueError(message + perhaps(text, meant))
    return text


def _country(text: str) -> str:
    if text not in country_codes():
        meant = meant_country(text)
        message = gettext("give two capital letters, like AT")
        raise ValueError(message + surely(text, meant))
    return text


def _one_line(text: str) -> str:
    if not text.strip() or any(category(character) in _LINE_BREAKERS for character in text):
        raise ValueError(gettext("give one line of text"))
    if not has_visible(text):
        raise ValueError(gettext("nothing of it can be seen; delete it, or type it anew"))
    if turning := next((sign for sign in _OVERRIDES if sign in text), None):
        said = gettext(
            "a sign in it that is not seen (%(sign)s) turns the letters round; type it anew",
            sign=f"U+{ord(turning):04X}",
        )
        raise ValueError(said)
    return text


# The limits are those of the columns; where a pattern says it better, its sentence comes first.
SlugText = Annotated[str, AfterValidator(_slug), Field(max_length=SLUG_LENGTH)]
Url = Annotated[str, Field(max_length=500), AfterValidator(_url)]
LanguageTag = Annotated[str, AfterValidator(_language), Field(max_length=20)]
TimeZoneName = Annotated[str, AfterValidator(_time_zone), Field(max_length=60)]
CountryCode = Annotated[str, AfterValidator(_country), Field(max_length=2)]
Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=date)]
# In a file it is “yes”, or it is left out.
YesOrNo = Annotated[bool, PlainSerializer(lambda is_so: "yes" if is_so else "", when_used="json")]
Line = Annotated[str, AfterValidator(_one_line)]
Line120 = Annotated[Line, Field(max_length=120)]
Line200 = Annotated[Line, Field(max_length=200)]
Line300 = Annotated[Line, Field(max_length=300)]
Line600 = Annotated[Line, Field(max_length=600)]


class Fields(BaseModel):
    """The fields of one thing; a field that is not known is refused.

    A field is called as its column is. Where editors know it by another name, that is its alias.
    What is left out is empty, not unchanged.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    # Fields that are not columns: rules of their own store them and read them back.
    derived: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def copied(cls) -> list[str]:
        """Return the fields that are columns."""
        return [name for name in cls.model_fields if name not in cls.derived]

    def write_to(self, row: object) -> None:
        """Copy onto a row all fields that are columns."""
        for name in self.copied():
            setattr(row, name, getattr(self, name))

    @classmethod
    def copied_from(cls, row: object, **derived: Any) -> Self:
        """Return the fields of a row as they are stored, which no later limit may prevent."""
        columns = {name: getattr(row, name) for name in cls.copied()}
        return cls.model_construct(**columns, **derived)
