"""On which terms an event takes comments: all that their rules need to know of it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ethreader.events.choices import CommentPolicy


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


class Commented:
    """An event as its comments see it: a record, or a row with these columns."""

    if TYPE_CHECKING:
        id: Any
        slug: Any
        comment_count: Any
        publication_count: Any
        comments: Any
        comments_close_after: Any
        last_day: Any
        published_on: Any
        begins: Any
        ends: Any

    @property
    def comments_until(self) -> date | None:
        """The last day on which comments are taken, if that will be over some day."""
        return last_day_of_comments(
            close_after=self.comments_close_after,
            last_day=self.last_day,
            published_on=self.published_on,
        )

    @property
    def comment_terms(self) -> CommentTerms:
        """On which terms it takes comments."""
        return CommentTerms(
            event_id=self.id,
            is_closed=self.comments is CommentPolicy.CLOSED,
            is_open=self.comments is CommentPolicy.OPEN,
            until=self.comments_until,
        )

    def takes_comments(self, today: date) -> bool:
        """Tell whether a comment can be left on a day of the organisation's."""
        return self.comment_terms.takes_comments(today)

    def moments(self, zone: ZoneInfo) -> tuple[datetime, ...]:
        """Return when something else is said of it: it begins, is over, or takes no comments."""
        until = self.comments_until
        if until is None or until == date.max:
            return self.begins, self.ends
        closes = datetime.combine(until + timedelta(days=1), time.min, tzinfo=zone)
        return self.begins, self.ends, closes
