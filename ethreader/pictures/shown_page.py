"""Where pictures and documents are served."""

from flask import current_app

from ethreader.pictures.file_names import widths_of
from ethreader.pictures.models import Picture
from ethreader.web.prefix import site_root


def picture_url(picture: Picture, width: int, ending: str) -> str:
    """Return the URL of a picture in one width and format."""
    return _url("pictures.picture", name=picture.name, width=width, ending=ending)


def picture_sources(picture: Picture, ending: str) -> str:
    """Return a picture's URLs in one format, each with its width, for a browser to choose."""
    widths = widths_of(picture.width)
    return ", ".join(f"{picture_url(picture, each, ending)} {each}w" for each in widths)


def largest_url(picture: Picture) -> str:
    """Return the URL of a picture as large as it is served, in the format that everybody reads."""
    return picture_url(picture, widths_of(picture.width)[-1], "jpg")


def middle_width(picture: Picture) -> int:
    """Return the width for browsers that do not choose."""
    return max(each for each in widths_of(picture.width) if each <= 640)


def document_url(name: str) -> str:
    """Return the URL of a document."""
    return _url("pictures.document", name=name)


def _url(endpoint: str, **values: object) -> str:
    # Not `url_for`: a file has one URL in all languages.
    return f"{site_root()}{current_app.url_map.bind('').build(endpoint, values)}"
