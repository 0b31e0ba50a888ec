"""The database back into content files: importing them again changes nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ethreader.base.fields import Fields
from ethreader.base.time_zones import zones_of_places
from ethreader.events.fields import EventFields, OrganisationFields
from ethreader.events.models import Event
from ethreader.events.queries import all_events, all_organisations
from ethreader.events.text_fields import EventTextFields
from ethreader.speakers.fields import SpeakerFields
from ethreader.speakers.queries import all_speakers
from ethreader.transfer.front_matter import join


def export_files(folder: Path) -> Iterator[Path]:
    """Write all content below `folder` and yield each path.

    Each file appears whole or not at all.
    """
    for name, text in _contents():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".md.part")
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(path)
        yield path


def _contents() -> Iterator[tuple[str, str]]:
    for organisation in all_organisations():
        text = _file("organisation", OrganisationFields.of(organisation))
        yield f"organisations/{organisation.slug}.md", text
    for speaker in all_speakers():
        text = _file("speaker", SpeakerFields.of(speaker), speaker.body)
        yield f"speakers/{speaker.slug}.md", text
    for event in all_events():
        text = _file("event", _event_fields(event), event.body)
        yield f"events/{event.slug}.md", text
        for each in event.texts:
            said = EventTextFields.of(each)
            yield f"events/{said.slug}.md", _file("event", said, each.body)


def _event_fields(event: Event) -> EventFields:
    fields = EventFields.of(event)
    if event.starts_at is None and event.time_zone not in zones_of_places():
        # The site's own zone may be one that no file can name; a day needs none.
        return fields.model_copy(update={"time_zone": None})
    return fields


def _file(kind: str, fields: Fields, body: str = "") -> str:
    # The slug is the file's name, the body stands below the front matter.
    said = fields.model_dump(mode="json", by_alias=True, exclude={"slug", "body"})
    return join({"kind": kind, **_without_empty(said)}, body)


def _without_empty(value: Any) -> Any:
    """Leave out what is not known, here and in all that lies within."""
    if isinstance(value, dict):
        inner = {name: _without_empty(each) for name, each in value.items()}
        return {name: each for name, each in inner.items() if each not in ("", None, [], {})}
    return [_without_empty(each) for each in value] if isinstance(value, list) else value
