"""Comments as screening gets them."""

from datetime import timedelta

from ethreader.screening.known import Known
from ethreader.screening.service import Submission
from tests.times import utcnow


def submission(*, name: str = "", body: str = "Well said.", seconds: int = 60) -> Submission:
    """Return a comment whose writing took so many seconds."""
    now = utcnow()
    return Submission(
        body=body,
        name=name,
        known=Known(official=("ASTRA events",)),
        stamped_at=now - timedelta(seconds=seconds),
        arrived_at=now,
        pace=timedelta(seconds=5),
    )
