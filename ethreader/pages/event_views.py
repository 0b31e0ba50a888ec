"""Home, archive and articles."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from flask import Blueprint, current_app, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import escape

from ethreader.base.reading_pages import BEGINNING
from ethreader.comments.comment_page import CommentPage, joined
from ethreader.comments.form_page import article_form
from ethreader.comments.formats import count_in_words
from ethreader.comments.thread_page import thread_asked_for
from ethreader.comments.threads import Thread
from ethreader.events.formats import (
    format_dates,
    format_leaf,
    format_moment,
    format_span,
    format_time_zone,
    machine_datetime,
)
from ethreader.events.kept_page import keep_dates_of, keep_event, keep_events
from ethreader.events.list_cursors import start_from
from ethreader.events.list_queries import list_page
from ethreader.events.models import Event
from ethreader.events.named_page import in_words_of, ways_titled
from ethreader.events.onward_queries import ways_from
from ethreader.events.page_queries import surroundings_of
from ethreader.events.place_formats import town_and_country, whole_place
from ethreader.events.queries import article, next_end, next_events, past_events
from ethreader.events.shown_queries import ShownEvent, shown_event
from ethreader.events.year_queries import years_of_events
from ethreader.i18n.formats import format_interval
from ethreader.outputs.head_page import article_head
from ethreader.pages.card_page import event_card
from ethreader.pages.text_page import text_of_article
from ethreader.translations.spoken_page import places_of_texts, spoken, spoken_page
from ethreader.translations.text_queries import load_texts
from ethreader.web.current import now, settings, today
from ethreader.web.frames import Frame, frame_of
from ethreader.web.http import get_or_404, render_page
from ethreader.web.keeping import kept
from ethreader.web.revision import content_read

bp = Blueprint("events", __name__)
for each in (format_dates, format_leaf, format_moment, format_span, format_time_zone):
    bp.add_app_template_filter(each)
bp.add_app_template_filter(format_interval)
bp.add_app_template_filter(town_and_country)
bp.add_app_template_filter(whole_place)
bp.add_app_template_filter(spoken)
bp.add_app_template_filter(text_of_article)
bp.add_app_template_filter(ways_titled)
bp.add_app_template_global(event_card)
bp.add_app_template_global(machine_datetime)


RECENT = 6
COMING = 24  # So many cards; all of them are in the list of all events.
FEW = 3  # So many comments need no way past them to the form.


@bp.get("/")
@kept
def home() -> ResponseReturnValue:
    """Show upcoming events and the latest past ones."""
    coming, recent = next_events(now(), limit=COMING + 1), past_events(now(), limit=RECENT)
    has_more_coming = len(coming) > COMING
    keep_events((*coming, *recent), until=next_end(now()) if has_more_coming else None)
    return render_page(
        "events/home.html",
        coming=coming[:COMING],
        has_more_coming=has_more_coming,
        recent=recent,
        now=now(),
    )


@bp.get("/events/")
@kept
def archive() -> ResponseReturnValue:
    """Show all events by year, a page of them."""
    start = request.args.get("at")
    listed = get_or_404(list_page(start_from(start) if start is not None else None))
    if listed.start != (start or BEGINNING):  # What it began with is gone.
        return redirect(url_for(".archive", at=listed.start), code=302)
    keep_dates_of(listed.rows)
    return render_page(
        "events/archive.html",
        listed=listed,
        by_year=_by_year(listed.rows),
        years=years_of_events(),
        now=now(),
    )


def _by_year(events: Sequence[Event]) -> dict[int, list[Event]]:
    """Return events that are sorted by the day on which they begin, by its year."""
    years = groupby(events, key=lambda event: event.first_day.year)
    return {year: list(within) for year, within in years}


@bp.get("/events/<slug:slug>/")
@kept
def show(slug: str) -> ResponseReturnValue:
    """Show an article with its thread and the form for comments."""
    content_read()
    event = get_or_404(shown_event(slug))
    keep_event(event)
    thread = thread_asked_for(event)
    has_shortcut = thread.count > FEW
    frame = frame_of(
        "events/show.html",
        has_shortcut,
        thread.count > 0,  # Before the first comment, the house rules of the form stand open.
        context=lambda: _article(get_or_404(article(slug)), has_shortcut=has_shortcut),
    )
    return make_response(frame.fill(_conversation(frame, event, thread)))


def _article(event: Event, *, has_shortcut: bool) -> dict[str, Any]:
    """Return what an article's frame shows."""
    load_texts(event, event.shown_parent)
    text, takes_comments = spoken_page(event), event.takes_comments(today())
    names = in_words_of(text, surroundings_of(event))
    return {
        "event": event,
        "told": text,
        "places": places_of_texts(event),
        "names": names,
        "ways": ways_titled(ways_from(event)),
        "text": text_of_article(text.body_html, names.speaking),
        "head": article_head(event, text, names),
        "takes_comments": takes_comments,
        "has_shortcut": has_shortcut,
        "news_seconds": settings().news_seconds,
        "now": now(),
        "form_html": article_form(event) if takes_comments else "",
    }


def _conversation(frame: Frame, event: ShownEvent, thread: Thread) -> dict[str, str]:
    """Return what fills an article's gaps: all that a comment changes."""
    template = current_app.jinja_env.get_template("comments/_thread.html")
    comments = CommentPage(event, takes_comments=event.takes_comments(today()))
    branches = {branch.id: branch for branch in thread.branches}
    items = joined(frame.filled(branches, lambda branch: comments.items(branch.nodes)))
    return {
        "count": escape(count_in_words(thread.count)),
        "thread": template.render(event=event, thread=thread, items=items, root=None),
        "publication_count": str(event.publication_count),
    }
