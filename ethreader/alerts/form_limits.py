"""How many emails one moderator may have asked to confirm."""

from ethreader.web.admission import count_under_name
from ethreader.web.amounts import amount_of

ASKED = amount_of("6 per day")


def count_asked(moderator_id: int) -> None:
    """Count an email that a moderator gives, wherever they sit; raise `RateLimited` beyond."""
    count_under_name(ASKED, f"moderator {moderator_id}", kind="moderators' emails")
