"""How many emails one moderator may have asked to confirm."""

from limits import parse

from ethreader.web.admission import count_under_name

ASKED = parse("6 per day")


def count_asked(moderator_id: int) -> None:
    """Count an email that a moderator gives, wherever they sit; raise `RateLimited` beyond."""
    count_under_name(ASKED, f"moderator {moderator_id}", kind="moderators' emails")
