"""What editors have to look at of the texts about speakers."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ethreader.base.content_state import ContentState
from ethreader.base.db import db
from ethreader.i18n.languages import Language
from ethreader.speakers.models import Speaker
from ethreader.translations.text_queries import TextsToLookAt, to_look_at


def speakers_to_look_at(languages: Sequence[Language]) -> list[TextsToLookAt]:
    """Return speakers whose translations miss, or are older than the original.

    Of whom was withdrawn nobody has to look at anything.
    """
    query = select(Speaker).where(Speaker.state != ContentState.WITHDRAWN).order_by(Speaker.slug)
    query = query.options(selectinload(Speaker.texts))
    found = (to_look_at(speaker, languages) for speaker in db.session.scalars(query))
    return [each for each in found if not each.is_empty]
