"""The kinds of value that say where something is: a folder, a host, the site's own URL."""

import ipaddress
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Annotated

from ethreader.base.hosts import origin_of
from ethreader.base.setting_types import split_url

HOST_LABEL = r"[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
HOST_NAME = rf"({HOST_LABEL}\.)*{HOST_LABEL}\.?"
# Under which a site may stand; nothing in it is another host, climbs, or needs escaping.
ROOT_PATH = re.compile(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+")


def _folder(given: str) -> Path:
    try:
        path = Path(given).expanduser().resolve()
    except (RuntimeError, OSError, ValueError):  # “~somebody” without a home, a loop, a NUL.
        raise ValueError("give the path of a folder") from None
    try:
        os.fsencode(path)
        str(path).encode()
    except UnicodeEncodeError:
        raise ValueError(
            "its name cannot be written in this locale. Set LC_ALL=C.UTF-8, or give it a name in "
            "ASCII"
        ) from None
    return path


def _host(given: str) -> str:
    """Return a name or an IP; an IPv6 one may stand in brackets, as in a URL."""
    inner = given[1:-1] if given.startswith("[") and given.endswith("]") else ""
    host = inner if ":" in inner else given
    with suppress(ValueError):
        return str(ipaddress.ip_address(host))
    if not re.fullmatch(HOST_NAME, host) or len(host) > 253:
        raise ValueError("give a host name or an IP, for example 127.0.0.1")
    return host


def _base_url(text: str) -> str:
    parts = split_url(text, schemes={"http", "https"})
    path = parts.path.rstrip("/") if parts else ""
    is_sound = parts and not parts.query and not parts.fragment
    is_path = not path or ROOT_PATH.fullmatch(path)
    origin = origin_of(text) if is_sound and is_path and "@" not in text else None
    if origin is None:
        raise ValueError("give a URL such as https://example.org or https://example.org/site")
    return f"{origin}{path}"


Folder = Annotated[Path, _folder]
Host = Annotated[str, _host]
BaseUrl = Annotated[str, _base_url]
