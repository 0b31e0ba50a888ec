"""How many ask for a page at the moment."""

from time import monotonic

HIGH = 50  # A second: of fewer, hardly anybody would wait while the page is made.

SHORTEST = 0.2  # Seconds; a few at once are not many.

LONGEST = 2.0  # Seconds after which what was counted counts half.


class Demand:
    """A count of requests, and since when; it goes on from a page to the one that follows it.

    Counted by the event loop for each request, so by nothing but an addition.
    """

    def __init__(self) -> None:
        self.count = 0
        self._since = monotonic()

    def is_high(self) -> bool:
        """Tell whether so many ask that some would wait while the page is made."""
        now = monotonic()
        seconds = now - self._since
        count = self.count
        if seconds > LONGEST:
            self.count, self._since = count // 2, now - seconds / 2
        return count > HIGH * max(seconds, SHORTEST)
