"""The files of pictures and documents, as browsers get them."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from ethreader.base.errors import NotFound
from ethreader.pictures.body_page import with_files
from ethreader.pictures.file_facts import is_given
from ethreader.pictures.file_page import (
    DOCUMENT,
    PICTURE,
    document_response,
    picture_response,
)
from ethreader.pictures.shown_page import (
    document_url,
    if_given,
    middle_width,
    picture_sources,
    picture_url,
)

YEAR = 31_536_000  # Seconds.

bp = Blueprint("pictures", __name__)
bp.add_app_template_global(picture_url)
bp.add_app_template_global(document_url)
for each in (if_given, middle_width, picture_sources, with_files):
    bp.add_app_template_filter(each)


@bp.get(f"/{PICTURE}")
def picture(name: str, width: int, ending: str) -> ResponseReturnValue:
    """Give a picture in one width and format, where readers see it."""
    _refuse_hidden(name)
    return _kept_by_browsers(picture_response(name, width, ending), tag=f"{name}-{width}")


@bp.get(f"/{DOCUMENT}")
def document(name: str) -> ResponseReturnValue:
    """Give a document to be downloaded, never to be shown within the site."""
    _refuse_hidden(name)
    return _kept_by_browsers(document_response(name), tag=name)


def _refuse_hidden(name: str) -> None:
    if not is_given(name):
        raise NotFound


def _kept_by_browsers(response: Response, *, tag: str) -> Response:
    """Let browsers keep a file for a year: under its URL it never changes.

    Caches that serve many do not: what is removed here must not live on there.
    """
    response.cache_control.private = True
    response.cache_control.max_age = YEAR
    response.cache_control.immutable = True
    response.set_etag(tag)
    response.make_conditional(request)
    return response
