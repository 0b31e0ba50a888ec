"""Which mails leave now: news before requests to confirm, as far as the hourly budget goes."""

from datetime import datetime
from zoneinfo import ZoneInfo

from ethreader.mail import outbox
from ethreader.mail.budget import HourlyBudget
from ethreader.mail.kinds import kinds_before_confirmation
from ethreader.mail.queries import news_due, requests_due

BATCH = 20


def mails_to_deliver(budget: HourlyBudget, *, zone: ZoneInfo, now: datetime) -> list[int]:
    """Return what is to be delivered in one go; drop the requests that have waited too long."""
    requests = kinds_before_confirmation()
    all_news = news_due(now, limit=BATCH)
    news = all_news[: budget.left_for_news(now=now)]
    all_asking = requests_due(now, requests, limit=BATCH)
    asking = all_asking[: budget.left_for_requests(now=now, news=len(news))]
    if len(news) + len(asking) < len(all_news) + len(all_asking):
        budget.tell(now=now)
        if late_since := budget.late_since():
            outbox.drop_late_requests(requests, before=late_since, zone=zone, now=now)
    return [*news, *asking]
