"""The moment, for tests that hand one to the rules."""

from datetime import UTC, datetime


def utcnow() -> datetime:
    """Return the current moment."""
    return datetime.now(UTC)
