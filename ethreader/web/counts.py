"""Where it is counted what visitors send: in this process's memory, or where several share it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from ethreader.web.amounts import Amount
from ethreader.web.windows import Room, Windows

if TYPE_CHECKING:
    from ethreader.web.shared_memory import SharedMemory

R = TypeVar("R")
Counter = tuple[Amount, str, str, str]  # How much, of which kind, where, and who.


class Counting(Protocol):
    """Counts by moving windows."""

    def hit(self, amount: Amount, kind: str, where: str, name: str) -> bool:
        """Count one more, unless the window is full; tell whether there was room."""

    def room(self, amount: Amount, kind: str, where: str, name: str) -> Room:
        """Return how much room there is."""


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

    def room(self, counter: Counter) -> Room:
        """Return how much room there is."""
        return self._ask(lambda where: where.room(*counter))

    def _ask(self, question: Callable[[Counting], R]) -> R:
        shared = self._shared
        if shared is None:
            return question(self.own)
        return shared.ask(lambda: question(shared.windows), otherwise=lambda: question(self.own))
