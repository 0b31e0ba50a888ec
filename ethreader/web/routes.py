"""Which page stands under a path of this site."""

from flask import current_app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect


def route_of(path: str) -> tuple[str, str | None] | None:
    """Return the endpoint and the slug of the page under `path`, or none if there is no such."""
    routes = current_app.url_map.bind("localhost")
    for each in (path, f"{path.rstrip('/')}/"):
        try:
            endpoint, values = routes.match(each, method="GET")
        except RequestRedirect:
            continue
        except HTTPException:
            return None
        return str(endpoint), values.get("slug")
    return None
