"""The pages that are kept, in memory of a limited size."""

import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from ethreader.base.topics import and_above, is_part_of
from ethreader.ops.border.asked import Asked
from ethreader.ops.border.forms import Forms
from ethreader.ops.border.wsgi import Response

LARGEST = 4  # No page takes more than one part in four of the memory.


class KeptPage(Forms):
    """A finished page, and how long it holds."""

    def __init__(
        self, response: Response, *, topics: frozenset[str], until: datetime, counted_as: str
    ) -> None:
        super().__init__(response)
        self.topics = topics
        self.until = until
        self.counted_as = counted_as
        self.is_wanted = False


@dataclass
class _Touched:
    """When a topic was last changed: as itself, or in one of its parts. Counted in drops."""

    itself: dict[str, int] = field(default_factory=dict)
    within: dict[str, int] = field(default_factory=dict)

    def note(self, topic: str, moment: int) -> None:
        self.itself[topic] = moment
        self.within.update(dict.fromkeys(and_above(topic), moment))

    def since(self, topics: Iterable[str], moment: int) -> bool:
        """Tell whether something was changed, after a moment, of what a page shows."""
        return any(
            self.within.get(topic, 0) > moment
            or any(self.itself.get(above, 0) > moment for above in and_above(topic))
            for topic in topics
        )


class KeptPages:
    """Pages by what was asked; the ones that nobody wants go first where room is needed.

    Looked up by the event loop without waiting; dropped from by whichever thread commits.
    """

    def __init__(self, *, room: int) -> None:
        self._room = room
        self._pages: dict[Asked, KeptPage] = {}
        self._by_topic: defaultdict[str, set[Asked]] = defaultdict(set)
        self._touched = _Touched()
        self._moment = 0
        self._taken = 0
        self._lock = threading.Lock()

    @property
    def moment(self) -> int:
        """Where the order of changes stands: a page shows what was changed before it was begun."""
        return self._moment

    def get(self, asked: Asked, *, now: datetime) -> KeptPage | None:
        """Return the page, while it holds."""
        page = self._pages.get(asked)
        if page is None or page.until <= now:
            return None
        page.is_wanted = True
        return page

    def keep(self, asked: Asked, page: KeptPage, *, begun: int) -> None:
        """Keep a page that was begun at a moment, unless what it shows was changed since."""
        with self._lock:
            if self._touched.since(page.topics, begun) or page.size > self._room // LARGEST:
                return
            self._forget(asked)
            self._pages[asked] = page
            self._taken += page.size
            for topic in page.topics:
                self._by_topic[topic].add(asked)
            self._make_room()

    def drop(self, topics: Iterable[str]) -> None:
        """Drop what shows one of these topics, a part of one, or what one is part of."""
        with self._lock:
            self._moment += 1
            for changed in topics:
                self._touched.note(changed, self._moment)
                parts = [each for each in self._by_topic if is_part_of(each, changed)]
                for topic in (*and_above(changed), *parts):
                    for asked in list(self._by_topic.get(topic, ())):
                        self._forget(asked)

    def grown(self, by: int) -> None:
        """Count what a page takes more since it was kept."""
        with self._lock:
            self._taken += by
            self._make_room()

    def _make_room(self) -> None:
        while self._taken > self._room and self._pages:
            asked, page = next(iter(self._pages.items()))
            if page.is_wanted:  # A second chance, behind all others.
                page.is_wanted = False
                self._pages[asked] = self._pages.pop(asked)
            else:
                self._forget(asked)

    def _forget(self, asked: Asked) -> None:
        page = self._pages.pop(asked, None)
        if page is None:
            return
        self._taken -= page.size
        for topic in page.topics:
            self._by_topic[topic].discard(asked)
            if not self._by_topic[topic]:
                del self._by_topic[topic]
