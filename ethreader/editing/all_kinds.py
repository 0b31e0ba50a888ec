"""All kinds of content that are edited in the browser, in the order of their tabs."""

from ethreader.base.content_state import ContentKind
from ethreader.editing.event_kind import EVENT
from ethreader.editing.kinds import DeskKind
from ethreader.editing.organisation_kind import ORGANISATION
from ethreader.editing.page_kind import PAGE
from ethreader.editing.site_kind import SITE
from ethreader.editing.speaker_kind import SPEAKER
from ethreader.editing.speaker_translation_kind import SPEAKER_TRANSLATION
from ethreader.editing.translation_kind import TRANSLATION

KINDS: dict[str, DeskKind] = {
    each.path: each
    for each in (
        *(EVENT, TRANSLATION, SPEAKER, SPEAKER_TRANSLATION),
        *(ORGANISATION, PAGE, SITE),
    )
}


# What says each in more languages, by the original.
IN_LANGUAGES: dict[str, DeskKind] = {
    EVENT.path: TRANSLATION,
    SPEAKER.path: SPEAKER_TRANSLATION,
}


def original_kind_of(text: DeskKind) -> DeskKind | None:
    """Return the kind of what is translated; none where it is no translation."""
    return next((KINDS[path] for path, each in IN_LANGUAGES.items() if each is text), None)


def desk_kind_of(kind: ContentKind) -> DeskKind | None:
    """Return what is edited of a kind of content."""
    return next((each for each in KINDS.values() if each.kind is kind), None)
