"""What files name: each must be in the database, or come with the same import."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ethreader.base.field_problems import FieldProblem
from ethreader.base.slugs import is_slug
from ethreader.events.fields import EventFields, OrganisationFields
from ethreader.events.queries import event_by_slug, organisation_by_slug
from ethreader.speakers.fields import SpeakerFields
from ethreader.speakers.queries import speaker_by_slug
from ethreader.transfer.findings import Finding, Weight
from ethreader.transfer.kind_reading import KINDS, AnyFields
from ethreader.transfer.reading import ContentFile

_BY_SLUG = {
    OrganisationFields: organisation_by_slug,
    SpeakerFields: speaker_by_slug,
    EventFields: event_by_slug,
}
# Tells which page stands under a path: its endpoint and slug, or none.
RouteOf = Callable[[str], tuple[str, str | None] | None]
_PAGES: dict[str, type[AnyFields]] = {"events.show": EventFields, "speakers.show": SpeakerFields}


class Names:
    """The slugs of an import's files, beside those of the database."""

    def __init__(self, files: Iterable[ContentFile], *, route_of: RouteOf) -> None:
        self._route_of = route_of
        self._coming = {
            (file.kind, file.slug): file for file in files if file.kind and not file.is_left_out
        }

    def look_at(self, file: ContentFile) -> None:
        """Add to a file's findings what it names and nobody knows."""
        for place, kind, slug in _references(file.read.fields):
            if not self._knows(KINDS[kind], slug):
                reason = f"there is no {kind} “{slug}”; write its file, or correct the slug"
                file.refuse(FieldProblem(field=place, reason=reason))
            elif (coming := self._coming.get((KINDS[kind], slug))) and self._is_lost(coming):
                reason = f"the {kind} “{slug}” is not here yet, as {coming.path} is refused"
                file.refuse(FieldProblem(field=place, reason=f"{reason}; mend that file first"))
        for line, path in file.links:
            if finding := self._dead_link(line, path):
                file.findings.append(finding)

    def _knows(self, kind: type[AnyFields], slug: str) -> bool:
        return (kind, slug) in self._coming or self._is_stored(kind, slug)

    def _is_stored(self, kind: type[AnyFields], slug: str) -> bool:
        return _BY_SLUG[kind](slug) is not None

    def _is_lost(self, file: ContentFile) -> bool:
        stored = file.kind and file.slug and self._is_stored(file.kind, file.slug)
        return file.is_refused and not stored

    def _dead_link(self, line: int, path: str) -> Finding | None:
        page = self._route_of(path)
        if page is None:
            said = "the site has no such page; correct the link, or delete it"
            return Finding(line=line, field="text", sentence=f"“{path}”: {said}")
        endpoint, slug = page
        kind = _PAGES.get(endpoint)
        if kind is None or slug is None or self._knows(kind, slug):
            return None
        said = "the site has no such page yet; correct the link, or write that page"
        return Finding(line=line, field="text", sentence=f"“{path}”: {said}", weight=Weight.WARNS)


def _references(values: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield what a file names: where, of which kind, and the slug."""
    parent = values.get("part_of")
    if isinstance(parent, str) and is_slug(parent):
        yield "part_of", "event", parent
    for name, kind in (("organisations", "organisation"), ("speakers", "speaker")):
        items = values.get(name)
        for number, item in enumerate(items if isinstance(items, list) else (), start=1):
            slug = item.get(kind) if isinstance(item, dict) else None
            if isinstance(slug, str) and is_slug(slug):
                yield f"{name}.{number}.{kind}", kind, slug
