"""What a request says about itself."""

from crawleruseragents import is_crawler
from flask import Response, request

from ethreader.audience.tally import AGENT_LENGTH
from ethreader.web.http import wants_partial
from ethreader.web.readers_pages import READERS_PAGES


def is_readers_page(response: Response) -> bool:
    """Tell whether the answer is one of the readers' pages, and not a no in its place."""
    return (
        request.endpoint in READERS_PAGES
        and response.status_code == 200
        and response.mimetype == "text/html"
        and not wants_partial()
    )


def refuses_tracking() -> bool:
    """Tell whether the browser says so: by Global Privacy Control, or by Do Not Track."""
    return request.headers.get("Sec-GPC") == "1" or request.headers.get("DNT") == "1"


def is_read_by_a_person() -> bool:
    """Tell whether somebody looks at the page: no program, no fetching in advance."""
    purposes = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    agent = user_agent()
    in_advance = any("pre" in purpose.lower() for purpose in purposes)  # -fetch, -render, -view
    return bool(agent) and not in_advance and not is_crawler(agent)


def user_agent() -> str:
    """Return what the browser calls itself, as far as it is looked at."""
    return request.headers.get("User-Agent", "")[:AGENT_LENGTH]
