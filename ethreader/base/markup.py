"""Text to HTML: a few marks for readers' comments, Markdown for the organisation's articles.

Readers write prose: only what is plainly meant is a mark, and every other sign is shown as typed.
Both are rendered once, when they are stored, and sanitised last, so that no formatter
runs on sanitised text.
"""

from html import escape

import nh3
from markdown_it import MarkdownIt

from ethreader.base.links import show_targets, show_unclear_targets
from ethreader.base.markup_blocks import block_tokens
from ethreader.base.markup_budget import is_within_budget

COMMENT_TAGS = frozenset({"p", "br", "em", "strong", "pre", "blockquote", "a", "bdi"})


ARTICLE_TAGS = COMMENT_TAGS | {
    *("h2", "h3", "h4", "hr", "ul", "ol", "li", "code"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


SCHEMES = {"http", "https"}


def _as_typed(url: str) -> str:
    """Return a URL as it is: decoded, it could look like another one."""
    return url


_article = MarkdownIt("commonmark", {"html": False, "maxNesting": 30}).enable("table")
_article.normalizeLinkText = _as_typed  # type: ignore[method-assign, assignment]


def comment_html(text: str) -> str:
    """Return a comment's HTML: paragraphs, emphasis, quotes and links, no more.

    What has more marks than a person types is shown as typed.
    """
    return nh3.clean(
        _rendered(text),
        tags=set(COMMENT_TAGS),
        attributes={"a": {"href"}, "*": set()},
        url_schemes=SCHEMES,
        link_rel="nofollow ugc noopener",
    )


def article_html(text: str) -> str:
    """Return the HTML of an article or of a speaker's life, written by the organisation."""
    tokens = _article.parse(text)
    show_unclear_targets(tokens)
    return nh3.clean(
        _article.renderer.render(tokens, _article.options, {}),
        tags=set(ARTICLE_TAGS),
        attributes={"a": {"href"}, "ol": {"start"}, "*": set()},
        url_schemes=SCHEMES | {"mailto", "tel"},
        link_rel="noopener",
    )


def _rendered(text: str) -> str:
    if not is_within_budget(text):
        return f"<pre>{escape(text)}</pre>"
    newlines = text.replace("\r\n", "\n").replace("\r", "\n")
    tokens = block_tokens(newlines.replace("\0", "\N{REPLACEMENT CHARACTER}"))
    show_targets(tokens)
    html: str = _article.renderer.render(tokens, _article.options, {})
    return html
