"""Which page stands under a path of this site."""

from flask import current_app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from ethreader.web.current import settings


def route_of(path: str) -> tuple[str, str | None] | None:
    """Return the endpoint and the slug of the page under `path`, or none if there is no such."""
    routes = current_app.url_map.bind("localhost")
    prefix, _, rest = path.removeprefix("/").partition("/")
    spellings = {spelt for each in settings().languages for spelt in (each.code, each.tag)}
    bare = f"/{rest}" if prefix in spellings else path
    for each in (bare, f"{bare.rstrip('/')}/"):
        try:
            endpoint, values = routes.match(each, method="GET")
        except RequestRedirect:
            continue
        except HTTPException:
            return None
        return str(endpoint), values.get("slug")
    return None
