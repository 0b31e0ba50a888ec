"""Links of an article that would lead nowhere, or not be seen."""

import re
from collections.abc import Collection, Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from markdown_it.token import Token

from ethreader.base.markup_article_tokens import ARTICLE_SCHEMES
from ethreader.base.own_files import document_name
from ethreader.base.slugs import proposed_slug
from ethreader.transfer.findings import Weight

Told = tuple[int, str, Weight]
_HOST = re.compile(r"[^\s|<>\"{}\\^`%]+")
_REACHED = {"mailto": re.compile(r"[^@]@[^@]"), "tel": re.compile(r"\d")}
_COMMENTS = "#comments"  # The one place within an article's page that has a name.


def link_findings(
    tokens: list[Token], definitions: dict[str, Any], refused: Collection[str]
) -> Iterator[Told]:
    """Yield what is wrong with the links, and the definitions that nothing uses.

    Nothing is said of links to files that are `refused`.
    """
    used = set()
    footnotes = {each["href"] for label, each in definitions.items() if label.startswith("^")}
    known = {*footnotes, *refused}
    for token in tokens:
        for line, child in inline_parts(token):
            href = str(child.attrs.get("href", child.attrs.get("src", "")))
            used.add(href)
            if child.type == "link_open" and href not in known:
                yield from _link(line, child)
    for label, definition in definitions.items():
        line, shown = definition["map"][0], f"“[{label.lower()}]: …”"
        if label.startswith("^"):
            said = "footnotes are not read; put the note into the text, in brackets, or at its end"
            yield line, f"{shown}: {said}", Weight.REFUSES
        elif definition["href"] not in used:
            said = "is used by no link, so readers do not see it; delete it"
            yield line, f"{shown} {said}", Weight.WARNS


def site_links(tokens: list[Token]) -> Iterator[tuple[int, str]]:
    """Yield the links to pages of the site itself: on which line, and the path."""
    for token in tokens:
        for line, child in inline_parts(token):
            href = str(child.attrs.get("href", ""))
            if child.type == "link_open" and href.startswith("/") and not href.startswith("//"):
                yield line, urlsplit(href).path


def inline_parts(token: Token) -> Iterator[tuple[int, Token]]:
    """Yield the parts of a paragraph or the like, each with its line."""
    line = token.map[0] if token.map else 0
    for child in token.children or []:
        yield line, child
        if child.type in {"softbreak", "hardbreak"}:
            line += 1


def _link(line: int, link: Token) -> Iterator[Told]:
    href = str(link.attrs.get("href", ""))
    if link.attrs.get("title"):
        said = f"“{link.attrs['title']}”: a link's title is not shown; put it into the text"
        yield line, said, Weight.WARNS
    if problem := _problem(href):
        yield line, f"“{href}”: {problem}", Weight.REFUSES


def _problem(href: str) -> str | None:
    try:
        parts = urlsplit(href)
    except ValueError:
        return "no browser can open this; give a web address like https://example.org/page"
    if parts.scheme and parts.scheme not in ARTICLE_SCHEMES:
        return "a link must begin with https://, http://, mailto: or tel:"
    if "@" in parts.netloc:
        return "a name or a password stands in this web address, readers would see it; take it out"
    if parts.scheme in {"http", "https"} and not _HOST.fullmatch(parts.netloc):
        return "this web address names no site; write it like https://example.org/page"
    if parts.scheme in _REACHED and not _REACHED[parts.scheme].search(parts.path):
        return "the link leads to nobody; write it out, or delete it"
    if parts.scheme or href == _COMMENTS or re.match(r"/(?!/)", href) or document_name(href):
        return None
    return _dead(href, parts.path)


def _dead(href: str, path: str) -> str:
    """Return what to say of a link that leads nowhere from an article's page."""
    name = path.rpartition("/")[2]
    slug = proposed_slug(unquote(name.partition(".")[0])) or "its-slug"
    reasons = {
        r"": "the link leads nowhere; put a web address into its brackets, or delete them",
        r"//.*": "write the whole web address, with https://",
        r"#.*": "headings have no names to link to; say in words where it stands",
        r".*\.(?:md|markdown)(?:#.*)?": "links to files lead nowhere; write the page: "
        f"/events/{slug}/ or /speakers/{slug}/",
        r"[^/]+@.*": f"a link to an email begins with mailto:, like mailto:{href}",
        r"www\..*": f"a link begins with https://, like https://{href}",
        r".*": "the link leads nowhere from an article's page; write it from “/” or “https://” on",
    }
    return next(said for looks, said in reasons.items() if re.fullmatch(looks, href))
