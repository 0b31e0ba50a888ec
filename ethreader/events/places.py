"""Where an event takes place."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A place as far as it is known; what is not known is empty.

    What may stand in it is said by `PlaceFields`.
    """

    name: str = ""
    address: str = ""
    locality: str = ""
    country: str = ""  # ISO 3166-1 alpha-2.
