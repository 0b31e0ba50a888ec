"""Demo content: one real event in our own words, and plainly labelled examples of every state."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from ethreader.demo.conversations import publish_conversation, publish_long_thread
from ethreader.demo.seeding import seed_thread
from ethreader.events.models import Event
from ethreader.events.queries import event_by_slug
from ethreader.pictures.fields import PictureFields
from ethreader.pictures.saving import save_picture
from ethreader.pictures.service import set_picture
from ethreader.speakers.models import Speaker
from ethreader.speakers.queries import speaker_by_slug
from ethreader.transfer.importing import save_all
from ethreader.transfer.path_reading import content_paths
from ethreader.transfer.reading import ContentFile, parse_file

FOLDER = Path(__file__).parent
MAIN_ARTICLE = "unconditional-support-and-residence"
EXAMPLE_SPEAKER = "example-speaker"
LONG_THREAD = "example-online-talk"
NEXT_EVENT = "example-evening-for-volunteers"


def load_demo(*, default_zone: ZoneInfo, now: datetime) -> None:
    """Put the demo content into an empty database; the caller commits."""
    save_all(_files(now), default_zone=default_zone)
    _show_pictures()
    for slug, remarks in _conversations().items():
        publish_conversation(_event(slug), remarks, zone=default_zone, now=now)
    publish_long_thread(_event(LONG_THREAD), zone=default_zone, now=now)


def seed_main_article(count: int, *, zone: ZoneInfo, now: datetime) -> Event | None:
    """Put `count` published comments under the demo article; the caller commits.

    Nothing if that article is not here.
    """
    event = event_by_slug(MAIN_ARTICLE)
    if event is not None:
        seed_thread(event, count, zone=zone, now=now)
    return event


def _show_pictures() -> None:
    """Give the demo article, the next event and the example speaker pictures, made up as well."""
    from ethreader.demo import drawing  # noqa: PLC0415 - needed once; it loads 6 MB

    credit = "Drawn by a program"
    alt = "Four circles that overlap, like windows with light in them"
    _give(
        _event(MAIN_ARTICLE),
        drawing.drawn(drawing.WINDOWS, size=drawing.SIZE),
        alt=alt,
        credit=credit,
    )
    alt = "A low sun above two hills"
    _give(
        _event(NEXT_EVENT),
        drawing.drawn(drawing.EVENING, size=drawing.SIZE),
        alt=alt,
        credit=credit,
    )
    speaker = speaker_by_slug(EXAMPLE_SPEAKER)
    if speaker is not None:
        alt = "Two circles in the place of a portrait"
        _give(speaker, drawing.drawn(drawing.SHAPES, size=drawing.FACE), alt=alt, credit=credit)


def _give(row: Event | Speaker, file: BytesIO, *, alt: str, credit: str) -> None:
    picture = save_picture(file, alt=alt, credit=credit)
    set_picture(row, PictureFields(file=picture.file, alt=alt, credit=credit))


def _files(now: datetime) -> Iterator[ContentFile]:
    for path in content_paths([FOLDER / "content"]):
        text = path.read_text(encoding="utf-8")
        # The examples of upcoming events must still be upcoming next year.
        text = text.replace("NEXT_YEAR", str(now.year + 1)).replace("THIS_YEAR", str(now.year))
        yield parse_file(path, text)


def _conversations() -> dict[str, Sequence[dict[str, Any]]]:
    text = (FOLDER / "conversations.yaml").read_text(encoding="utf-8")
    conversations: dict[str, Sequence[dict[str, Any]]] = yaml.safe_load(text)
    return conversations


def _event(slug: str) -> Event:
    event = event_by_slug(slug)
    if event is None:
        raise LookupError(slug)
    return event
