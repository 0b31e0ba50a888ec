"""Text to HTML: a few marks for readers' comments, Markdown for the organisation's articles.

Readers write prose: only what is plainly meant is a mark, and every other sign is shown as typed.
Both are rendered once, when they are stored, and sanitised last, so that no formatter
runs on sanitised text. A comment that is words alone needs neither.
"""

from html import escape

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from ethreader.base.links import show_targets, show_unclear_targets
from ethreader.base.markup_article_tokens import ARTICLE_SCHEMES, article_tokens, render_article
from ethreader.base.markup_blocks import block_tokens
from ethreader.base.markup_budget import is_within_budget
from ethreader.base.markup_direction import add_directions
from ethreader.base.markup_prose import is_prose, prose_html

COMMENT_TAGS = frozenset({"p", "br", "em", "strong", "pre", "blockquote", "a", "bdi"})


ARTICLE_TAGS = COMMENT_TAGS | {
    *("h2", "h3", "h4", "h5", "h6", "hr", "ul", "ol", "li", "code", "s"),
    *("table", "thead", "tbody", "tr", "th", "td"),
    *("figure", "figcaption", "img"),
}


ARTICLE_ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "li": {"value"},
    "*": set(),
}


SCHEMES = {"http", "https"}


def _as_prose(state: StateCore) -> None:
    """Read a comment by its own few rules, in the place of Markdown's blocks."""
    state.tokens = block_tokens(state.src)


_comment = MarkdownIt("zero")
_comment.core.ruler.at("block", _as_prose)
_comment.core.ruler.enableOnly(["normalize", "block"])
_cleaner = nh3.Cleaner(
    tags=set(COMMENT_TAGS),
    attributes={"a": {"href"}, "*": {"dir"}},
    url_schemes=SCHEMES,
    link_rel="nofollow ugc noopener",
)


def comment_html(text: str) -> str:
    """Return a comment's HTML: paragraphs, emphasis, quotes and links, no more.

    What has more marks than a person types is shown as typed.
    """
    return prose_html(text) if is_prose(text) else _cleaner.clean(_rendered(text))


def article_html(text: str) -> str:
    """Return the HTML of an article or of a speaker's life, written by the organisation."""
    tokens = article_tokens(text)
    show_unclear_targets(tokens)
    return nh3.clean(
        render_article(tokens),
        tags=set(ARTICLE_TAGS),
        attributes=ARTICLE_ATTRIBUTES,
        url_schemes=ARTICLE_SCHEMES,
        link_rel="noopener",
    )


def _rendered(text: str) -> str:
    if not is_within_budget(text):
        return f"<pre>{escape(text)}</pre>"
    tokens = _comment.parse(text)
    show_targets(tokens)
    add_directions(tokens)
    html: str = _comment.renderer.render(tokens, _comment.options, {})
    return html
