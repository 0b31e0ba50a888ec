"""What a request says about itself."""

from typing import Any, Protocol

from crawleruseragents import is_crawler
from flask import Response, request

from ethreader.audience.tally import AGENT_LENGTH
from ethreader.web.http import wants_partial
from ethreader.web.readers_pages import READERS_PAGES

MOST_AGENTS = 2_000  # Whose kind is remembered.

_are_people: dict[int, bool] = {}


class Head(Protocol):
    """The headers of a request, by their names in small letters."""

    def get(self, name: str, default: Any = None, /) -> Any:
        """Return a header."""


def is_readers_page(response: Response) -> bool:
    """Tell whether the answer is one of the readers' pages, and not a no in its place."""
    return (
        request.endpoint in READERS_PAGES
        and response.status_code == 200
        and response.mimetype == "text/html"
        and not wants_partial()
    )


def refuses_tracking(head: Head) -> bool:
    """Tell whether the browser says so: by Global Privacy Control, or by Do Not Track."""
    return bool(head.get("sec-gpc") == "1" or head.get("dnt") == "1")


def is_read_by_a_person(head: Head) -> bool:
    """Tell whether somebody looks at the page: no program, no fetching in advance."""
    agent = user_agent(head)
    purpose = f"{head.get('sec-purpose')} {head.get('purpose')} {head.get('x-moz')}".lower()
    in_advance = "pre" in purpose  # -fetch, -render, -view
    return bool(agent) and not in_advance and _is_person(agent)


def user_agent(head: Head) -> str:
    """Return what the browser calls itself, as far as it is looked at."""
    agent: str = head.get("user-agent", "")
    return agent[:AGENT_LENGTH]


def _is_person(agent: str) -> bool:
    """Tell a browser from a program. Looking through all known programs takes longer than a page.

    What is remembered is a number that says nothing of the name outside of this process.
    """
    known = _are_people.get(hash(agent))
    if known is None:
        if len(_are_people) >= MOST_AGENTS:
            _are_people.clear()
        known = _are_people[hash(agent)] = not is_crawler(agent)
    return known
