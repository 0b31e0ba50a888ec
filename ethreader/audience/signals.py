"""What a request says about itself."""

from collections.abc import Callable

from flask import Response, request

from ethreader.audience.known_programs import is_program
from ethreader.audience.tally import AGENT_LENGTH
from ethreader.web.http import wants_partial
from ethreader.web.readers_pages import READERS_PAGES

# Returns a request's header, by its name in small letters, or a text where there is none.
Said = Callable[[str, str], str]

MOST_AGENTS = 2_000  # Whose kind is remembered.

_are_people: dict[int, bool] = {}


def is_readers_page(response: Response) -> bool:
    """Tell whether the answer is one of the readers' pages, and not a no in its place."""
    return (
        request.endpoint in READERS_PAGES
        and response.status_code == 200
        and response.mimetype == "text/html"
        and not wants_partial()
    )


def refuses_tracking(said: Said) -> bool:
    """Tell whether the browser says so: by Global Privacy Control, or by Do Not Track."""
    return said("sec-gpc", "") == "1" or said("dnt", "") == "1"


def agent_counted(said: Said) -> str:
    """Return what the browser of somebody calls itself who looks at the page, and does not mind.

    Nothing of a program, of fetching in advance, and of who does.
    """
    agent = user_agent(said)
    if not agent or refuses_tracking(said):
        return ""
    purpose = said("sec-purpose", "") or said("purpose", "") or said("x-moz", "")
    if purpose and "pre" in purpose.lower():  # -fetch, -render, -view
        return ""
    return agent if _is_person(agent) else ""


def user_agent(said: Said) -> str:
    """Return what the browser calls itself, as far as it is looked at."""
    return said("user-agent", "")[:AGENT_LENGTH]


def _is_person(agent: str) -> bool:
    """Tell a browser from a program. Looking through all known programs takes longer than a page.

    What is remembered is a number that says nothing of the name outside of this process.
    """
    known = _are_people.get(hash(agent))
    if known is None:
        if len(_are_people) >= MOST_AGENTS:
            _are_people.clear()
        known = _are_people[hash(agent)] = not is_program(agent)
    return known
