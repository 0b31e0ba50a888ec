"""The Markdown of articles, parsed: one set of rules for what is shown and for what is checked.

Import reads the same tokens to say what readers would not see as its editor wrote it.
"""

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

ARTICLE_SCHEMES = {"http", "https", "mailto", "tel"}


def as_typed(url: str) -> str:
    """Return a URL as it is: decoded, it could look like another one."""
    return url


def _parser(*, more: tuple[str, ...] = (), less: tuple[str, ...] = ()) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": True, "maxNesting": 30})
    parser.enable(["table", "strikethrough", *more]).disable(list(less))
    parser.normalizeLinkText = as_typed  # type: ignore[method-assign, assignment]
    if parser.linkify is not None:
        # Whole URLs only: “example.org” may be a slip, an email is private.
        parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    return parser


_article = _parser(more=("linkify",))
# Some texts that only look like URLs stop the parser.
_without_urls = _parser()
# What was escaped, or is an entity, stays a part of its own here.
_in_parts = _parser(less=("text_join",))


def article_tokens(text: str) -> list[Token]:
    """Return the parts of an article as it is shown: no heading stands as high as its title."""
    try:
        tokens = _article.parse(text)
    except RuntimeError:
        tokens = _without_urls.parse(text)
    _lower_headings(tokens)
    return tokens


def written_tokens(text: str) -> tuple[list[Token], dict[str, Any]]:
    """Return the parts as they were written, what is escaped apart, and the links' definitions."""
    found: dict[str, Any] = {}
    tokens = _in_parts.parse(text, found)
    return tokens, found.get("references", {})


def render_article(tokens: list[Token]) -> str:
    """Return the HTML of an article's parts, which is not sanitised yet."""
    html: str = _article.renderer.render(tokens, _article.options, {})
    return html


def _lower_headings(tokens: list[Token]) -> None:
    """Move all headings one down where one stands as high as the page's title."""
    headings = [each for each in tokens if each.type in {"heading_open", "heading_close"}]
    if any(each.tag == "h1" for each in headings):
        for each in headings:
            each.tag = f"h{min(int(each.tag[1]) + 1, 6)}"
