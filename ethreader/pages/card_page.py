"""An event's card, each within its own boundary: one odd event does not take the list along."""

from datetime import datetime

from flask import current_app, render_template
from markupsafe import Markup

from ethreader.events.models import Event
from ethreader.web.templating import sanitised

SIZES = "(min-width: 48rem) 12rem, 92vw"


def event_card(
    event: Event, *, level: int, now: datetime, sizes: str = SIZES, loading: str = "lazy"
) -> Markup:
    """Return the card of an event; what cannot be shown is a link to the article alone.

    `sizes` and `loading` are those of its picture, as HTML has them.
    """
    shown = {"event": event, "level": level, "now": now, "sizes": sizes, "loading": loading}
    try:
        html = render_template("events/_card.html", **shown)
    except Exception:
        current_app.logger.exception("The card of the event “%s” cannot be shown.", event.slug)
        html = render_template("events/_plain_card.html", event=event, level=level)
    return sanitised(html)
