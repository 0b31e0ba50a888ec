"""Where pictures and documents are served."""

from typing import Protocol

from flask import current_app

from ethreader.pictures.file_facts import given_from, is_given
from ethreader.pictures.file_names import widths_of
from ethreader.pictures.models import Picture
from ethreader.web.prefix import site_root


class Sized(Protocol):
    """What tells a picture's files: a row, or what is remembered of one."""

    @property
    def name(self) -> str:
        """Its random name."""

    @property
    def width(self) -> int:
        """How wide it is."""


def if_given(picture: Picture | None) -> Picture | None:
    """Return a picture, if whoever reads this page may have it."""
    return picture if picture is not None and is_given(picture.name) else None


def picture_url(picture: Sized, width: int, ending: str) -> str:
    """Return the URL of a picture in one width and format."""
    return _url("picture", name=picture.name, width=width, ending=ending)


def picture_sources(picture: Sized, ending: str) -> str:
    """Return a picture's URLs in one format, each with its width, for a browser to choose."""
    widths = widths_of(picture.width)
    return ", ".join(f"{picture_url(picture, each, ending)} {each}w" for each in widths)


def largest_url(picture: Sized) -> str:
    """Return the URL of a picture as large as it is served, in the format that everybody reads."""
    return picture_url(picture, widths_of(picture.width)[-1], "jpg")


def middle_width(picture: Sized) -> int:
    """Return the width for browsers that do not choose."""
    return max(each for each in widths_of(picture.width) if each <= 640)


def document_url(name: str) -> str:
    """Return the URL of a document."""
    return _url("document", name=name)


def _url(view: str, **values: object) -> str:
    # Not `url_for`: a file has one URL in all languages.
    endpoint = f"{given_from()}.{view}"
    return f"{site_root()}{current_app.url_map.bind('').build(endpoint, values)}"
