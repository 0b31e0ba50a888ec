"""Speakers and their appearances."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ethreader.events.kept_page import keep_events
from ethreader.events.queries import appearances_of
from ethreader.events.text_queries import part_told
from ethreader.outputs.speaker_data_page import speaker_head
from ethreader.speakers.names import initials
from ethreader.speakers.queries import listed_speakers, speaker_page
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
    """Show all speakers whose page is published."""
    keep()
    return render_page("speakers/index.html", speakers=listed_speakers())


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
