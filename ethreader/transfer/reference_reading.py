"""What files name: each must be in the database, or come with the same import."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from ethreader.base.content_state import ContentKind
from ethreader.base.field_problems import FieldProblem
from ethreader.base.slugs import is_slug
from ethreader.events.fields import EventFields, OrganisationFields
from ethreader.events.queries import event_by_slug, organisation_by_slug
from ethreader.events.text_fields import EventTextFields
from ethreader.publishing.queries import removals
from ethreader.publishing.removal_names import is_removal_name_of
from ethreader.site_pages.fields import SitePageFields
from ethreader.site_pages.queries import page_by_slug
from ethreader.speakers.fields import SpeakerFields
from ethreader.speakers.queries import speaker_by_slug
from ethreader.speakers.text_fields import SpeakerTextFields
from ethreader.transfer.findings import Finding, Weight
from ethreader.transfer.kind_reading import KINDS, AnyFields
from ethreader.transfer.reading import ContentFile
from ethreader.translations.text_fields import TextFields

_BY_SLUG: dict[type[AnyFields], Callable[[str], object]] = {
    OrganisationFields: organisation_by_slug,
    SpeakerFields: speaker_by_slug,
    EventFields: event_by_slug,
    SitePageFields: page_by_slug,
}
# Whatever is named comes before what names it.
_RANKS: dict[type[AnyFields] | None, int] = {
    EventFields: 1,
    EventTextFields: 2,
    SpeakerTextFields: 2,
}
# Tells which page stands under a path: its endpoint and slug, or none.
RouteOf = Callable[[str], tuple[str, str | None] | None]
_PAGES: dict[str, type[AnyFields]] = {
    "events.show": EventFields,
    "speakers.show": SpeakerFields,
    "site_pages.show": SitePageFields,
}


class Names:
    """The slugs of an import's files, beside those of the database."""

    def __init__(self, files: Iterable[ContentFile], *, route_of: RouteOf) -> None:
        self._route_of = route_of
        self._removals: dict[ContentKind, Sequence[str]] = {}
        self._coming = {(file.kind, file.slug): file for file in files if file.kind}

    def look_at(self, files: Iterable[ContentFile]) -> None:
        """Add to the files' findings what they name and nobody knows.

        What is named is looked at first: a file that is refused takes those with it that name it.
        """
        for file in sorted(files, key=self._depth):
            if file.kind is EventFields and self._is_in_circle(file):
                said = "an event cannot be part of itself, as it would be by way of "
                said += f"“{_parent_of(file)}”; take one of these lines out"
                file.refuse(FieldProblem(field="part_of", reason=said))
            self._look_at(file)

    def _depth(self, file: ContentFile) -> tuple[int, int, bool]:
        above = self._above(file)
        return _RANKS.get(file.kind, 0), len(above), file.slug not in above

    def _is_in_circle(self, file: ContentFile) -> bool:
        return file.slug in self._above(file) and file.slug != _parent_of(file)

    def _above(self, file: ContentFile) -> list[str]:
        """Return the events that a file is part of, as far as this import knows them."""
        above: list[str] = []
        parent = _parent_of(file)
        while parent and parent not in above:
            above.append(parent)
            coming = self._coming.get((EventFields, parent))
            parent = _parent_of(coming) if coming else None
        return above

    def _look_at(self, file: ContentFile) -> None:
        for place, kind, slug in _references(file):
            if self._was_removed(ContentKind(kind), slug):
                reason = f"the {kind} “{slug}” was deleted for good; delete what names it here"
                file.refuse(FieldProblem(field=place, reason=reason))
            elif not self._knows(KINDS[kind], slug):
                reason = f"there is no {kind} “{slug}”; write its file, or correct the slug"
                file.refuse(FieldProblem(field=place, reason=reason))
            elif coming := self._lost(KINDS[kind], slug):
                if place == "part_of" and self._is_in_circle(file):
                    continue  # It is told of the circle.
                reason = f"the {kind} “{slug}” is not here yet, as {coming.path} is refused"
                file.refuse(FieldProblem(field=place, reason=f"{reason}; mend that file first"))
        for line, path in file.links:
            if finding := self._dead_link(line, path):
                file.findings.append(finding)

    def _was_removed(self, kind: ContentKind, slug: str) -> bool:
        if kind not in self._removals:
            self._removals[kind] = removals(kind)
        return any(is_removal_name_of(name, slug) for name in self._removals[kind])

    def _knows(self, kind: type[AnyFields], slug: str) -> bool:
        return (kind, slug) in self._coming or self._is_stored(kind, slug)

    def _is_stored(self, kind: type[AnyFields], slug: str) -> bool:
        return _BY_SLUG[kind](slug) is not None

    def _lost(self, kind: type[AnyFields], slug: str) -> ContentFile | None:
        """Return the file of what is named, if it is refused and was never stored before."""
        coming = self._coming.get((kind, slug))
        is_lost = coming and coming.is_refused and not self._is_stored(kind, slug)
        return coming if is_lost else None

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


def _parent_of(file: ContentFile) -> str | None:
    parent = file.read.fields.get("part_of")
    return parent if isinstance(parent, str) else None


def _references(file: ContentFile) -> Iterator[tuple[str, str, str]]:
    """Yield what a file names: where, of which kind, and the slug."""
    values = file.read.fields
    parent = values.get("part_of")
    if isinstance(parent, str) and is_slug(parent):
        yield "part_of", "event", parent
    original = values.get("translation_of")
    of_text = file.kind if file.kind and issubclass(file.kind, TextFields) else None
    if of_text is not None and isinstance(original, str) and is_slug(original):
        yield "translation_of", of_text.of_kind.value, original
    for name, kind in (("organisations", "organisation"), ("speakers", "speaker")):
        items = values.get(name)
        for number, item in enumerate(items if isinstance(items, list) else (), start=1):
            slug = item.get(kind) if isinstance(item, dict) else None
            if isinstance(slug, str) and is_slug(slug):
                yield f"{name}.{number}.{kind}", kind, slug
