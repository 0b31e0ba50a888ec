"""A simple page, and the stylesheet of the site's colour."""

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ethreader.base.contrast import is_colour
from ethreader.base.errors import NotFound
from ethreader.site_pages.accents import is_readable
from ethreader.site_pages.colours import colours_of, colours_url
from ethreader.site_pages.facts import wanted_languages
from ethreader.site_pages.places_page import places_of_page
from ethreader.site_pages.queries import in_order, shown_texts
from ethreader.web.http import get_or_404, render_page
from ethreader.web.keeping import keep, kept
from ethreader.web.static_files import file_response

bp = Blueprint("site_pages", __name__)
bp.add_app_template_global(colours_url)


@bp.get("/pages/<slug:slug>/")
@kept
def show(slug: str) -> ResponseReturnValue:
    """Show a page in the response's language, or in the nearest that it is there in."""
    texts = shown_texts(slug)
    page = get_or_404(next(iter(in_order(texts, wanted_languages())), None))
    if page.slug == slug and page.translation_of:
        return redirect(url_for(".show", slug=page.translation_of), code=301)
    keep()
    return render_page("site_pages/show.html", site_page=page, places=places_of_page(texts))


@bp.get("/colours/<digits>.css")
def colours(digits: str) -> Response:
    """Give the rules for a colour in which text can be read; no other is asked for."""
    colour = f"#{digits}"
    if not is_colour(colour) or not is_readable(colour):
        raise NotFound
    return file_response(colours_of(colour), query=request.query_string)
