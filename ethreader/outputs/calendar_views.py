"""Calendar files: one event, and all of them to subscribe to.

A withdrawn event is gone from both. A calendar that is subscribed to drops it by itself; a last
entry that says “cancelled” would have to go on telling its UID, and thus that there was one.
"""

from datetime import timedelta

from flask import Blueprint, Response, make_response
from flask.typing import ResponseReturnValue

from ethreader.events.queries import article, upcoming_events
from ethreader.web.current import now
from ethreader.web.http import get_or_404
from ethreader.web.keeping import keep, kept

bp = Blueprint("calendars", __name__)

# So long after it was over an event stays in the calendar that people subscribe to.
STAYS = timedelta(days=366)


@bp.get("/events/<slug:slug>/calendar.ics")
@kept
def event(slug: str) -> ResponseReturnValue:
    """Give the calendar entry of an event."""
    from ethreader.outputs.calendar_page import calendar_of  # noqa: PLC0415 - 8 MB, for few requests

    about = get_or_404(article(slug))
    keep()
    return _file(calendar_of([about]).to_ical(), name=about.slug)


@bp.get("/events.ics")
@kept
def all_events() -> ResponseReturnValue:
    """Give all events that are not long over."""
    from ethreader.outputs.calendar_page import subscription_of  # noqa: PLC0415 - as above

    keep()
    return _file(subscription_of(upcoming_events(now() - STAYS)).to_ical(), name="events")


def _file(calendar: bytes, *, name: str) -> Response:
    response = make_response(calendar)
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response
