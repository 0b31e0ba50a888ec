"""The database's URL: one that SQLAlchemy understands, and a connection that nobody listens to.

What is refused is never shown: a URL that is not understood may have its password anywhere.
"""

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from ethreader.base.hosts import is_loopback

DRIVERS = {"sqlite", "postgresql+psycopg"}
WITH_TLS = {"require", "verify-ca", "verify-full"}
PLACES = ("host", "hostaddr", "service")  # Of a query: where libpq connects to, too.


def database_url(text: str) -> str:
    """Return the URL to connect to: a server on another machine is asked for TLS.

    Raises `ValueError` with advice.
    """
    url = _understood(text)
    if url.get_backend_name() == "sqlite":
        _require_file(url)
        return text
    if not _is_elsewhere(url):
        return text
    mode = url.query.get("sslmode")
    if mode is None:
        return f"{text}{'&' if '?' in text else '?'}sslmode=require"
    if mode not in WITH_TLS:
        raise ValueError(
            "the server is not on this machine, and what readers wrote would travel in clear. "
            "Write sslmode=require or sslmode=verify-full"
        )
    return text


def _understood(text: str) -> URL:
    try:
        url = make_url(text)
        is_sound = url.drivername in DRIVERS and (url.host or "").isascii()
    except (ArgumentError, ValueError):
        is_sound = False
    if not is_sound or not text.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError("give a URL that starts with sqlite:/// or postgresql+psycopg://")
    if set(url.host or "") & set("@%#?"):  # The rest of a password, which a failure would show.
        raise ValueError(
            "its host is not understood. In a password write @ as %40, : as %3A, / as %2F, "
            "# as %23 and % as %25"
        )
    return url


def _require_file(url: URL) -> None:
    """Refuse what is no file's path, or opens another one than it seems to say."""
    path = url.database or ""
    if url.query or not path or path.startswith((":memory:", "file:")) or "\0" in path:
        raise ValueError(
            "give the path of a file, such as sqlite:////srv/site/site.sqlite3. In the path write "
            "? as %3F and % as %25"
        )
    if path.startswith("~"):
        raise ValueError("write out the path of the home folder instead of ~")


def _is_elsewhere(url: URL) -> bool:
    """Tell whether the server may be another machine; no host at all is a socket of this one."""
    given = [url.query.get(name, ()) for name in PLACES]
    named = [each for more in given for each in ([more] if isinstance(more, str) else more)]
    hosts = [part for each in (url.host or "", *named) for part in each.split(",") if part]
    return any(not is_loopback(host) and not host.startswith(("/", "@")) for host in hosts)
