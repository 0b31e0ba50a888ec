"""What an editor says of where an event takes place."""

from typing import Self

from ethreader.base.fields import CountryCode, Fields, Line120, Line200, Line300
from ethreader.events.places import Place


class PlaceFields(Fields):
    """A place as far as it is known."""

    name: Line200 = ""
    address: Line300 = ""
    locality: Line120 = ""
    country: CountryCode = ""

    @classmethod
    def of(cls, place: Place) -> Self:
        """Return what is stored of a place."""
        return cls.copied_from(place)

    def to_store(self) -> Place:
        """Return the place as an event has it."""
        return Place(**self.model_dump())
