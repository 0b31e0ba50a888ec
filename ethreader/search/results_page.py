"""What the page of results shows: texts with what was looked for marked, and where they lead."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from flask import request, url_for
from markupsafe import Markup, escape

from ethreader.base.typed_words import Wanted
from ethreader.search.documents import Document, Told
from ethreader.search.findable import Kind
from ethreader.search.finding import MOST, PAGE_LENGTH, Found, Within, found_of, found_of_all
from ethreader.search.marking import marked, passage
from ethreader.search.told_page import path_of_told, told_where_found
from ethreader.site_pages.places_page import path_of_text
from ethreader.web.limits import SEARCHES, limited
from ethreader.web.localisation import language, settings_languages


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the URL asks for; what makes no sense in it is left out."""

    typed: str
    kind: Kind | None
    year: int | None
    page: int

    def url(self, **other: Any) -> str:
        """Return the URL of the same search, with something else."""
        said = {"q": self.typed, "kind": self.kind, "year": self.year, **other}
        return url_for("search.show", **said)


@dataclass(frozen=True, kw_only=True)
class Result:
    """A line of the results."""

    document: Document
    url: str
    language: str
    title: Markup
    name: Markup
    passage: Markup


@dataclass(frozen=True, kw_only=True)
class Group:
    """Results of a kind, and where more of them are."""

    found: Found
    results: list[Result]
    all_url: str | None = None
    earlier_url: str | None = None
    later_url: str | None = None


def asked_for() -> Asked:
    """Return what the URL asks for."""
    kinds = {kind.value: kind for kind in Kind}
    return Asked(
        typed=request.args.get("q", "").replace("\0", "").strip(),
        kind=kinds.get(request.args.get("kind", "")),
        year=_number("year", most=9999),
        page=_number("page", most=MOST // PAGE_LENGTH) or 1,
    )


@limited(SEARCHES)
def groups_of(asked: Asked, wanted: Wanted) -> list[Group]:
    """Return what is found, by kinds; raises `RateLimited`."""
    within = Within(year=asked.year, tags=_own_tags())
    if asked.kind is None:
        return [_first_of(found, asked, wanted) for found in found_of_all(wanted, within)]
    found = found_of(asked.kind, wanted, within, page=asked.page)
    return [_page_of(found, asked, wanted)] if found.count else []


def _first_of(found: Found, asked: Asked, wanted: Wanted) -> Group:
    has_more = found.count > len(found.documents)
    return Group(
        found=found,
        results=_results(found, wanted),
        all_url=asked.url(kind=found.kind) if has_more else None,
    )


def _page_of(found: Found, asked: Asked, wanted: Wanted) -> Group:
    is_last = asked.page * PAGE_LENGTH >= min(found.count, MOST)
    return Group(
        found=found,
        results=_results(found, wanted),
        earlier_url=asked.url(page=asked.page - 1) if asked.page > 1 else None,
        later_url=None if is_last else asked.url(page=asked.page + 1),
    )


def _results(found: Found, wanted: Wanted) -> list[Result]:
    spoken = ((document, told_where_found(document, wanted)) for document in found.documents)
    return [
        Result(
            document=document,
            url=_url_of(found.kind, document, told),
            language=told.language,
            title=marked(told.title, wanted) if told.title else escape(document.about),
            name=marked(told.name, wanted),
            passage=passage(told.text, wanted),
        )
        for document, told in spoken
    ]


def _url_of(kind: Kind, document: Document, told: Told) -> str:
    if document.told:
        return path_of_told(document, told, endpoint=_TOLD[kind])
    return _URLS[kind](document)


# Where what is told in several languages is read.
_TOLD = {Kind.EVENT: "events.show", Kind.SPEAKER: "speakers.show"}
_URLS: Mapping[Kind, Callable[[Document], str]] = MappingProxyType(
    {
        Kind.EVENT: lambda found: url_for("events.show", slug=found.slug),
        Kind.SPEAKER: lambda found: url_for("speakers.show", slug=found.slug),
        # Each language of a page is found by itself, and leads to where it is shown.
        Kind.PAGE: lambda found: path_of_text(found.slug, found.language),
        Kind.COMMENT: lambda found: url_for("thread.permalink", public_id=found.public_id),
    }
)


def _own_tags() -> set[str]:
    """Return how rows name the language of the response, in each of its scripts."""
    spoken = language().locale.language
    own = (each for each in settings_languages() if each.locale.language == spoken)
    return {tag for each in own for tag in (each.code, each.tag)}


def _number(name: str, *, most: int) -> int | None:
    typed = request.args.get(name, "")
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else 0
    return number if 1 <= number <= most else None
