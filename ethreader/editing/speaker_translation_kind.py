"""The form of a text about a speaker in one more language: its words, and its preview."""

from functools import partial

from ethreader.base.content_state import ContentKind
from ethreader.base.errors import NotFound
from ethreader.editing.common_translation_kind import (
    at_their_fields,
    fixed_words,
    group_of,
    of_original,
)
from ethreader.editing.controls import Control, Words
from ethreader.editing.kinds import DeskKind, KindWords, Preview
from ethreader.editing.speaker_kind import SPEAKER
from ethreader.editing.translation_typed import as_checked, as_shown
from ethreader.events.queries import appearances_of
from ethreader.i18n.texts import lazy_gettext
from ethreader.speakers.queries import speaker_by_slug
from ethreader.speakers.text_fields import SpeakerTextFields
from ethreader.speakers.text_models import SpeakerText
from ethreader.speakers.text_service import problems_of_text, save_speaker_text


def _preview(fields: SpeakerTextFields, _row: SpeakerText | None) -> Preview:
    """Return a speaker's page in the words of a text. Raises `NotFound` without the speaker."""
    speaker = speaker_by_slug(fields.translation_of)
    if speaker is None:
        raise NotFound
    told = SpeakerText()
    fields.write_to(told)
    told.body_html = fields.body_html or speaker.body_html
    return Preview(
        template="speakers/show.html",
        context={
            "speaker": speaker,
            "told": told,
            "places": None,
            "appearances": appearances_of(speaker),
            "linked_data": "",  # A preview is for nobody's program.
        },
    )


SPEAKER_TRANSLATION = DeskKind(
    kind=ContentKind.SPEAKER_TEXT,
    path="speaker-translations",
    words=KindWords(
        all=lazy_gettext("Speakers’ translations"),
        new="",
        edit=lazy_gettext("Translation"),
        none=lazy_gettext("No translations yet. Open a speaker and choose a language there."),
        slug_from="",
        taken=lazy_gettext(
            "Someone else has just published a text about this speaker in this language. Your "
            "draft is kept. Open theirs, and put there what you want to keep of yours."
        ),
    ),
    fields=SpeakerTextFields,
    model=SpeakerText,
    said={
        **fixed_words(lazy_gettext("Speaker")),
        "headline": Words(label=lazy_gettext("Role or position")),
        "body": Words(label=lazy_gettext("About this person"), control=Control.MARKDOWN),
    },
    groups=(group_of("headline", "body"),),
    save=lambda fields, _zone: save_speaker_text(fields),
    problems_of=partial(at_their_fields, problems_of_text),
    listed_by=("name", "headline"),
    preview=_preview,
    to_show=partial(as_shown, SPEAKER),
    to_check=partial(as_checked, SPEAKER),
    **of_original(SPEAKER),
)
