"""How the files of a picture are called, and how wide each is."""

import secrets

WIDTHS = (320, 640, 960, 1440)
MASTER = "master.webp"
"""all that is seen, without loss: what is exported, and what other widths can be made of"""

ENDINGS = {"webp": "image/webp", "jpg": "image/jpeg"}


def new_name() -> str:
    """Return a name that nobody guesses, and nothing ever had before."""
    return secrets.token_hex(16)


def widths_of(width: int) -> tuple[int, ...]:
    """Return how wide the files of a picture are, the widest last; none is enlarged."""
    return (*(each for each in WIDTHS if each < width), min(width, WIDTHS[-1]))


def file_of(width: int, ending: str) -> str:
    """Return the name of one file in a picture's folder."""
    return f"{width}.{ending}"
