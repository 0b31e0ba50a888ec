"""Response headers, content security policy, and the shape of what comes in."""

from urllib.parse import unquote_to_bytes

from flask import Flask, Response, request

from ethreader.base.errors import Invalid
from ethreader.base.settings import Settings
from ethreader.i18n.texts import lazy_gettext
from ethreader.web.hosts import refuse_cross_site
from ethreader.web.mail_pages import is_mail_page
from ethreader.web.protection import PROTECTION
from ethreader.web.scripts import cdn_of_page

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


BODY_LIMIT = 1_000_000  # Bytes; a comment of 5,000 characters needs 60,000 at most.


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
                refuse_cross_site(settings)
            _refuse_broken_text()

    @app.after_request
    def add_security_headers(response: Response) -> Response:
        policy = content_security_policy(settings, script=cdn_of_page())
        for name, value in {**headers, "Content-Security-Policy": policy}.items():
            response.headers.setdefault(name, value)
        return response


def content_security_policy(settings: Settings, *, script: str = "", image: str = "") -> str:
    """Return the policy of a page: nothing inline, and nothing from elsewhere.

    But for one foreign `script` or `image`: a response that needs the image brings its own
    policy, which stays as it is.
    """
    directives = {
        "default-src": "'none'",
        "script-src": f"'self' {script}",
        "style-src": "'self'",
        "img-src": f"'self' {image}",
        "connect-src": "'self'",
        "object-src": "'none'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    if settings.is_secure:
        directives["upgrade-insecure-requests"] = ""
    return "; ".join(f"{name} {value}".strip() for name, value in directives.items())


def _headers(settings: Settings) -> dict[str, str]:
    headers = {**PROTECTION}
    if settings.is_secure:
        headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    return headers


def _refuse_broken_text() -> None:
    """Refuse a body that is not UTF-8 text, before a parser guesses what it may mean."""
    body = request.get_data(cache=True, parse_form_data=False)
    if request.mimetype == "application/x-www-form-urlencoded":
        body = unquote_to_bytes(body)
    try:
        body.decode()
    except UnicodeDecodeError:
        raise DamagedText from None
