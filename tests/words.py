"""Words that no other text of a run has."""

import secrets

LETTERS = str.maketrans("0123456789", "ghijklmnop")


def new_word() -> str:
    """Return a word of letters alone: digits could be taken for a phone number."""
    return secrets.token_hex(8).translate(LETTERS)
