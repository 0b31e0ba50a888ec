"""Demo content: one real event in our own words, and plainly labelled examples of every state."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from ethreader.comments.drafts import Draft
from ethreader.comments.models import Comment, State
from ethreader.comments.service import set_state, submit_comment
from ethreader.db import db
from ethreader.events.models import CommentPolicy, Event
from ethreader.events.queries import event_by_slug
from ethreader.transfer.importing import ContentFile, content_paths, parse_file, save_all

FOLDER = Path(__file__).parent
LONG_THREAD = "example-online-talk"
OPENINGS = (
    "What helped us most was a door that locks from the inside.",
    "A safe home is more than walls: it is someone who answers when you call.",
    "I work at a reception desk and I would like to know what we should change first.",
    "In our town the waiting list is long, so we began with two rooms.",
    "Could the slides be put here? I could not note everything down.",
)
ANSWERS = (
    "That is my experience too.",
    "I see it a little differently: the rent matters more than the lock.",
    "Who paid for it in your case?",
    "We tried the same, and it took *a year* until it worked.",
    "Thank you, that answers my question.",
)
NAMES = ("Iva", "Luka", "Sofija", "Marko", "", "Dunja", "Petar", "Una", "Filip")


def load_demo(*, default_zone: ZoneInfo, now: datetime) -> None:
    """Put the demo content into an empty database; the caller commits."""
    save_all(_files(now), default_zone=default_zone)
    for slug, remarks in _conversations().items():
        event = _event(slug)
        for remark in remarks:
            _say(event, remark, answering=None, zone=default_zone, now=now)
    _long_thread(_event(LONG_THREAD), zone=default_zone, now=now)


def _files(now: datetime) -> Iterator[ContentFile]:
    for path in content_paths([FOLDER / "content"]):
        text = path.read_text(encoding="utf-8")
        # The examples of coming events must still be coming next year.
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


def _say(
    event: Event,
    remark: dict[str, Any],
    *,
    answering: Comment | None,
    zone: ZoneInfo,
    now: datetime,
) -> None:
    comment = _publish(
        event, name=remark["name"], body=remark["text"], answering=answering, zone=zone, now=now
    )
    for answer in remark.get("answers", ()):
        _say(event, answer, answering=comment, zone=zone, now=now)


def _long_thread(event: Event, *, zone: ZoneInfo, now: datetime) -> None:
    said: list[Comment] = []
    noon = now.replace(hour=12)  # Midnight in between would give one day twice.
    for number in range(45):
        # Every third opens a new branch; the others answer something said shortly before.
        parent = said[number - 1 - number % 5 // 2] if number % 3 else None
        words = ANSWERS if parent else OPENINGS
        name = NAMES[number % len(NAMES)]
        comment = _publish(
            event,
            name=f"{name} (example)" if name else "",
            body=f"{words[number % len(words)]} (Example {number + 1}.)",
            answering=parent,
            zone=zone,
            now=noon - timedelta(days=45 - number),
        )
        said.append(comment)


def _publish(
    event: Event,
    *,
    name: str,
    body: str,
    answering: Comment | None,
    zone: ZoneInfo,
    now: datetime,
) -> Comment:
    draft = Draft(
        name=name,
        body=body.strip(),
        parent=answering.public_id if answering else None,
        key=None,
        stamped_at=now,
    )
    policy, event.comments = event.comments, CommentPolicy.HELD
    comment = submit_comment(event, draft, held_for=(), zone=zone, now=now).comment
    event.comments = policy
    set_state(comment, State.PUBLISHED)
    db.session.flush()
    return comment
