"""How much may be sent: by one visitor, by the networks around them, and by all together.

All refuse in the same words. Nobody who writes and sends by hand meets these numbers. They are
counted in memory, under names for the day (see `visitors`), and are gone with it.
"""

from ethreader.i18n.texts import gettext
from ethreader.web.admission import RateLimit, limited
from ethreader.web.amounts import amount_of

__all__ = [
    "CHECKS",
    "COMMENTS",
    "EDITS",
    "EDITS_OF_COMMENT",
    "FORMS",
    "FREE_COMMENTS",
    "MISTAKES",
    "NEW_PASSWORDS",
    "ONE_USE",
    "PROVEN_COMMENTS",
    "PROVEN_FORMS",
    "REPORTS",
    "SEARCHES",
    "WISHES",
    "limited",
]


def _too_many_wishes(wait: str) -> str:
    return gettext(
        "We received too many requests for email updates. Clear the box for updates to send your "
        "comment without them, or wait about %(wait)s and try again.",
        wait=wait,
    )


# Comments that are taken as they come. Beyond, a hall of people behind one IP looks like a flood:
# browsers are asked for a proof of work, and what comes without one is read before it appears.
FREE_COMMENTS = RateLimit(
    kind="free comments",
    visitor="10 per 10 minutes; 40 per day",
    subscriber="15 per 10 minutes; 60 per day",
    network="20 per 10 minutes; 100 per day",
    provider="60 per 10 minutes; 400 per day",
)


# Comments that are about to be stored; a moderator has to read each of them.
COMMENTS = RateLimit(
    kind="comments",
    visitor="50 per 10 minutes; 120 per day",
    subscriber="60 per 10 minutes; 150 per day",
    network="80 per 10 minutes; 200 per day",
    provider="120 per 10 minutes; 600 per day",
    everybody="300 per 10 minutes",
)


# Those with a proof of work, whatever comes without one: who floods does not use this up.
PROVEN_COMMENTS = RateLimit(
    kind="comments with a proof",
    visitor="50 per 10 minutes; 120 per day",
    subscriber="60 per 10 minutes; 150 per day",
    network="80 per 10 minutes; 200 per day",
    provider="120 per 10 minutes; 600 per day",
    everybody="300 per 10 minutes",
)


# A proof of work, for longer than it is good.
ONE_USE = amount_of("1 per 20 minutes")


# Wishes for news by email: each may have a mail sent to whoever's email was typed.
WISHES = RateLimit(
    kind="wishes",
    visitor="6 per hour; 12 per day",
    subscriber="8 per hour; 16 per day",
    network="10 per hour; 24 per day",
    provider="40 per hour; 120 per day",
    everybody="120 per hour",
    sentence=_too_many_wishes,
)


# Edits of what was sent: each is rendered and screened anew, and a moderator reads it.
EDITS = RateLimit(
    kind="edits",
    visitor="20 per 10 minutes; 60 per day",
    subscriber="30 per 10 minutes; 90 per day",
    network="40 per 10 minutes; 150 per day",
    provider="80 per 10 minutes; 400 per day",
    everybody="300 per 10 minutes",
)


# Edits of one comment, from wherever they come: its link may be in many hands.
EDITS_OF_COMMENT = amount_of("40 per day")


# Reports that are about to be stored.
REPORTS = RateLimit(
    kind="reports",
    visitor="10 per 10 minutes; 30 per day",
    subscriber="12 per 10 minutes; 40 per day",
    network="15 per 10 minutes; 60 per day",
    provider="30 per 10 minutes; 120 per day",
    everybody="100 per 10 minutes",
)


# Forms that were sent, with mistakes in them or not; one that brings a proof is sent twice.
FORMS = RateLimit(
    kind="forms",
    visitor="150 per 10 minutes",
    subscriber="180 per 10 minutes",
    network="240 per 10 minutes",
    provider="600 per 10 minutes",
    everybody="3000 per 10 minutes",
)


# Those with a proof of work, which a flood of forms does not keep out.
PROVEN_FORMS = RateLimit(
    kind="forms with a proof",
    visitor="150 per 10 minutes",
    subscriber="180 per 10 minutes",
    network="240 per 10 minutes",
    provider="600 per 10 minutes",
    everybody="3000 per 10 minutes",
)


# Fields that were left, and previews.
CHECKS = RateLimit(
    kind="checks",
    visitor="120 per minute",
    subscriber="180 per minute",
    network="300 per minute",
    provider="900 per minute",
    everybody="3000 per minute",
)


def _too_many_searches(wait: str) -> str:
    return gettext(
        "You have searched a lot in a short time. Please wait about %(wait)s and try again. You "
        "can find all articles under All events meanwhile.",
        wait=wait,
    )


# Searches: each looks through all that readers see.
SEARCHES = RateLimit(
    kind="searches",
    visitor="30 per minute",
    subscriber="45 per minute",
    network="90 per minute",
    provider="300 per minute",
    everybody="1200 per minute",
    sentence=_too_many_searches,
)


# Forms of signing in that cannot be right. Who sends what may be right is never refused by this,
# so there is no limit of all together.
MISTAKES = RateLimit(
    kind="mistakes at signing in",
    visitor="30 per 10 minutes",
    subscriber="45 per 10 minutes",
    network="90 per 10 minutes",
    provider="300 per 10 minutes",
)


# New passwords of one sign-in link: to look at one takes its time.
NEW_PASSWORDS = amount_of("20 per 10 minutes")
