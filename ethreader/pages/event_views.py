"""Home, archive and articles."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ethreader.comments.form_views import can_notify, comment_form, page_stamp
from ethreader.comments.thread_views import thread_asked_for
from ethreader.events.queries import event_page, events_by_year, past_events, upcoming_events
from ethreader.web.current import now, settings
from ethreader.web.http import get_or_404, render_page

bp = Blueprint("events", __name__)


RECENT = 6


@bp.get("/")
def home() -> ResponseReturnValue:
    """Show upcoming events and the latest past ones."""
    coming, recent = upcoming_events(now()), past_events(now(), limit=RECENT)
    return render_page("events/home.html", coming=coming, recent=recent)


@bp.get("/events/")
def archive() -> ResponseReturnValue:
    """Show all events by year."""
    return render_page("events/archive.html", years=events_by_year(), now=now())


@bp.get("/events/<slug:slug>/")
def show(slug: str) -> ResponseReturnValue:
    """Show an article with its thread and the form to answer."""
    event = get_or_404(event_page(slug))
    return render_page(
        "events/show.html",
        event=event,
        thread=thread_asked_for(event),
        news_seconds=settings().news_seconds,
        form=comment_form(formdata=None),
        stamp=page_stamp(event),
        can_notify=can_notify(),
        now=now(),
    )
