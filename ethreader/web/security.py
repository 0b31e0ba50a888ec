"""Response headers, content security policy, and the guards of every request."""

from functools import cache, partial

from flask import Flask, Request

from ethreader.base.settings import Settings
from ethreader.web.bodies import refuse_unreadable_body
from ethreader.web.hooks import hooks
from ethreader.web.hosts import refuse_cross_site
from ethreader.web.mail_pages import is_mail_page
from ethreader.web.protection import OF_FILES, PROTECTION
from ethreader.web.requests import SAFE_METHODS, LimitedRequest
from ethreader.web.responses import Protection, SiteResponse
from ethreader.web.scripts import cdn_of


def init_app(app: Flask, settings: Settings) -> None:
    """Guard every request, and add security headers to every response."""
    app.request_class = LimitedRequest
    app.response_class = SiteResponse
    headers_of = cache(partial(_headers_of, settings))

    def guard(request: Request) -> None:
        if request.method not in SAFE_METHODS:
            # What a mail leads to is proven by the secret in its path, wherever it is pressed: a
            # mail program may do so from anywhere (RFC 8058).
            if not is_mail_page(request):
                refuse_cross_site(request, settings)
            refuse_unreadable_body(request)

    def protect(request: Request, response: SiteResponse) -> None:
        kind = response.mimetype
        response.protection = headers_of(kind if kind in OF_FILES else "", cdn_of(request))

    hooks(app).add_guard(guard)
    hooks(app).add_dresser(protect)


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
        "font-src": "'self'",
        "connect-src": "'self'",
        "object-src": "'none'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    if settings.is_secure:
        directives["upgrade-insecure-requests"] = ""
    return "; ".join(f"{name} {value}".strip() for name, value in directives.items())


def _headers_of(settings: Settings, kind: str, script: str) -> Protection:
    """Return by their names what is said of a kind of file, or of a page that asks for a script."""
    policy = content_security_policy(settings, script=script)
    of_page = {**PROTECTION, "Content-Security-Policy": policy}
    headers = {**OF_FILES.get(kind, of_page), **_transport(settings)}
    return {name.lower(): (name, value) for name, value in headers.items()}


def _transport(settings: Settings) -> dict[str, str]:
    if settings.is_secure:
        return {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
    return {}
