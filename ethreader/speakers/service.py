"""Rules that write speakers."""

from ethreader.base.db import db
from ethreader.pictures.service import set_picture
from ethreader.speakers.fields import SpeakerFields
from ethreader.speakers.models import Speaker
from ethreader.speakers.queries import speaker_by_slug


def save_speaker(fields: SpeakerFields) -> Speaker:
    """Store a speaker, in place of the one with the same slug if there is one."""
    speaker = speaker_by_slug(fields.slug) or Speaker()
    fields.write_to(speaker)
    speaker.links = [link.model_dump() for link in fields.links]
    set_picture(speaker, fields.picture)
    speaker.body_html = fields.body_html
    db.session.add(speaker)
    db.session.flush()
    return speaker
