"""Where it is counted what visitors send: in this process's memory, or where several share it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from limits import RateLimitItem, WindowStats

from ethreader.web.windows import Windows

if TYPE_CHECKING:
    from ethreader.web.shared_memory import SharedMemory

R = TypeVar("R")
Counter = tuple[RateLimitItem, str, str, str]  # How much, of which kind, where, and who.


class Counting(Protocol):
    """Counts by moving windows, as the strategies of `limits` do."""

    def hit(self, item: RateLimitItem, *identifiers: str) -> bool:
        """Count one more, unless it is full; tell whether there was room."""

    def test(self, item: RateLimitItem, *identifiers: str) -> bool:
        """Tell whether one more may be counted."""

    def get_window_stats(self, item: RateLimitItem, *identifiers: str) -> WindowStats:
        """Return when there is more room, and how many more there may be."""


class Counts:
    """Counts by moving windows; what was counted while the shared place was away stays here."""

    def __init__(self) -> None:
        self.begin(None)

    def begin(self, shared: "SharedMemory | None") -> None:
        """Forget what this process counted, and count from now on where `shared` says."""
        self.own = Windows()
        self._shared = shared

    def refuse_unfit(self) -> None:
        """Raise `WrongSetting` where the shared place must not be used."""
        if self._shared:
            self._shared.refuse_unfit()

    def hit(self, counter: Counter) -> bool:
        """Count one more, unless it is full; tell whether there was room."""
        return self._ask(lambda where: where.hit(*counter))

    def has_room(self, counter: Counter) -> bool:
        """Tell whether one more may be counted."""
        return self._ask(lambda where: where.test(*counter))

    def left(self, counter: Counter) -> int:
        """Return how many more may be counted."""
        return self._ask(lambda where: where.get_window_stats(*counter).remaining)

    def room_at(self, counter: Counter) -> float:
        """Return when there is room again, in seconds since 1970."""
        return self._ask(lambda where: where.get_window_stats(*counter).reset_time)

    def _ask(self, question: Callable[[Counting], R]) -> R:
        shared = self._shared
        if shared is None:
            return question(self.own)
        return shared.ask(lambda: question(shared.limiter), otherwise=lambda: question(self.own))
