"""Page or partial, 404, redirects: the only file that knows htmx's headers."""

from typing import Any, TypeVar

from flask import Flask, Request, Response, make_response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from ethreader.base.errors import NotFound
from ethreader.web.current import application, this_request
from ethreader.web.hooks import hooks

Thing = TypeVar("Thing")

# Anybody may keep a page. A browser asks each time whether it still holds; a cache that serves
# many may give it out for a second before it asks, as long as other processes of the site do.
ASK_AGAIN = "public, max-age=0, s-maxage=1, must-revalidate"


def init_app(app: Flask) -> None:
    """Let browsers and caches ask again cheaply, and keep what people typed out of them."""
    hooks(app).add_dresser(_say_how_to_cache)


def wants_partial() -> bool:
    """Tell whether htmx asks for a piece of a page."""
    asked = this_request().environ
    return asked.get("HTTP_HX_REQUEST") == "true" and asked.get("HTTP_HX_REQUEST_TYPE") != "full"


def render_page(page: str, *, status: int = 200, **context: Any) -> Response:
    """Respond with a page that has no partial of its own."""
    return make_response(render_template(page, **context), status)


def render(page: str, *, partial: str, status: int = 200, **context: Any) -> Response:
    """Respond with `partial` for htmx and with `page`, which includes it, for everyone else."""
    if wants_partial():  # One element, and nothing around it.
        return make_response(render_template(partial, **context).strip(), status)
    return make_response(render_template(page, **context), status)


def render_beside_form(page: str, *, partial: str, status: int, **context: Any) -> Response:
    """Respond like `render`, but beside what the visitor typed instead of in its place.

    The form that was sent has a slot for it: an element of the class `form-problem`.
    """
    response = render(page, partial=partial, status=status, **context)
    if wants_partial():
        # htmx looks from where the request began: the form, or a button within it.
        within = request.headers.get("HX-Source", "").startswith("button")
        response.headers["HX-Retarget"] = f"{'previous' if within else 'find'} .form-problem"
        response.headers["HX-Reswap"] = "innerHTML"
    return response


def get_or_404(thing: Thing | None) -> Thing:
    """Return `thing`; raise `NotFound`, a 404, if there is none."""
    if thing is None:
        raise NotFound
    return thing


def see_other(url: str) -> AnyResponse:
    """Send the visitor to `url` after a post: a new page, by htmx as well."""
    if wants_partial():
        return Response(status=204, headers={"HX-Redirect": url})
    return application().redirect(url, code=303)


def no_store(response: Response) -> Response:
    """Keep a response out of every cache, the browser's included."""
    response.headers["Cache-Control"] = "no-store"
    return response


def keep_private(response: Response) -> Response:
    """Keep a response out of every cache and of search engines."""
    response.headers["X-Robots-Tag"] = "noindex"
    return no_store(response)


def _say_how_to_cache(request: Request, response: Response) -> None:
    if request.endpoint != "static":  # A file has no pieces.
        response.headers.add("Vary", "HX-Request, HX-Request-Type")
    if "cache-control" in {name.lower() for name, _ in response.headers}:
        return
    is_read = request.method in {"GET", "HEAD"} and response.status_code == 200
    if not is_read:
        response.headers.add("Cache-Control", "no-store")
        return
    response.headers.add("Cache-Control", ASK_AGAIN)
    response.add_etag()
    response.make_conditional(request)
