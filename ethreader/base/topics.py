"""What changes together on the pages that readers see: a topic, written as a path.

A change of `threads/17` is one of what is shown of all `threads`, and of everything; whoever
changes everything changes each thread too. So a page that shows a topic is touched by a change of
that topic, of what it is part of, and of what is part of it.

What only adds something to a thread has a topic of its own, which is part of the thread's: nobody
is harmed by a page that lacks the newest comment for the moment in which the next page is made.
"""

from collections.abc import Iterable, Iterator
from typing import Any

EVERYTHING = ""
CONTENT = "content"
"""what editors write and operators decide: on every page"""

THREADS = "threads"
_ADDED = "/added"


def thread_of(event_id: int) -> str:
    """Return the topic of what readers wrote under an event."""
    return f"{THREADS}/{event_id}"


def added_to(topic: str) -> str:
    """Return the topic of a change that takes nothing away and changes nothing of what is there."""
    return f"{topic}{_ADDED}"


def only_adds(topic: str) -> bool:
    """Tell whether a change of a topic leaves all that was shown before."""
    return topic.endswith(_ADDED)


def topics_of_content(_row: Any) -> Iterable[str]:
    """Return what changes with a row that editors or operators write."""
    return (CONTENT,)


def and_above(topic: str) -> Iterator[str]:
    """Yield a topic, and what it is part of, up to everything."""
    while topic:
        yield topic
        topic = topic.rpartition("/")[0]
    yield EVERYTHING


def is_part_of(topic: str, whole: str) -> bool:
    """Tell whether a topic is part of another one, or is that one."""
    return not whole or topic == whole or topic.startswith(f"{whole}/")
