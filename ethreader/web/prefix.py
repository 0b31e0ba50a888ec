"""The path under which the whole site stands, where it shares a host with others.

It becomes the root of the site (`SCRIPT_NAME`) before anything else looks at the path, so that
routes know nothing of it and every `url_for` keeps it. It comes from the public URL
(`ETHREADER_BASE_URL`, and `ETHREADER_MAIL_URL` on the mails' own host), or from a proxy that is
believed (`X-Forwarded-Prefix`) and has taken it off the path. Where both say so, the URL counts.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import has_request_context, request

from ethreader.base.setting_places import ROOT_PATH
from ethreader.base.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

KEY = "ethreader.prefix"
HEADER = "HTTP_X_FORWARDED_PREFIX"


class SitePrefix:
    """Takes the site's own path off the request's; to stand inside of what reads the host."""

    def __init__(self, app: "WSGIApplication", settings: Settings) -> None:
        self._app = app
        self._proxies = settings.trusted_proxies
        site, mails = urlsplit(settings.base_url), urlsplit(settings.mail_url)
        self._path = site.path if settings.is_base_url_given else ""
        self._path_of_mails = {} if mails.netloc == site.netloc else {mails.hostname: mails.path}

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Hand the request on, with the root of the site in it."""
        told, path = self._told(environ), environ.get("PATH_INFO", "")
        prefix = self._given(environ) or told
        if prefix and not told and (path == prefix or path.startswith(f"{prefix}/")):
            path = path.removeprefix(prefix)
        known = {KEY: prefix, "SCRIPT_NAME": prefix, "PATH_INFO": path}
        return self._app(environ | known, start_response)

    def _given(self, environ: "WSGIEnvironment") -> str:
        """Return what the settings say of the host that was asked."""
        if not self._path_of_mails:
            return self._path
        host = environ.get("HTTP_HOST", "").rpartition("@")[2].lower()
        return self._path_of_mails.get(host.partition(":")[0], self._path)

    def _told(self, environ: "WSGIEnvironment") -> str:
        """Return what the first of the proxies says that are believed; nothing where it is odd."""
        if not self._proxies:
            return ""
        values = [each.strip() for each in environ.get(HEADER, "").split(",")]
        if len(values) < self._proxies:
            return ""
        path = values[-self._proxies].rstrip("/")
        return path if ROOT_PATH.fullmatch(path) else ""


def site_root() -> str:
    """Return what stands before every path of the site, in any language."""
    prefix: str = request.environ.get(KEY, "") if has_request_context() else ""
    return prefix
