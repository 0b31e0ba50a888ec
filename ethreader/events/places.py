"""Where an event takes place."""

from dataclasses import dataclass
from typing import ClassVar

from pydantic import ConfigDict

from ethreader.base.fields import CountryCode, Line120, Line200, Line300


@dataclass(frozen=True)
class Place:
    """A place as far as it is known; what is not known is empty.

    Where it comes in as a part of an event's fields, the types say what may stand in it.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    name: Line200 = ""
    address: Line300 = ""
    locality: Line120 = ""
    country: CountryCode = ""  # ISO 3166-1 alpha-2.
