"""How many mails may leave the site within an hour, and who goes first when they are few.

News for those who have confirmed goes before requests to confirm, and a part of the budget is
theirs alone: whoever makes the site send requests does not silence it.
"""

import logging
from collections import deque
from datetime import datetime, timedelta

log = logging.getLogger(__name__)

HOUR = timedelta(hours=1)
REQUESTS_WAIT = timedelta(hours=24)  # Then a request that the budget held up is dropped.


class HourlyBudget:
    """The mails of the last hour; in memory, by their moments alone."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._for_news = limit // 4
        self._sent: deque[datetime] = deque()
        self._told_at: datetime | None = None

    def left(self, *, now: datetime) -> int:
        """Return how many mails may leave now."""
        while self._sent and self._sent[0] <= now - HOUR:
            self._sent.popleft()
        return self._limit - len(self._sent)

    def left_for_requests(self, *, now: datetime) -> int:
        """Return how many of them may be requests to confirm; below 0 where news took its part."""
        return self.left(now=now) - self._for_news

    def use(self, *, now: datetime) -> None:
        """Count one mail."""
        self._sent.append(now)

    def give_back(self) -> None:
        """Take back the last one, which has surely not been sent."""
        self._sent.pop()

    def tell(self, *, now: datetime) -> None:
        """Tell the operator that mails wait; once an hour, however many do."""
        if self._told_at is None or now - self._told_at >= HOUR:
            self._told_at = now
            log.warning(
                "More mails are due than ETHREADER_MAIL_HOURLY lets out (%s an hour). Requests to "
                "confirm wait, and are dropped after %s hours: see `flask mail status`.",
                self._limit,
                REQUESTS_WAIT // HOUR,
            )
