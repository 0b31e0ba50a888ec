"""Content files into the database: all or nothing per file, in place by slug."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from ethreader.base.db import db
from ethreader.events.service import (
    AppearanceFacts,
    EventFacts,
    InvolvementFacts,
    OrganisationFacts,
    UnknownReference,
    save_event,
    save_organisation,
)
from ethreader.speakers.service import SpeakerFacts, save_speaker
from ethreader.transfer.front_matter import Unreadable, split
from ethreader.transfer.schema import EventFile, OrganisationFile, SlugText, SpeakerFile

AnyFile = OrganisationFile | SpeakerFile | EventFile

KINDS: dict[str, type[AnyFile]] = {
    "organisation": OrganisationFile,
    "speaker": SpeakerFile,
    "event": EventFile,
}
_SLUG: TypeAdapter[str] = TypeAdapter(SlugText)
SIZE_LIMIT = 1_000_000  # Bytes of one file.


class FileRefused(Exception):
    """A file that was not imported: which field, and why."""

    def __init__(self, path: Path, field: str, reason: str) -> None:
        super().__init__(f"{path}: {field}: {reason}.")


@dataclass(frozen=True, kw_only=True)
class ContentFile:
    """A file whose shape is good; whether what it names exists is another matter."""

    path: Path
    slug: str
    content: AnyFile
    body: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one file."""

    path: Path
    refusal: FileRefused | None


def content_paths(places: Iterable[Path]) -> Iterator[Path]:
    """Yield the given files, and the Markdown files below the given folders."""
    for place in places:
        if place.is_dir():
            yield from sorted(place.rglob("*.md"))
        else:
            yield place


def import_files(places: Iterable[Path], *, default_zone: ZoneInfo) -> Iterator[Outcome]:
    """Store each file and yield what became of it; the caller commits after each.

    Files may name each other in any order: organisations and speakers go first, and an
    event after the event that it is part of.
    """
    readable: list[ContentFile] = []
    taken: dict[tuple[type[AnyFile], str], Path] = {}
    for path in content_paths(places):
        try:
            file = read_file(path)
            earlier = taken.setdefault((type(file.content), file.slug), path)
            if earlier is not path:
                raise FileRefused(path, "slug", f"“{file.slug}” is also that of {earlier}")
        except FileRefused as problem:
            yield Outcome(path=path, refusal=problem)
        else:
            readable.append(file)
    for file in _in_order(readable):
        try:
            with db.session.begin_nested():
                _save(file, default_zone)
        except UnknownReference as problem:
            refusal = FileRefused(file.path, problem.field, problem.sentence)
            yield Outcome(path=file.path, refusal=refusal)
        else:
            yield Outcome(path=file.path, refusal=None)


def save_all(files: Iterable[ContentFile], *, default_zone: ZoneInfo) -> None:
    """Store files that must all be good; raises `UnknownReference` if one is not."""
    for file in _in_order(list(files)):
        _save(file, default_zone)


def read_file(path: Path) -> ContentFile:
    """Read one file; raise `FileRefused` with the field and the reason."""
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise FileRefused(path, "file", f"it is larger than {SIZE_LIMIT:,} bytes")
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise FileRefused(path, "file", "it is not UTF-8 text") from None
    except OSError as problem:
        raise FileRefused(path, "file", f"it cannot be read ({problem.strerror})") from None
    return parse_file(path, text)


def parse_file(path: Path, text: str) -> ContentFile:
    """Read the text of one file; raise `FileRefused` with the field and the reason."""
    if "\0" in text:
        raise FileRefused(path, "file", "it contains NUL characters")
    try:
        fields, body = split(text)
        slug = fields.pop("slug", path.stem)
        kind = KINDS.get(str(fields.get("kind")))
        if kind is None:
            raise Unreadable("kind", "say event, speaker or organisation")
        content = kind.model_validate(fields)
        slug = _SLUG.validate_python(slug)
    except Unreadable as problem:
        raise FileRefused(path, problem.field, problem.reason) from None
    except ValidationError as problem:
        field, reason = _first_problem(problem)
        raise FileRefused(path, field, reason) from None
    if body and isinstance(content, OrganisationFile):
        raise FileRefused(path, "text", "an organisation has no text below its front matter")
    return ContentFile(path=path, slug=slug, content=content, body=body)


