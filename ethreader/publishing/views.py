"""What readers get where something stood: a tombstone, or the way to where it is now."""

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from ethreader.base.content_state import ContentKind, ContentState
from ethreader.base.errors import Gone, NotFound
from ethreader.events.models import Event
from ethreader.publishing.errors import SentToGone
from ethreader.publishing.hidden_links import with_shown_links
from ethreader.publishing.queries import PATHS, Item, item_by_old_slug, item_by_slug
from ethreader.web.error_pages import error_response

bp = Blueprint("publishing", __name__)
bp.add_app_template_filter(with_shown_links)


@bp.app_errorhandler(NotFound)
def not_found(error: NotFound) -> ResponseReturnValue:
    """Say what became of a page that readers do not find."""
    kind, slug = _asked_for(), (request.view_args or {}).get("slug")
    if kind is None or slug is None:
        return error_response(error)
    renamed = item_by_old_slug(kind, slug)
    if renamed is not None and renamed.is_published:
        return _redirect_to(renamed.slug)
    item = renamed or item_by_slug(kind, slug)
    return _tombstone() if item is not None and _had_page(item) else error_response(error)


def _asked_for() -> ContentKind | None:
    rule = str(request.url_rule or "")
    return next((kind for kind, path in PATHS.items() if rule.startswith(f"{path}<")), None)


def _had_page(item: Item) -> bool:
    is_fact = isinstance(item, Event) and not item.has_page
    return item.state is ContentState.WITHDRAWN and not is_fact


def _tombstone() -> Response:
    return error_response(Gone() if request.method in {"GET", "HEAD"} else SentToGone())


def _redirect_to(slug: str) -> AnyResponse:
    """Lead on, with what was asked; a form that was sent is sent on."""
    url = url_for(str(request.endpoint), **{**(request.view_args or {}), "slug": slug})
    query = request.query_string.decode("latin-1")
    is_read = request.method in {"GET", "HEAD"}
    return redirect(f"{url}?{query}" if query else url, code=301 if is_read else 308)
