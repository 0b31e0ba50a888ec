"""Which words of an original a translation says, and whether they are still those."""

from hashlib import sha256

from ethreader.events.models import Event
from ethreader.events.text_models import EventText


def digest_of(original: Event) -> str:
    """Return what tells an original's words from any other."""
    words = (original.name, original.headline, original.summary, original.status_note)
    appearing = ((each.role, each.affiliation, each.topic) for each in original.appearances)
    said = "\0".join((*words, *("\0".join(each) for each in appearing), original.body))
    return sha256(said.encode()).hexdigest()[:16]


def is_outdated(text: EventText, original: Event) -> bool:
    """Tell whether an original was changed since it was said in another language."""
    return text.based_on != digest_of(original)
