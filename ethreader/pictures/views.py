"""The files of pictures and documents, as browsers get them."""

from pathlib import Path

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from ethreader.base.errors import NotFound
from ethreader.base.reading import read_file
from ethreader.base.slugs import proposed_slug
from ethreader.pictures.body_page import with_files
from ethreader.pictures.file_names import ENDINGS, file_of
from ethreader.pictures.queries import document_by_name
from ethreader.pictures.shelf import own_shelf
from ethreader.pictures.shown_page import middle_width, picture_sources, picture_url
from ethreader.web.http import get_or_404

LIMIT = 50_000_000  # Bytes of a file that the site itself has written.
YEAR = 31_536_000  # Seconds.

bp = Blueprint("pictures", __name__)
bp.add_app_template_global(picture_url)
for each in (middle_width, picture_sources, with_files):
    bp.add_app_template_filter(each)


@bp.get("/pictures/<file_name:name>-<int:width>.<any(webp, jpg):ending>")
def picture(name: str, width: int, ending: str) -> ResponseReturnValue:
    """Give a picture in one width and format."""
    path = own_shelf().picture(name) / file_of(width, ending)
    return _kept_by_browsers(_content(path), kind=ENDINGS[ending], tag=f"{name}-{width}")


@bp.get("/documents/<file_name:name>.pdf")
def document(name: str) -> ResponseReturnValue:
    """Give a document to be downloaded, never to be shown within the site."""
    known = get_or_404(document_by_name(name))
    content = _content(own_shelf().document(name))
    response = _kept_by_browsers(content, kind="application/pdf", tag=name)
    file = f"{proposed_slug(known.title) or 'document'}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


def _content(path: Path) -> bytes:
    try:
        return read_file(path, limit=LIMIT)
    except OSError:
        raise NotFound from None


def _kept_by_browsers(content: bytes, *, kind: str, tag: str) -> Response:
    """Let browsers keep a file for a year: under its URL it never changes.

    Caches that serve many do not: what is removed here must not live on there.
    """
    response = Response(content, mimetype=kind)
    response.cache_control.private = True
    response.cache_control.max_age = YEAR
    response.cache_control.immutable = True
    response.set_etag(tag)
    response.make_conditional(request)
    return response
