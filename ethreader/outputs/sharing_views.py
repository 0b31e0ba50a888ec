"""What other sites ask for that show a link to an article: its picture, and oEmbed."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, jsonify, make_response, request
from flask.typing import ResponseReturnValue

from ethreader.base.errors import NotFound
from ethreader.events.models import Event
from ethreader.events.queries import article
from ethreader.outputs.sharing import HEIGHT, WIDTH, can_draw
from ethreader.outputs.sharing_page import picture_url, sharing_of
from ethreader.web.current import settings
from ethreader.web.http import get_or_404
from ethreader.web.keeping import keep, kept
from ethreader.web.prefix import site_root
from ethreader.web.routes import route_of
from ethreader.web.site_facts import site

bp = Blueprint("sharing", __name__)

HOUR = 3600  # Seconds.


@bp.get("/events/<slug:slug>/share.png")
@kept
def picture(slug: str) -> ResponseReturnValue:
    """Give the picture of an article's headline."""
    from ethreader.outputs.share_pictures import drawn  # noqa: PLC0415 - 6 MB, for few requests

    sharing = sharing_of(get_or_404(article(slug)))
    if not can_draw(sharing):
        raise NotFound
    keep()
    response = make_response(drawn(sharing))
    response.headers["Content-Type"] = "image/png"
    return response


@bp.get("/oembed")
def oembed() -> ResponseReturnValue:
    """Tell what a link to an article shows (oembed.com): a title and a picture, and no script.

    Not kept: whoever asks invents as many URLs as they like.
    """
    if request.args.get("format", "json") != "json":
        return Response(status=501)
    event = get_or_404(_article_at(request.args.get("url", "")))
    return jsonify(_link_to(event))


def _article_at(url: str) -> Event | None:
    """Return the article that stands under a whole URL of this site."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    root = site_root()
    if f"{parts.scheme}://{parts.netloc}" != settings().origin:
        return None
    if not parts.path.startswith(f"{root}/"):
        return None
    endpoint, slug = route_of(parts.path.removeprefix(root)) or ("", None)
    return article(slug) if endpoint == "events.show" and slug else None


def _link_to(event: Event) -> dict[str, str | int]:
    said: dict[str, str | int] = {
        "version": "1.0",
        "type": "link",
        "title": event.headline or event.name,
        "provider_name": site().name,
        "provider_url": f"{settings().base_url.rstrip('/')}/",
        "cache_age": HOUR,
    }
    picture = picture_url(event)
    has_room = all(
        request.args.get(name, default=size, type=int) >= size
        for name, size in (("maxwidth", WIDTH), ("maxheight", HEIGHT))
    )
    if picture and has_room:
        said |= {
            "thumbnail_url": picture,
            "thumbnail_width": WIDTH,
            "thumbnail_height": HEIGHT,
        }
    return said
