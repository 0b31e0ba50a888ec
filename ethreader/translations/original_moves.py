"""Which words of an original a translation says, and whether they are still those."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from ethreader.translations.models import PARTS, Original, TextInLanguage


def digest_of(original: Original) -> str:
    """Return what tells an original's words from any other."""
    said = original.TEXT
    values = {name: getattr(original, name) for name in (*said.LINES, *said.ROWS)}
    return digest_of_written(said, values, original.body)


def digest_of_written(said: type[TextInLanguage], fields: Mapping[str, Any], body: str) -> str:
    """Return the same of an original as its file says it; `said` tells what its texts say."""
    lines = (str(fields.get(name, "")) for name in said.LINES)
    rows = (row for name in said.ROWS for row in fields.get(name) or ())
    return _digest(lines, ([str(row.get(name, "")) for name in PARTS] for row in rows), body)


def _digest(words: Iterable[str], rows: Iterable[Iterable[str]], body: str) -> str:
    said = "\0".join((*words, *("\0".join(each) for each in rows), body))
    return sha256(said.encode()).hexdigest()[:16]


def is_outdated(text: TextInLanguage, original: Original) -> bool:
    """Tell whether an original was changed since it was said in another language."""
    return text.based_on != digest_of(original)
