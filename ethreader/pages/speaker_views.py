"""Speakers and their appearances."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from ethreader.base.reading_pages import BEGINNING
from ethreader.events.kept_page import keep_events
from ethreader.events.queries import appearances_of
from ethreader.events.text_queries import part_told
from ethreader.outputs.speaker_data_page import speaker_head
from ethreader.speakers.list_queries import list_page
from ethreader.speakers.names import initials
from ethreader.speakers.queries import speaker_page
from ethreader.translations.spoken_page import (
    name_here,
    places_of_texts,
    script_here,
    spoken_page,
)
from ethreader.web.http import get_or_404, render_page
from ethreader.web.keeping import keep, kept

bp = Blueprint("speakers", __name__, url_prefix="/speakers")
bp.add_app_template_filter(initials)
bp.add_app_template_filter(name_here)
bp.add_app_template_filter(script_here)
bp.add_app_template_filter(part_told)


@bp.get("/")
@kept
def index() -> ResponseReturnValue:
    """Show the speakers whose page is published, a page of them."""
    listed = get_or_404(list_page(request.args.get("at", BEGINNING)))
    keep()
    return render_page("speakers/index.html", listed=listed)


@bp.get("/<slug:slug>/")
@kept
def show(slug: str) -> ResponseReturnValue:
    """Show a speaker's page."""
    speaker = get_or_404(speaker_page(slug))
    appearances, told = appearances_of(speaker), spoken_page(speaker)
    keep_events(appearance.event for appearance in appearances)
    return render_page(
        "speakers/show.html",
        speaker=speaker,
        told=told,
        places=places_of_texts(speaker),
        appearances=appearances,
        linked_data=speaker_head(speaker, told),
    )
