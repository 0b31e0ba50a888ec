"""The database back into content files: importing them again changes nothing."""

import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from ethreader.base.content_state import ContentKind, ContentState
from ethreader.base.fields import Fields
from ethreader.base.time_zones import zones_of_places
from ethreader.events.fields import EventFields, OrganisationFields
from ethreader.events.models import Event
from ethreader.events.queries import all_events, all_organisations
from ethreader.events.text_fields import EventTextFields
from ethreader.events.text_models import EventText
from ethreader.pictures.giving import files_called
from ethreader.publishing.version_service import Written
from ethreader.site_pages.fields import SiteFields, SitePageFields
from ethreader.site_pages.queries import all_pages, all_sites
from ethreader.speakers.fields import SpeakerFields
from ethreader.speakers.queries import all_speakers
from ethreader.speakers.text_fields import SpeakerTextFields
from ethreader.transfer.front_matter import join
from ethreader.transfer.left_out import LeftOut

PUBLISHED = frozenset({ContentState.PUBLISHED})
# Where a file calls it otherwise.
FILE_KINDS = {ContentKind.TRANSLATION: "event", ContentKind.SPEAKER_TEXT: "speaker"}


def export_files(folder: Path, *, states: Collection[ContentState] = PUBLISHED) -> Iterator[Path]:
    """Write what is in one of some states below `folder` and yield each path.

    Each file appears whole or not at all. What is not published is marked as a draft: whoever
    imports it leaves it out.
    """
    for name, text in _contents(states):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".md.part")
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(path)
        yield path
        yield from _written_beside(path.parent, text)


def _written_beside(folder: Path, text: str) -> Iterator[Path]:
    """Write the pictures and documents that a file calls, where it looks for them."""
    for file, source in files_called(text):
        path = folder / file
        if not path.exists() or path.stat().st_size != source.stat().st_size:
            draft = path.with_suffix(f"{path.suffix}.part")
            shutil.copyfile(source, draft)
            draft.replace(path)
            yield path


def _contents(states: Collection[ContentState]) -> Iterator[tuple[str, str]]:
    left_out = LeftOut.of(states)
    for organisation in all_organisations():
        text = _file("organisation", OrganisationFields.of(organisation))
        yield f"organisations/{organisation.slug}.md", text
    yield from _about_speakers(states, left_out)
    for event in (each for each in all_events() if each.state in states):
        body = left_out.without_them(event.body)
        text = _file("event", left_out.without_parts(event_fields(event)), body, state=event.state)
        yield f"events/{event.slug}.md", text
        for each in event.texts:
            said = left_out.without_parts(EventTextFields.of(each))
            body = left_out.without_them(each.body)
            text = _file("event", said, body, state=event.state)
            yield f"events/{said.slug}.md", text
    for page in (each for each in all_pages() if each.state in states):
        body = left_out.without_them(page.body)
        text = _file("page", SitePageFields.of(page), body, state=page.state)
        yield f"pages/{page.slug}.md", text
    for site in all_sites():
        yield f"site/{site.slug}.md", _file("site", SiteFields.of(site), site.body)


def _about_speakers(
    states: Collection[ContentState], left_out: LeftOut
) -> Iterator[tuple[str, str]]:
    for speaker in (each for each in all_speakers() if each.state in states):
        body = left_out.without_them(speaker.body)
        text = _file("speaker", SpeakerFields.of(speaker), body, state=speaker.state)
        yield f"speakers/{speaker.slug}.md", text
        for about in speaker.texts:
            body = left_out.without_them(about.body)
            text = _file("speaker", SpeakerTextFields.of(about), body, state=speaker.state)
            yield f"speakers/{about.slug}.md", text


def written(kind: ContentKind, fields: Any) -> Written:
    """Return something as its content file would have it."""
    slug, body = fields.slug, getattr(fields, "body", "")
    named = FILE_KINDS.get(kind, kind.value)
    return Written(kind=kind, slug=slug, text=_file(named, fields, body))


def event_fields(event: Event) -> EventFields:
    """Return the fields of an event as a file can name them."""
    fields = EventFields.of(event)
    if event.starts_at is None and event.time_zone not in zones_of_places():
        # The site's own zone may be one that no file can name; a day needs none.
        return fields.model_copy(update={"time_zone": None})
    return fields


def text_fields(text: Any) -> EventTextFields | SpeakerTextFields:
    """Return the fields of a translation, with the original that it says whether old or not."""
    is_event = isinstance(text, EventText)
    fields = EventTextFields.of(text) if is_event else SpeakerTextFields.of(text)
    return fields.model_copy(update={"based_on": text.based_on})


def _file(
    kind: str, fields: Fields, body: str = "", *, state: ContentState = ContentState.PUBLISHED
) -> str:
    # The slug is the file's name, the body stands below the front matter.
    said = fields.model_dump(mode="json", by_alias=True, exclude={"slug", "body"})
    draft = {} if state is ContentState.PUBLISHED else {"draft": state.value}
    return join({"kind": kind, **draft, **_without_empty(said)}, body)


def _without_empty(value: Any) -> Any:
    """Leave out what is not known, here and in all that lies within."""
    if isinstance(value, dict):
        inner = {name: _without_empty(each) for name, each in value.items()}
        return {name: each for name, each in inner.items() if each not in ("", None, [], {})}
    return [_without_empty(each) for each in value] if isinstance(value, list) else value
