"""The database back into content files: importing them again changes nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ethreader.events.models import Event, Organisation
from ethreader.events.queries import all_events, all_organisations
from ethreader.speakers.models import Speaker
from ethreader.speakers.queries import all_speakers
from ethreader.transfer.front_matter import join
from ethreader.transfer.schema import When


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
        yield f"organisations/{organisation.slug}.md", join(_organisation(organisation), "")
    for speaker in all_speakers():
        yield f"speakers/{speaker.slug}.md", join(_speaker(speaker), speaker.body)
    for event in all_events():
        yield f"events/{event.slug}.md", join(_event(event), event.body)


def _organisation(organisation: Organisation) -> dict[str, Any]:
    return _stated(
        kind="organisation",
        name=organisation.name,
        description=organisation.description,
        url=organisation.url,
    )


def _speaker(speaker: Speaker) -> dict[str, Any]:
    return _stated(
        kind="speaker",
        name=speaker.name,
        headline=speaker.headline,
        language=speaker.language,
        links=[{"label": link["label"], "url": link["url"]} for link in speaker.links],
    )


def _event(event: Event) -> dict[str, Any]:
    ends = str(When(day=event.last_day, hour=event.ends_at))
    says_its_end = event.ends_at is not None or event.last_day != event.first_day
    return _stated(
        kind="event",
        name=event.name,
        headline=event.headline,
        summary=event.summary,
        language=event.language,
        published=str(event.published_on) if event.published_on else "",
        starts=str(When(day=event.first_day, hour=event.starts_at)),
        ends=ends if says_its_end else "",
        time_zone=event.time_zone,
        status=event.status.value,
        status_note=event.status_note,
        previously=event.previously,
        attendance=event.attendance.value,
        place=_stated(
            name=event.place_name,
            address=event.place_address,
            locality=event.place_locality,
            country=event.place_country,
        ),
        online=event.online_url,
        part_of=event.parent.slug if event.parent else "",
        organisations=[
            _stated(organisation=each.organisation.slug, role=each.role.value, note=each.note)
            for each in event.involvements
        ],
        speakers=[
            _stated(
                speaker=each.speaker.slug,
                role=each.role,
                affiliation=each.affiliation,
                topic=each.topic,
            )
            for each in event.appearances
        ],
        comments=event.comments.value,
        comments_close_after=event.comments_close_after,
    )


def _stated(**fields: Any) -> dict[str, Any]:
    """Leave out what is not known."""
    return {name: value for name, value in fields.items() if value not in ("", None, [], {})}
