"""Rules that write speakers."""

from collections.abc import Sequence
from dataclasses import dataclass

from ethreader.base.db import db
from ethreader.base.markup import article_html
from ethreader.speakers.models import Speaker
from ethreader.speakers.queries import speaker_by_slug


@dataclass(frozen=True, kw_only=True)
class SpeakerFacts:
    """All that is known of a speaker; what is left out is unknown, not unchanged."""

    slug: str
    name: str
    headline: str
    language: str
    links: Sequence[dict[str, str]]
    body: str


def save_speaker(facts: SpeakerFacts) -> Speaker:
    """Store a speaker, in place of the one with the same slug if there is one."""
    speaker = speaker_by_slug(facts.slug) or Speaker(slug=facts.slug)
    speaker.name = facts.name
    speaker.headline = facts.headline
    speaker.language = facts.language
    speaker.links = list(facts.links)
    speaker.body = facts.body
    speaker.body_html = article_html(facts.body)
    db.session.add(speaker)
    db.session.flush()
    return speaker