def _first_problem(problem: ValidationError) -> tuple[str, str]:
    """Return field and reason of the first of pydantic's complaints, in our words."""
    details = problem.errors()[0]
    # List items are counted from one, as people do.
    field = ".".join(str(part + 1 if isinstance(part, int) else part) for part in details["loc"])
    reason = _reason(details)
    if not field and ": " in reason:  # From a check of several fields, which names one itself.
        field, _, reason = reason.partition(": ")
    return field or "slug", reason


def _reason(details: ErrorDetails) -> str:
    context = details.get("ctx", {})
    match details["type"]:
        case "missing":
            return "it is missing"
        case "extra_forbidden":
            return "there is no such field"
        case "enum" | "literal_error":
            return f"choose {context['expected']}"
        case "string_too_long" | "too_long":
            return f"it is longer than {context['max_length']} characters"
        case "string_type" | "string_unicode":
            return "give one line of text"
        case "list_type":
            return "give a list"
        case "model_type" | "model_attributes_type":
            return "give its fields, one a line, indented"
        case _:
            return details["msg"].removeprefix("Value error, ")


def _in_order(files: Sequence[ContentFile]) -> Iterator[ContentFile]:
    for kind in (OrganisationFile, SpeakerFile):
        yield from (file for file in files if isinstance(file.content, kind))
    waiting = [file for file in files if isinstance(file.content, EventFile)]
    while waiting:
        slugs = {file.slug for file in waiting}
        ready = [file for file in waiting if _parent_slug(file) not in slugs - {file.slug}]
        yield from ready or waiting  # Events in a circle are refused as they are stored.
        waiting = [file for file in waiting if file not in ready] if ready else []


def _parent_slug(file: ContentFile) -> str | None:
    return file.content.part_of if isinstance(file.content, EventFile) else None


def _save(file: ContentFile, default_zone: ZoneInfo) -> None:
    match file.content:
        case OrganisationFile() as organisation:
            save_organisation(
                OrganisationFacts(
                    slug=file.slug,
                    name=organisation.name,
                    description=organisation.description or "",
                    url=organisation.url or "",
                )
            )
        case SpeakerFile() as speaker:
            save_speaker(
                SpeakerFacts(
                    slug=file.slug,
                    name=speaker.name,
                    headline=speaker.headline or "",
                    language=speaker.language,
                    links=[link.model_dump() for link in speaker.links],
                    body=file.body,
                )
            )
        case EventFile() as event:
            save_event(_event_facts(file.slug, event, file.body, default_zone))


def _event_facts(slug: str, event: EventFile, body: str, default_zone: ZoneInfo) -> EventFacts:
    return EventFacts(
        slug=slug,
        name=event.name,
        headline=event.headline or "",
        summary=event.summary or "",
        language=event.language,
        published_on=event.published,
        body=body,
        span=event.span(default_zone),
        status=event.status,
        status_note=event.status_note or "",
        previously=[str(moment) for moment in event.previously],
        attendance=event.attendance,
        place_name=event.place.name or "",
        place_address=event.place.address or "",
        place_locality=event.place.locality or "",
        place_country=event.place.country or "",
        online_url=event.online or "",
        comments=event.comments,
        comments_close_after=event.comments_close_after,
        part_of=event.part_of,
        organisations=[
            InvolvementFacts(organisation=each.organisation, role=each.role, note=each.note or "")
            for each in event.organisations
        ],
        speakers=[
            AppearanceFacts(
                speaker=each.speaker,
                role=each.role,
                affiliation=each.affiliation or "",
                topic=each.topic or "",
            )
            for each in event.speakers
        ],
    )
