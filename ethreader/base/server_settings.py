"""Settings of the server: where it listens, what it stores where, and how it is reached."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from sqlalchemy import URL

from ethreader.base.environment import FromEnvironment
from ethreader.base.hosts import local_url, origin_of
from ethreader.base.setting_fields import setting
from ethreader.base.setting_places import BaseUrl, Folder, Host
from ethreader.base.setting_types import DatabaseUrl, GroupName, RedisUrl, whole_number


@dataclass(frozen=True, kw_only=True)
class ServerSettings(FromEnvironment):
    """What the operator decides about the machine."""

    host: Host = setting("127.0.0.1", variable="HOST")
    """the host name or IP to listen on; 0.0.0.0 means every network of the machine"""

    port: Annotated[int, whole_number(1, 65535)] = setting(8000, variable="PORT")
    """the port to listen on"""

    instance: Folder = setting(written="instance")
    """folder of the embedded default: database, secret key, `.env` file; for its user alone"""

    instance_group: GroupName = ""
    """a group of this machine whose members may use the instance folder too, where the mail
    process runs as another user; unset, it is for one user alone"""

    env_file: Folder = setting(follows=lambda above: above["instance"] / ".env")
    """a file with settings that is read instead of `.env` in the instance folder. Who holds the
    mail keys takes no settings from a file that others can write"""

    database_url: DatabaseUrl = setting(
        follows=lambda above: _embedded_database_url(above["instance"]), is_private=True
    )
    """the database; unset, SQLite in the instance folder.
    `postgresql+psycopg://user:password@host/name` for PostgreSQL, whose schema is then made by
    `flask database upgrade`. A server elsewhere is asked for TLS (`sslmode=require`); add
    `?sslmode=verify-full` to have its certificate checked too"""

    redis_url: RedisUrl = setting("", is_private=True)
    """where several processes of the site count together what visitors send:
    `redis://127.0.0.1:6379`, `unix:///run/redis/redis.sock`, on another machine
    `rediss://user:password@host`. It has to write nothing to a disk: docs/deploy.md. Unset, each
    process counts alone, in its own memory"""

    base_url: BaseUrl = setting(follows=lambda above: local_url(above["host"], above["port"]))
    """the public URL of the site, used in links that leave it; it may have a path, as in
    `https://example.org/site`. Set, the site responds under no other host name; with https its
    cookies and HSTS are for https only"""

    mail_url: BaseUrl = setting(follows=lambda above: above["base_url"])
    """where the links in mails lead: another URL of this site, on a host that says nothing of the
    subject and shows only what mails lead to; unset, the public URL"""

    kept_pages: Annotated[int, whole_number(0, 10_000)] = 16
    """megabytes of memory for finished pages, each kept until something of it changes; 0: every
    page is made anew for each reader"""

    trusted_proxies: Annotated[int, whole_number(0, 10)] = 0
    """how many proxies in front of the site may say, by forwarding headers, which host, scheme
    and leading path a visitor asked for"""

    @property
    def is_secure(self) -> bool:
        """Whether visitors reach the site by https."""
        return self.base_url.startswith("https://")

    @property
    def is_base_url_given(self) -> bool:
        """Whether the operator has said under which URL the site is reached."""
        return "ETHREADER_BASE_URL" in self.given

    @property
    def origin(self) -> str:
        """The public URL without its path: what stands before the path of a link."""
        return str(origin_of(self.base_url))

    @property
    def origins(self) -> tuple[str, ...]:
        """The origins at which visitors reach the site; the public one first."""
        return tuple(dict.fromkeys((self.origin, str(origin_of(self.mail_url)))))

    @property
    def uses_embedded_database(self) -> bool:
        """Whether the database is the file in the instance folder, which migrates itself."""
        return self.database_url == _embedded_database_url(self.instance)


def _embedded_database_url(instance: Path) -> str:
    # Written by the library: a path may have signs in it that mean something in a URL.
    file = str(instance / "ethreader.sqlite3")
    return URL.create("sqlite", database=file).render_as_string()
