"""Which words of an original a translation says, and whether they are still those."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from ethreader.events.models import Event
from ethreader.events.text_models import EventText

WORDS = ("name", "headline", "summary", "status_note")
PARTS = ("role", "affiliation", "topic")  # What is said of each speaker.


def digest_of(original: Event) -> str:
    """Return what tells an original's words from any other."""
    appearing = ([getattr(each, name) for name in PARTS] for each in original.appearances)
    return _digest((getattr(original, name) for name in WORDS), appearing, original.body)


def digest_of_written(fields: Mapping[str, Any], body: str) -> str:
    """Return the same of an original as its file says it."""
    speaking = fields.get("speakers") or []
    appearing = ([str(each.get(name, "")) for name in PARTS] for each in speaking)
    return _digest((str(fields.get(name, "")) for name in WORDS), appearing, body)


def _digest(words: Iterable[str], appearing: Iterable[Iterable[str]], body: str) -> str:
    said = "\0".join((*words, *("\0".join(each) for each in appearing), body))
    return sha256(said.encode()).hexdigest()[:16]


def is_outdated(text: EventText, original: Event) -> bool:
    """Tell whether an original was changed since it was said in another language."""
    return text.based_on != digest_of(original)
