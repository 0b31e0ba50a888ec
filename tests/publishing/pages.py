"""A conference, a meeting that is part of it, and who speaks there, as files."""

from ethreader.events.queries import event_by_slug
from ethreader.publishing.queries import Item
from ethreader.speakers.queries import speaker_by_slug

MEETING = """---
kind: event
name: Markedmeeting
starts: 2026-02-03
speakers:
  - speaker: vera
    role: Markedrole
    topic: Markedtopic
---
Welcome, [our guest](/speakers/vera/).
"""
VERA = """---
kind: speaker
name: Vera Markedperson
headline: Markedhead
links:
  - label: Markedlabel
    url: https://example.org/markedlink
---
She speaks of Markedstory.
"""
FILES = {"meeting.md": MEETING, "vera.md": VERA}


def item(slug: str) -> Item:
    """Return what is called so."""
    found = event_by_slug(slug) or speaker_by_slug(slug)
    assert found is not None
    return found


def url_of(slug: str) -> str:
    """Return the URL under which readers look for it."""
    return f"/speakers/{slug}/" if "vera" in slug else f"/events/{slug}/"
