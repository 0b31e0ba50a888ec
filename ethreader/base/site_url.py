"""Where the site was started last, for commands that run with other settings than the site did."""

import re
import secrets
from contextlib import suppress
from pathlib import Path

from ethreader.base.reading import read_file

FILE = "site-url"
LIMIT = 1000  # Bytes.
URL = re.compile(r"https?://[!-~]{1,200}")


def record_site_url(instance: Path, url: str) -> None:
    """Write down where the site listens; that it cannot be written keeps no site from starting."""
    draft = instance / f".{FILE}-{secrets.token_hex(4)}"
    with suppress(OSError):
        draft.touch(mode=0o600)
        draft.chmod(instance.stat().st_mode & 0o660)
        draft.write_text(url, encoding="ascii")
        draft.replace(instance / FILE)


def last_site_url(instance: Path) -> str | None:
    """Return where the site was started last; nothing where that is not known."""
    with suppress(OSError, UnicodeError):
        url = read_file(instance / FILE, limit=LIMIT).decode("ascii")
        return url if URL.fullmatch(url) else None
    return None
