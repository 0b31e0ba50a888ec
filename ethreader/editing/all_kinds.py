"""All kinds of content that are edited in the browser, in the order of their tabs."""

from ethreader.base.content_state import ContentKind
from ethreader.editing.event_kind import EVENT
from ethreader.editing.kinds import DeskKind
from ethreader.editing.organisation_kind import ORGANISATION
from ethreader.editing.page_kind import PAGE
from ethreader.editing.site_kind import SITE
from ethreader.editing.speaker_kind import SPEAKER
from ethreader.editing.translation_kind import TRANSLATION

KINDS: dict[str, DeskKind] = {
    each.path: each for each in (EVENT, TRANSLATION, SPEAKER, ORGANISATION, PAGE, SITE)
}
# The part of a path that names a kind: no other page of the desk is taken for one.
OF_KIND = f"<any({', '.join(KINDS)}):path_name>"


def desk_kind_of(kind: ContentKind) -> DeskKind | None:
    """Return what is edited of a kind of content."""
    return next((each for each in KINDS.values() if each.kind is kind), None)
