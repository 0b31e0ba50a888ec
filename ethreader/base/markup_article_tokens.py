"""The Markdown of articles, parsed: one set of rules for what is shown and for what is checked.

Import reads the same tokens to say what readers would not see as its editor wrote it.
"""

from collections.abc import Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ethreader.base.markup_articles import keep_numbers, star_within_word
from ethreader.base.markup_links import find_links
from ethreader.base.markup_pictures import set_figures

ARTICLE_SCHEMES = {"http", "https", "mailto", "tel"}


def _as_typed(url: str) -> str:
    """Return a URL as it is: decoded, it could look like another one."""
    return url


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 30})
    parser.enable(["table", "strikethrough"])
    parser.normalizeLinkText = _as_typed  # type: ignore[method-assign, assignment]
    parser.inline.ruler.before("emphasis", "star_within_word", star_within_word)
    return parser


_article = _parser()
# What was escaped, or is an entity, stays a part of its own here.
_in_parts = _parser().disable("text_join")


def article_tokens(text: str) -> list[Token]:
    """Return the parts of an article as it is shown."""
    tokens = _article.parse(text)
    keep_numbers(tokens)
    _lower_headings(tokens)
    set_figures(tokens)
    for token in tokens:
        if token.children:
            token.children = list(_with_typed_urls(token.children))
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


def _with_typed_urls(parts: list[Token]) -> Iterator[Token]:
    """Make links of whole URLs that stand in the text, outside of code and of other links."""
    depth = 0
    for part in parts:
        depth += (part.type == "link_open") - (part.type == "link_close")
        if depth or part.type != "text":
            yield part
            continue
        at = 0
        for link in find_links(part.content):
            if link.is_typed_url:
                yield Token("text", "", 0, content=part.content[at : link.begin])
                yield Token("link_open", "a", 1, attrs={"href": link.url}, info="auto")
                yield Token("text", "", 0, content=link.words)
                yield Token("link_close", "a", -1)
                at = link.end
        yield Token("text", "", 0, content=part.content[at:])
