"""Response headers, content security policy, same-origin check, and the shape of what comes in."""

from urllib.parse import unquote_to_bytes, urlsplit

from flask import Flask, Response, request

from ethreader.base.errors import Forbidden, Invalid
from ethreader.base.settings import HtmxSource, Settings
from ethreader.i18n.texts import lazy_gettext
from ethreader.web.assets import HTMX
from ethreader.web.mail_pages import is_mail_page

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


BODY_LIMIT = 1_000_000  # Bytes; a comment of 5,000 characters needs 60,000 at most.


class CrossSite(Forbidden):
    """A post that another site made the browser send."""

    title = lazy_gettext("This form was sent from another site")
    sentence = lazy_gettext(
        "For your safety, this site accepts only forms that were filled in on its own pages. "
        "Open the page here and send the form again."
    )


class DamagedText(Invalid):
    """A body that is not UTF-8."""

    sentence = lazy_gettext(
        "The form arrived damaged: its text is not readable (it is not UTF-8). "
        "Go back, reload the page and send it again."
    )


def init_app(app: Flask, settings: Settings) -> None:
    """Guard every request, and add security headers to every response."""
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    app.config["MAX_FORM_MEMORY_SIZE"] = BODY_LIMIT
    headers = _headers(settings)

    @app.before_request
    def guard() -> None:
        if request.method not in SAFE_METHODS:
            # What a mail leads to is proven by the secret in its path, wherever it is pressed: a
            # mail program may do so from anywhere (RFC 8058).
            if not is_mail_page():
                _refuse_cross_site(settings)
            _refuse_broken_text()

    @app.after_request
    def add_security_headers(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response


def content_security_policy(settings: Settings, *, image: str = "") -> str:
    """Return the policy of every page: nothing inline, nothing from elsewhere but htmx.

    A response that needs one foreign `image` brings its own policy, which stays as it is.
    """
    scripts = ["'self'"]
    if settings.htmx is HtmxSource.CDN:
        scripts.append(HTMX.cdn_url)
    directives = {
        "default-src": "'none'",
        "script-src": " ".join(scripts),
        "style-src": "'self'",
        "img-src": f"'self' {image}".strip(),
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    if settings.is_secure:
        directives["upgrade-insecure-requests"] = ""
    return "; ".join(f"{name} {value}".strip() for name, value in directives.items())


def _headers(settings: Settings) -> dict[str, str]:
    headers = {
        "Content-Security-Policy": content_security_policy(settings),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": (
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), "
            "browsing-topics=(), interest-cohort=()"
        ),
    }
    if settings.is_secure:
        headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    return headers


def _refuse_cross_site(settings: Settings) -> None:
    """Trust what the browser says of where a post comes from; other programs say nothing."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site != "same-origin":
            raise CrossSite
        return
    origin = request.headers.get("Origin")
    if origin is None:
        return
    try:
        place = urlsplit(origin).netloc
    except ValueError:  # For example "http://[::1".
        raise CrossSite from None
    if not place or place not in {request.host, *settings.hosts}:
        raise CrossSite


def _refuse_broken_text() -> None:
    """Refuse a body that is not UTF-8 text, before a parser guesses what it may mean."""
    body = request.get_data(cache=True, parse_form_data=False)
    if request.mimetype == "application/x-www-form-urlencoded":
        body = unquote_to_bytes(body)
    try:
        body.decode()
    except UnicodeDecodeError:
        raise DamagedText from None
