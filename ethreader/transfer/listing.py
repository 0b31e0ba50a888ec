"""What `flask content list` says: one line for each thing, and for each draft of a new one."""

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from ethreader.base.content_state import ContentKind
from ethreader.events.models import Event
from ethreader.publishing.draft_models import ContentDraft
from ethreader.publishing.draft_queries import drafts_of_new
from ethreader.publishing.queries import MODELS, Item, items_of, waits_for_event
from ethreader.site_pages.models import SitePage

DRAFT = "draft"
_TITLES = {
    ContentKind.EVENT: ("headline", "name"),
    ContentKind.SPEAKER: ("name",),
    ContentKind.PAGE: ("title",),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """Something that editors wrote, and where it stands."""

    state: str
    text: str


def lines_of_content(kind: str | None, *, zone: ZoneInfo) -> Iterator[Line]:
    """Yield all that there is, or all of a kind: what is on the site first, then drafts."""
    kinds = [ContentKind(kind)] if kind else list(MODELS)
    for each in kinds:
        for item in items_of(each):
            yield _line(each, item.state, item.slug, f"{_title(item)}{_when(item, zone)}")
    for each in kinds:
        for draft in drafts_of_new(each):
            yield _line(each, DRAFT, "–", _title_of_draft(draft))


def _line(kind: ContentKind, state: str, slug: str, title: str) -> Line:
    return Line(state=state, text=f"{kind:8}{state:11}{slug}  {title}")


def _title(item: Item) -> str:
    if isinstance(item, SitePage):
        return item.title
    return (item.headline if isinstance(item, Event) else "") or item.name


def _title_of_draft(draft: ContentDraft) -> str:
    said = (draft.values.get(name) for name in _TITLES[draft.kind])
    return next((str(each) for each in said if each), "(without a name)")


def _when(item: Item, zone: ZoneInfo) -> str:
    if item.publish_at is not None:
        return f" (from {item.publish_at.astimezone(zone):%Y-%m-%d %H:%M})"
    if item.is_waiting:
        waits = waits_for_event(item)
        return " (with the first event that names it)" if waits else " (no day is set)"
    return ""
