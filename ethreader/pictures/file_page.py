"""The bytes of a picture or a document as a response, for whoever may have them."""

from pathlib import Path

from flask import Response

from ethreader.base.errors import NotFound
from ethreader.base.reading import read_file
from ethreader.base.slugs import proposed_slug
from ethreader.pictures.file_names import ENDINGS, file_of
from ethreader.pictures.queries import document_by_name
from ethreader.pictures.shelf import own_shelf
from ethreader.web.http import get_or_404

LIMIT = 50_000_000  # Bytes of a file that the site itself has written.
# Paths, below wherever they are given out.
PICTURE = "pictures/<file_name:name>-<int:width>.<any(webp, jpg):ending>"
DOCUMENT = "documents/<file_name:name>.pdf"


def picture_response(name: str, width: int, ending: str) -> Response:
    """Return a picture in one width and format; raises `NotFound`."""
    path = own_shelf().picture(name) / file_of(width, ending)
    return Response(_content(path), mimetype=ENDINGS[ending])


def document_response(name: str) -> Response:
    """Return a document, called by its title; raises `NotFound`."""
    known = get_or_404(document_by_name(name))
    response = Response(_content(own_shelf().document(name)), mimetype="application/pdf")
    file = f"{proposed_slug(known.title) or 'document'}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


def _content(path: Path) -> bytes:
    try:
        return read_file(path, limit=LIMIT)
    except OSError:
        raise NotFound from None
