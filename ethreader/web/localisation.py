"""In which language a response speaks: that of its URL, and nothing else decides.

The site's first language has no prefix. The prefix of another one becomes part of the root of
the site (`SCRIPT_NAME`), so that routes know nothing of it and every `url_for` keeps it.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.support import NullTranslations
from flask import Flask, Request, current_app, has_request_context, redirect, request
from flask_babel import Babel, Domain
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup
from werkzeug.wrappers import Response

from ethreader.base.settings import Settings
from ethreader.i18n.languages import Language
from ethreader.web.current import settings, this_request
from ethreader.web.hooks import hooks
from ethreader.web.prefix import site_root

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

KEY = "ethreader.language"


# Where somebody is written to in their language, or a page is shown as others would see it.
_spoken: ContextVar[Language | None] = ContextVar("spoken", default=None)


MOVED = "ethreader.moved"


PLACES_OF_PAGE = "ethreader.places"


# One URL each, whatever the language: files are kept for a year, machines watch the other.
WITHOUT_PREFIX = {
    *("static", "colours", "pictures", "documents"),
    *("healthz", ".well-known", "robots.txt", "sitemap.xml"),
}


# Of a page's query, what leads to the same place in another language.
PLACES = ("order", "branch", "after", "at", "reply_to")


class Prefixes:
    """Takes the language's prefix off the path."""

    def __init__(self, app: "WSGIApplication", languages: Iterable[Language]) -> None:
        self._app = app
        first, *others = languages
        self._first = first
        self._others = {each.code: each for each in others}
        # However it is spelt: by the code, or by the tag that pages carry.
        self._spelt = {
            spelling.lower(): each
            for each in (first, *others)
            for spelling in (each.tag, each.code)
        }

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Hand the request on, with its language."""
        prefix, slash, rest = environ.get("PATH_INFO", "").removeprefix("/").partition("/")
        language = self._spelt.get(prefix.lower())
        if language is None or rest.partition("/")[0] in WITHOUT_PREFIX:
            return self._app(environ | {KEY: self._first}, start_response)
        is_first = language is self._first
        root = "" if is_first else f"/{language.code}"
        known = {
            KEY: language,
            MOVED: is_first or not slash or prefix != language.code,
            "SCRIPT_NAME": f"{environ.get('SCRIPT_NAME', '')}{root}",
            "PATH_INFO": f"/{rest}",
        }
        return self._app(environ | known, start_response)


class Catalogs(Domain):
    """Flask-Babel's way to the catalogs, by our `Language`s and not by `.mo` files."""

    def get_translations(self) -> NullTranslations:
        """Return the catalog of the response's language."""
        return language().translations

    @property
    def locale(self) -> Locale:
        """What dates and numbers follow beside it (`i18n.formats.locale`)."""
        return language().locale


class OurBabel(Babel):
    """Flask-Babel with our catalogs."""

    domain_instance = Catalogs()


def init_app(app: Flask, settings: Settings) -> None:
    """Let every request say its language, and templates use it."""
    app.wsgi_app = Prefixes(  # type: ignore[method-assign]
        app.wsgi_app, settings.languages
    )
    OurBabel(app)
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.globals.update(
        language=language, other_languages=other_languages, root=root, gettext=said, _=said
    )
    hooks(app).add_guard(_redirect_to_canonical)


def _redirect_to_canonical(request: Request) -> Response | None:
    if not request.environ.get(MOVED):
        return None
    query = request.query_string.decode("latin-1")
    where = f"{request.root_path}{request.path}{'?' if query else ''}{query}"
    return redirect(where, code=301 if request.method in {"GET", "HEAD"} else 308)


@pass_eval_context
def said(context: EvalContext, text: str, /, **values: object) -> str:
    """Return a text in the response's language; templates ask for it a hundred times a page.

    As Jinja's own does: a text is a pattern even where nothing fills it.
    """
    words: str = language().translations.ugettext(text)
    if context.autoescape:
        words = Markup(words)  # noqa: S704 - of the code or a catalog
    return words % values if values or "%" in words else words


def language() -> Language:
    """Return the language of the response; outside a request the site's first."""
    if (spoken := _spoken.get()) is not None:
        return spoken
    given: Language | None = this_request().environ.get(KEY) if has_request_context() else None
    return given or settings_languages()[0]


@contextmanager
def speaking(code: str) -> Iterator[str]:
    """Speak another language than the request's, the site's first where it has no such one.

    Yields what stands before every path of it.
    """
    first, *others = settings_languages()
    spoken = next((each for each in others if each.code == code), first)
    before = _spoken.set(spoken)
    try:
        yield "" if spoken is first else f"/{spoken.code}"
    finally:
        _spoken.reset(before)


def settings_languages() -> tuple[Language, ...]:
    """Return the languages of the site, its first one first."""
    return settings().languages


def root() -> str:
    """Return what stands before every path of this language: nothing, or `/de`."""
    return request.root_path if has_request_context() else ""


def other_languages() -> list[tuple[Language, str, str]]:
    """Return all languages with where the page stands in each: its path, and its place there."""
    known: list[tuple[Language, str, str]] | None = request.environ.get(PLACES_OF_PAGE)
    if known is None:  # A page asks twice.
        known = request.environ[PLACES_OF_PAGE] = _other_languages()
    return known


def _other_languages() -> list[tuple[Language, str, str]]:
    if request.method not in {"GET", "HEAD"} or request.routing_exception is not None:
        return []
    values = request.view_args or {}
    places = {name: request.args[name] for name in PLACES if name in request.args}
    pages = places_of(request.endpoint, values)
    exact = places_of(request.endpoint, {**values, **places})
    return [(each, path, place) for (each, path), (_, place) in zip(pages, exact, strict=True)]


def places_of(endpoint: str | None, values: Mapping[str, Any]) -> list[tuple[Language, str]]:
    """Return all languages with the path of a page in each."""
    adapter: Any = current_app.url_map.bind("")
    path, here = adapter.build(endpoint, {**values}), site_root()
    first, *_ = languages = settings_languages()
    roots = {each.code: here if each is first else f"{here}/{each.code}" for each in languages}
    return [(each, roots[each.code] + path) for each in languages]
