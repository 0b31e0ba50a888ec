"""Names of pictures and documents that editors gave the site: random, and the same for ever.

A text names them as if they lay beside it (`![what it shows](name.webp)`), in the database as in
content files; where they are served is added when a page is made.
"""

import re

_NAME = "[0-9a-f]{32}"
PICTURE = re.compile(rf"({_NAME})\.webp")
DOCUMENT = re.compile(rf"({_NAME})\.pdf")
_ANY = re.compile(rf"(?<![0-9a-f])({_NAME})\.(?:webp|pdf)\b")

LIMIT = 20_000_000  # Bytes of a picture; a document has half of it.
LEFT_OUT = "application/x-left-out"  # The type of a file that was too large to be read.


def picture_name(file: str) -> str | None:
    """Return the name of the picture that a file's name stands for; none if it is not ours."""
    found = PICTURE.fullmatch(file)
    return found[1] if found else None


def document_name(file: str) -> str | None:
    """Return the name of the document that a file's name stands for; none if it is not ours."""
    found = DOCUMENT.fullmatch(file)
    return found[1] if found else None


def picture_file(name: str) -> str:
    """Return the file's name by which texts call a picture."""
    return f"{name}.webp"


def document_file(name: str) -> str:
    """Return the file's name by which texts call a document."""
    return f"{name}.pdf"


def names_in(text: str) -> set[str]:
    """Return the names of all pictures and documents that a text calls."""
    return set(_ANY.findall(text))
