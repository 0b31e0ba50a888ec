"""Content files into the database: all or nothing per file, in place by slug."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from zoneinfo import ZoneInfo

from ethreader.base.db import db
from ethreader.base.field_problems import UnknownReferences
from ethreader.events.fields import EventFields, OrganisationFields
from ethreader.events.service import save_event, save_organisation
from ethreader.events.text_fields import EventTextFields
from ethreader.events.text_service import save_event_text
from ethreader.pictures.saving import (
    ReadyPicture,
    take_in_document,
    take_in_picture,
    throw_away,
)
from ethreader.site_pages.fields import SiteFields, SitePageFields
from ethreader.site_pages.service import save_page, save_site
from ethreader.speakers.fields import SpeakerFields
from ethreader.speakers.service import save_speaker
from ethreader.speakers.text_fields import SpeakerTextFields
from ethreader.speakers.text_service import save_speaker_text
from ethreader.transfer.findings import Finding
from ethreader.transfer.kind_reading import AnyFields
from ethreader.transfer.path_reading import found_files
from ethreader.transfer.reading import ContentFile, read_file
from ethreader.transfer.reference_reading import Names, RouteOf
from ethreader.transfer.state_reading import look_at_states
from ethreader.translations.text_fields import TextFields

log = logging.getLogger(__name__)


class Fate(Enum):
    """What became of a file."""

    IMPORTED = auto()
    REFUSED = auto()
    LEFT_OUT = auto()


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one file, and what there is to say about it."""

    path: Path
    fate: Fate
    findings: Sequence[Finding]
    fields: AnyFields | None = None


def import_files(
    places: Iterable[Path], *, default_zone: ZoneInfo, route_of: RouteOf
) -> Iterator[Outcome]:
    """Read and render all files, then store each and yield what became of it.

    The caller takes the lock between the two, and commits after each file. Files may name each
    other in any order: organisations and speakers go first, and an event after the event that it
    is part of. No file's fault ends the run, not even one that nobody foresaw.
    """
    names: dict[str, str] = {}
    files = [_read(path, left_out, names) for path, left_out in found_files(places)]
    _refuse_taken(files)
    return _stored(files, Names(files, route_of=route_of), default_zone)


def save_all(files: Iterable[ContentFile], *, default_zone: ZoneInfo) -> None:
    """Store files that must all be good; raises `UnknownReferences` if one is not."""
    for file in _in_order(list(files)):
        _take_in_beside(file)
        _save(file.fields, default_zone)


def render(fields: AnyFields) -> None:
    """Have the text rendered; the fields keep what it is shown as."""
    if not isinstance(fields, OrganisationFields):
        _ = fields.body_html


def _read(path: Path, left_out: Finding | None, names: dict[str, str]) -> ContentFile:
    if left_out is not None:
        return ContentFile(path=path, findings=[left_out])
    try:
        file = read_file(path, names=names)
        if file.fields is not None:
            render(file.fields)
    except Exception as error:  # noqa: BLE001 - one file's fault must not end the run
        return ContentFile(path=path, findings=[_unforeseen(path, error)])
    return file


def _refuse_taken(files: Iterable[ContentFile]) -> None:
    taken: dict[tuple[type[AnyFields], str], Path] = {}
    for file in files:
        if file.kind is not None and file.slug is not None:
            earlier = taken.setdefault((file.kind, file.slug), file.path)
            if earlier is not file.path:
                said = f"“{file.slug}” is also that of {earlier}; give one of them another slug"
                line = file.read.lines.get("slug", 1)
                file.findings.append(Finding(line=line, field="slug", sentence=said))


def _stored(files: list[ContentFile], names: Names, default_zone: ZoneInfo) -> Iterator[Outcome]:
    # Looked up under the lock: nobody changes in between what the files name.
    look_at_states(files)
    names.look_at(files)
    good = [file for file in files if not file.is_refused and not file.is_left_out]
    others = [file for file in files if file.is_refused or file.is_left_out]
    yield from (_not_stored(file) for file in others)
    yield from (_outcome(file, default_zone) for file in _in_order(good))
    for ready in (ready for file in files for ready in file.beside):
        throw_away(ready)  # Several files may call it: now nobody takes it in any more.


def _not_stored(file: ContentFile) -> Outcome:
    fate = Fate.LEFT_OUT if file.is_left_out else Fate.REFUSED
    return Outcome(path=file.path, fate=fate, findings=_by_line(file))


def _by_line(file: ContentFile) -> list[Finding]:
    return sorted(file.findings, key=lambda each: each.line or 0)


def _in_order(files: Sequence[ContentFile]) -> Iterator[ContentFile]:
    for kind in (OrganisationFields, SpeakerFields, SitePageFields, SiteFields):
        yield from (file for file in files if isinstance(file.fields, kind))
    waiting = [file for file in files if isinstance(file.fields, EventFields)]
    while waiting:
        slugs = {file.slug for file in waiting}
        ready = [file for file in waiting if _parent_slug(file) not in slugs - {file.slug}]
        yield from ready or waiting  # Events in a circle are refused as they are stored.
        waiting = [file for file in waiting if file not in ready] if ready else []
    yield from (file for file in files if isinstance(file.fields, TextFields))


def _parent_slug(file: ContentFile) -> str | None:
    return file.fields.part_of if isinstance(file.fields, EventFields) else None


def _outcome(file: ContentFile, default_zone: ZoneInfo) -> Outcome:
    try:
        with db.session.begin_nested():
            _take_in_beside(file)
            _save(file.fields, default_zone)
    except UnknownReferences as unknown:
        for problem in unknown.problems:
            file.refuse(problem)
    except Exception as error:  # noqa: BLE001 - one file's fault must not end the run
        file.findings.append(_unforeseen(file.path, error))
    fate = Fate.REFUSED if file.is_refused else Fate.IMPORTED
    return Outcome(path=file.path, fate=fate, findings=_by_line(file), fields=file.fields)


def _unforeseen(path: Path, error: Exception) -> Finding:
    log.error("%s could not be imported.", path, exc_info=error)
    said = f"the site failed at this file ({type(error).__name__}), which is its fault; report it"
    return Finding(field="file", sentence=said)


def _take_in_beside(file: ContentFile) -> None:
    for ready in file.beside:
        if isinstance(ready, ReadyPicture):
            take_in_picture(ready)
        else:
            take_in_document(ready)


def _save(fields: AnyFields | None, default_zone: ZoneInfo) -> None:
    match fields:
        case OrganisationFields():
            save_organisation(fields)
        case SpeakerFields():
            save_speaker(fields)
        case EventFields():
            save_event(fields, default_zone=default_zone)
        case EventTextFields():
            save_event_text(fields)
        case SpeakerTextFields():
            save_speaker_text(fields)
        case SitePageFields():
            save_page(fields)
        case SiteFields():
            save_site(fields)
