"""Words that tell texts of tests apart, and that screening takes for nothing."""

from secrets import randbelow


def a_code() -> str:
    """Return a word that no other text has, and that is read as all others are."""
    return f"k{randbelow(10**9):09d}"
