"""Content files into the database: all or nothing per file, in place by slug."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

from ethreader.base.db import db
from ethreader.events.fields import EventFields, OrganisationFields
from ethreader.events.service import UnknownReference, save_event, save_organisation
from ethreader.speakers.fields import SpeakerFields
from ethreader.speakers.service import save_speaker
from ethreader.transfer.reading import AnyFields, ContentFile, FileRefused, content_paths, read_file


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one file."""

    path: Path
    refusal: FileRefused | None


def import_files(places: Iterable[Path], *, default_zone: ZoneInfo) -> Iterator[Outcome]:
    """Read and render all files, then store each and yield what became of it.

    The caller takes the lock between the two, and commits after each file. Files may name each
    other in any order: organisations and speakers go first, and an event after the event that it
    is part of.
    """
    readable: list[ContentFile] = []
    refused: list[Outcome] = []
    taken: dict[tuple[type[AnyFields], str], Path] = {}
    for path in content_paths(places):
        try:
            file = read_file(path)
            _refuse_taken(file, taken)
        except FileRefused as refusal:
            refused.append(Outcome(path=path, refusal=refusal))
        else:
            render(file.fields)
            readable.append(file)
    return chain(refused, (_outcome(file, default_zone) for file in _in_order(readable)))


def save_all(files: Iterable[ContentFile], *, default_zone: ZoneInfo) -> None:
    """Store files that must all be good; raises `UnknownReference` if one is not."""
    for file in _in_order(list(files)):
        _save(file.fields, default_zone)


def render(fields: AnyFields) -> None:
    """Have the text rendered; the fields keep what it is shown as."""
    if not isinstance(fields, OrganisationFields):
        _ = fields.body_html


def _refuse_taken(file: ContentFile, taken: dict[tuple[type[AnyFields], str], Path]) -> None:
    slug = file.fields.slug
    earlier = taken.setdefault((type(file.fields), slug), file.path)
    if earlier is not file.path:
        raise FileRefused(file.path, "slug", f"“{slug}” is also that of {earlier}")


def _in_order(files: Sequence[ContentFile]) -> Iterator[ContentFile]:
    for kind in (OrganisationFields, SpeakerFields):
        yield from (file for file in files if isinstance(file.fields, kind))
    waiting = [file for file in files if isinstance(file.fields, EventFields)]
    while waiting:
        slugs = {file.fields.slug for file in waiting}
        ready = [file for file in waiting if _parent_slug(file) not in slugs - {file.fields.slug}]
        yield from ready or waiting  # Events in a circle are refused as they are stored.
        waiting = [file for file in waiting if file not in ready] if ready else []


def _parent_slug(file: ContentFile) -> str | None:
    return file.fields.part_of if isinstance(file.fields, EventFields) else None


def _outcome(file: ContentFile, default_zone: ZoneInfo) -> Outcome:
    try:
        with db.session.begin_nested():
            _save(file.fields, default_zone)
    except UnknownReference as problem:
        refusal = FileRefused(file.path, problem.field, problem.sentence)
        return Outcome(path=file.path, refusal=refusal)
    return Outcome(path=file.path, refusal=None)


def _save(fields: AnyFields, default_zone: ZoneInfo) -> None:
    match fields:
        case OrganisationFields():
            save_organisation(fields)
        case SpeakerFields():
            save_speaker(fields)
        case EventFields():
            save_event(fields, default_zone=default_zone)
