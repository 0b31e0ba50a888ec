"""Rules that give rows their pictures, and say which files nobody shows any more."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from ethreader.base.own_files import picture_name
from ethreader.pictures.models import Pictured
from ethreader.pictures.queries import picture_by_name

if TYPE_CHECKING:
    from ethreader.pictures.fields import LogoFields, PictureFields

# The names of pictures and documents that a feature shows, or may show again.
Uses = Callable[[], Iterable[str]]

_USES: list[Uses] = []


def set_picture(row: Pictured, fields: "PictureFields | LogoFields | None") -> None:
    """Give a row the picture that its fields name; none where it is no longer there."""
    for name, value in picture_values(fields).items():
        setattr(row, name, value)


def picture_values(fields: "PictureFields | LogoFields | None") -> dict[str, Any]:
    """Return what a row has of a picture that fields name."""
    picture = picture_by_name(picture_name(fields.file) or "") if fields else None
    if fields is None or picture is None:
        return {"picture": None, "picture_alt": "", "picture_credit": ""}
    alt, credit = fields.words
    return {"picture": picture, "picture_alt": alt, "picture_credit": credit}


def register_uses(uses: Iterable[Uses]) -> None:
    """Take what features show, in place of what was registered before."""
    _USES[:] = uses


def names_in_use() -> set[str]:
    """Return the names of all pictures and documents that are shown somewhere."""
    return {name for use in _USES for name in use()}
