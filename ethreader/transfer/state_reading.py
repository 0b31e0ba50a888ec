"""What the site has under a file's slug already: withdrawn, renamed, or deleted for good."""

from collections.abc import Iterable, Iterator

from ethreader.base.content_state import ContentState
from ethreader.publishing.queries import PATHS, item_by_old_slug, item_by_slug, was_removed
from ethreader.transfer.findings import Finding, Weight
from ethreader.transfer.kind_reading import CONTENT_KINDS
from ethreader.transfer.reading import ContentFile

_STAYS = {
    ContentState.WITHDRAWN: "it stays withdrawn; “flask content restore {slug}” shows it again",
    ContentState.SCHEDULED: "it stays scheduled: readers see it when its time has come",
}
_WAITS = "it is not published yet; readers see it with the first event that names it"


def look_at_states(files: Iterable[ContentFile]) -> None:
    """Add to the files' findings that a file alone publishes nothing which was taken down."""
    for file in files:
        file.findings += _findings(file)


def _findings(file: ContentFile) -> Iterator[Finding]:
    kind, slug = file.kind and CONTENT_KINDS.get(file.kind), file.slug
    if kind not in PATHS or slug is None or file.is_left_out:
        return
    line = file.read.lines.get("slug", file.read.head_line)
    item, renamed = item_by_slug(kind, slug), item_by_old_slug(kind, slug)
    if was_removed(kind, slug):
        said = f"“{slug}” was deleted for good; delete this file, or give it another slug"
        yield Finding(line=line, field="slug", sentence=said)
    elif item is not None and item.state in _STAYS:
        said = _WAITS if item.is_waiting else _STAYS[item.state].format(slug=slug)
        yield Finding(line=line, field="slug", sentence=said, weight=Weight.WARNS)
    elif item is None and renamed is not None:
        said = f"“{slug}” leads to {PATHS[kind]}{renamed.slug}/ since that was renamed"
        said += f"; write “slug: {renamed.slug}”, or give this file another slug"
        yield Finding(line=line, field="slug", sentence=said)
