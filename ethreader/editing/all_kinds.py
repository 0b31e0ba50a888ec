"""All kinds of content that are edited in the browser, in the order of their tabs."""

from ethreader.base.content_state import ContentKind
from ethreader.editing.event_kind import EVENT
from ethreader.editing.kinds import DeskKind
from ethreader.editing.organisation_kind import ORGANISATION
from ethreader.editing.page_kind import PAGE
from ethreader.editing.site_kind import SITE
from ethreader.editing.speaker_kind import SPEAKER

KINDS: dict[str, DeskKind] = {
    each.path: each for each in (EVENT, SPEAKER, ORGANISATION, PAGE, SITE)
}


def desk_kind_of(kind: ContentKind) -> DeskKind | None:
    """Return what is edited of a kind of content."""
    return next((each for each in KINDS.values() if each.kind is kind), None)
