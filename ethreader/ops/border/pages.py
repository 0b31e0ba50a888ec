"""The pages that are kept, in memory of a limited size."""

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING

from ethreader.base.topics import and_above, is_part_of, only_adds
from ethreader.ops.border.asked import Asked
from ethreader.ops.border.demand import Demand
from ethreader.ops.border.forms import Forms
from ethreader.ops.border.wsgi import Response

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

LARGEST = 4  # No page takes more than one part in four of the memory.

BEHIND = 0.5  # Seconds for which a page may lack what was added.


class KeptPage(Forms):
    """A finished page, and how long it holds."""

    def __init__(
        self,
        response: Response,
        *,
        topics: frozenset[str],
        until: datetime,
        counted_as: str,
        environ: "WSGIEnvironment",
    ) -> None:
        super().__init__(response)
        self.topics = topics
        self.until = until
        self.counted_as = counted_as
        self.environ = environ
        """what was asked, to ask for it again; nothing of who asked"""

        self.is_wanted = False
        self.stands_from: datetime | None = None  # When it was first given out again.
        self.demand = Demand()
        self.begun = 0
        self.behind_since: float | None = None
        """when something was added that it lacks, on the clock that only runs on"""

    def fall_behind(self) -> None:
        """Lack something from now on, if nothing was lacking yet."""
        if self.behind_since is None:
            self.behind_since = monotonic()

    def is_too_old(self) -> bool:
        """Tell whether it has lacked something for longer than it may."""
        return self.behind_since is not None and monotonic() - self.behind_since > BEHIND


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

    Looked up by the event loop without waiting; dropped from by whichever thread commits. Where
    something was only added, a page that many ask for is given out until the next one is made
    (`renewing`), for half a second at most.
    """

    def __init__(self, *, room: int) -> None:
        self._room = room
        self._pages: dict[Asked, KeptPage] = {}
        self._by_topic: defaultdict[str, set[Asked]] = defaultdict(set)
        self._changed, self._added = _Touched(), _Touched()
        self._behind: set[Asked] = set()
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
        if page is None or page.until <= now or page.is_too_old():
            return None
        page.is_wanted = True
        page.demand.count += 1
        return page

    def keep(
        self, asked: Asked, page: KeptPage, *, begun: int, before: KeptPage | None = None
    ) -> None:
        """Keep a page that was begun at a moment, unless what it shows was changed since.

        Where something was only added since, it is kept if it takes the place of one before.
        """
        with self._lock:
            if self._changed.since(page.topics, begun) or page.size > self._room // LARGEST:
                return
            if self._added.since(page.topics, begun):
                if before is None or self._pages.get(asked) is not before:
                    return
                page.fall_behind()
            page.begun = begun
            page.demand = before.demand if before else page.demand
            self._forget(asked)
            self._pages[asked] = page
            self._taken += page.size
            for topic in page.topics:
                self._by_topic[topic].add(asked)
            if page.behind_since is not None:
                self._behind.add(asked)
            self._make_room()

    def drop(self, topics: Iterable[str]) -> None:
        """Drop what shows one of these topics, a part of one, or what one is part of.

        Where something was only added, what many ask for falls behind.
        """
        with self._lock:
            self._moment += 1
            for topic in topics:
                adds = only_adds(topic)
                (self._added if adds else self._changed).note(topic, self._moment)
                for asked in list(self._showing(topic)):
                    page = self._pages.get(asked)
                    if page is not None and adds and page.demand.is_high():
                        page.fall_behind()
                        self._behind.add(asked)
                    else:
                        self._forget(asked)

    def behind(self, moment: int) -> list[tuple[Asked, KeptPage]]:
        """Return the pages that lack something which was added until a moment."""
        if not self._behind:
            return []
        with self._lock:
            pages = [(asked, self._pages[asked]) for asked in self._behind]
        return [each for each in pages if each[1].begun < moment and not each[1].is_too_old()]

    def forget(self, asked: Asked, page: KeptPage) -> None:
        """Keep a page no longer, unless another one has its place."""
        with self._lock:
            if self._pages.get(asked) is page:
                self._forget(asked)

    def grown(self, by: int) -> None:
        """Count what a page takes more since it was kept."""
        with self._lock:
            self._taken += by
            self._make_room()

    def _showing(self, changed: str) -> Iterator[Asked]:
        parts = [each for each in self._by_topic if is_part_of(each, changed)]
        for topic in (*and_above(changed), *parts):
            yield from self._by_topic.get(topic, ())

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
        self._behind.discard(asked)
        self._taken -= page.size
        for topic in page.topics:
            self._by_topic[topic].discard(asked)
            if not self._by_topic[topic]:
                del self._by_topic[topic]
