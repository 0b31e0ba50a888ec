"""On which terms an event takes comments: all that their rules need to know of it."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, kw_only=True)
class CommentTerms:
    """Whether comments are taken, until which day, and what happens to them."""

    event_id: int
    is_closed: bool
    is_open: bool  # What nothing was noticed of appears at once.
    until: date | None

    def takes_comments(self, today: date) -> bool:
        """Tell whether a comment can be left on a day of the organisation's."""
        return not self.is_closed and (self.until is None or today <= self.until)


def last_day_of_comments(
    *, close_after: int | None, last_day: date, published_on: date | None
) -> date | None:
    """Return the last day on which comments are taken, if that will be over some day.

    Counted in days from the event's last one, or from the article's if that came later.
    """
    if close_after is None:
        return None
    return max(last_day, published_on or last_day) + timedelta(days=close_after)
