"""All kinds of content that are edited in the browser, in the order of their tabs."""

from collections.abc import Iterable

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


def _one_of(paths: Iterable[str], *, name: str = "path_name") -> str:
    """Return a part of a rule that takes these paths alone."""
    return f"<any({', '.join(map(repr, paths))}):{name}>"


# What says each in more languages, by the original.
IN_LANGUAGES: dict[str, DeskKind] = {
    EVENT.path: TRANSLATION,
    SPEAKER.path: SPEAKER_TRANSLATION,
}
# The part of a path that names a kind: no other page of the desk is taken for one.
OF_KIND = _one_of(KINDS)
# What is no text of something else.
OF_ITSELF = _one_of(path for path, each in KINDS.items() if each not in IN_LANGUAGES.values())
OF_ORIGINAL = _one_of(IN_LANGUAGES)
OF_TEXT = _one_of((each.path for each in IN_LANGUAGES.values()), name="text_path")


def original_kind_of(text: DeskKind) -> DeskKind | None:
    """Return the kind of what is translated; none where it is no translation."""
    return next((KINDS[path] for path, each in IN_LANGUAGES.items() if each is text), None)


def desk_kind_of(kind: ContentKind) -> DeskKind | None:
    """Return what is edited of a kind of content."""
    return next((each for each in KINDS.values() if each.kind is kind), None)
