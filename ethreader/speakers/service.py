"""Rules that write speakers."""

from collections.abc import Iterator

from ethreader.base.db import db
from ethreader.base.field_problems import FieldProblem, UnknownReferences
from ethreader.i18n.texts import gettext
from ethreader.pictures.service import set_picture
from ethreader.speakers.fields import SpeakerFields
from ethreader.speakers.models import Speaker
from ethreader.speakers.queries import speaker_by_slug
from ethreader.translations.script_service import make_other_script
from ethreader.translations.text_service import has_text_in


def save_speaker(fields: SpeakerFields) -> Speaker:
    """Store a speaker, in place of the one with the same slug if there is one.

    Raises `UnknownReferences` when there is a text in the language that the original would have.
    """
    if problems := list(problems_of_speaker(fields)):
        raise UnknownReferences(problems)
    speaker = speaker_by_slug(fields.slug) or Speaker()
    fields.write_to(speaker)
    speaker.links = [link.model_dump() for link in fields.links]
    set_picture(speaker, fields.picture)
    speaker.body_html = fields.body_html
    db.session.add(speaker)
    db.session.flush()
    make_other_script(speaker)
    return speaker


def problems_of_speaker(fields: SpeakerFields) -> Iterator[FieldProblem]:
    """Yield what is wrong with a speaker beside the texts that there are in more languages."""
    if has_text_in(speaker_by_slug(fields.slug), fields.language):
        reason = gettext("there is a text in this language already; delete that one first")
        yield FieldProblem(field="language", reason=reason)
