"""How many mails may leave the site within an hour, and who goes first when they are few.

News for those who have confirmed goes before requests to confirm, and a part of the budget is
theirs alone: whoever makes the site send requests does not silence it. A smaller part is kept for
requests: where there is much news, whoever is new still gets in.
"""

import logging
from collections import deque
from datetime import datetime, timedelta

from ethreader.mail.kinds import MailKind

log = logging.getLogger(__name__)

HOUR = timedelta(hours=1)
REQUESTS_WAIT = 24  # Hours in which mails left; then a request that the budget held up is dropped.


class HourlyBudget:
    """The mails of the last hour, and the last hours in which any left; in memory, by moments."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._for_news = limit // 4
        self._for_requests = max(1, limit // 10)
        self._sent: deque[tuple[datetime, MailKind]] = deque()
        # When the last hours began in which mails left, one hour apart at least.
        self._hours: deque[datetime] = deque(maxlen=REQUESTS_WAIT + 1)
        self._told_at: datetime | None = None

    def left_for_news(self, *, now: datetime) -> int:
        """Return how many mails may leave now that are no requests to confirm."""
        return max(0, self._left(now=now) - self._share_left())

    def left_for_requests(self, *, now: datetime, news: int) -> int:
        """Return how many requests to confirm may leave now, after so many `news`."""
        left = self._left(now=now) - news
        return max(0, min(left, max(left - self._for_news, self._share_left())))

    def late_since(self) -> datetime | None:
        """Return since when a request has to wait to be late; nothing while none can be.

        Only hours count in which mails left: what waited while there was no mail process, or no
        server, has had no turn yet.
        """
        return self._hours[0] if len(self._hours) > REQUESTS_WAIT else None

    def use(self, kind: MailKind, *, now: datetime) -> None:
        """Count one mail."""
        self._sent.append((now, kind))

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
                REQUESTS_WAIT,
            )

    def _left(self, *, now: datetime) -> int:
        self._note_hours()
        while self._sent and self._sent[0][0] <= now - HOUR:
            self._sent.popleft()
        return self._limit - len(self._sent)

    def _note_hours(self) -> None:
        for moment, _ in self._sent:
            if not self._hours or moment - self._hours[-1] >= HOUR:
                self._hours.append(moment)

    def _share_left(self) -> int:
        """Return how many of the mails kept for requests have not left within the hour."""
        requests = sum(not kind.needs_confirmation for _, kind in self._sent)
        return max(0, self._for_requests - requests)
