"""Under which names the site is reached: it responds under these, and takes forms from these.

Where the operator has not said so (`ETHREADER_BASE_URL`), it is a trial, and responds under any.
"""

from urllib.parse import urlsplit

from flask import Flask, Request

from ethreader.base.errors import Forbidden, Invalid
from ethreader.base.hosts import origin_of
from ethreader.base.settings import Settings
from ethreader.i18n.texts import lazy_gettext
from ethreader.web.hooks import hooks

# A proxy or a watchman asks by IP, and learns nothing but that the site is up.
UNDER_ANY_NAME = {"health.healthz"}


class UnknownHost(Invalid):
    """A name that is not this site's, which somebody else's domain or a scanner uses."""

    title = lazy_gettext("This page is not available here")
    sentence = lazy_gettext("This website is not available under this name. Please check the link.")


class CrossSite(Forbidden):
    """A post that another site made the browser send."""

    title = lazy_gettext("This form was sent from another site")
    sentence = lazy_gettext(
        "For your safety, this site accepts only forms that were filled in on its own pages. "
        "Open the page here and send the form again."
    )


def init_app(app: Flask, settings: Settings) -> None:
    """Refuse what comes under another name; to be called before what looks at the path."""
    names = {urlsplit(origin).hostname for origin in own_origins(settings)}

    def refuse_unknown_host(request: Request) -> None:
        if request.endpoint not in UNDER_ANY_NAME and _host_name(request) not in names:
            raise UnknownHost

    if names:
        hooks(app).add_guard(refuse_unknown_host)


def own_origins(settings: Settings) -> tuple[str, ...]:
    """Return the origins that are this site; none where the operator has not said so."""
    return settings.origins if settings.is_base_url_given else ()


def refuse_cross_site(request: Request, settings: Settings) -> None:
    """Trust what the browser says of where a post comes from; other programs say nothing.

    Raises `CrossSite`.
    """
    site = request.environ.get("HTTP_SEC_FETCH_SITE")
    if site is not None:
        if site != "same-origin":
            raise CrossSite
        return
    origin = request.environ.get("HTTP_ORIGIN")
    if origin is None:
        return
    # A proxy may have taken TLS off: what the operator says counts, and else what is seen here.
    own = own_origins(settings) or (origin_of(request.host_url),)
    if origin.lower() not in own:
        raise CrossSite


def _host_name(request: Request) -> str | None:
    """Return the host that was asked for, without its port."""
    try:
        return urlsplit(f"//{request.host}").hostname
    except ValueError:  # An open bracket.
        return None
