"""Markdown to HTML: a small subset for readers' comments, more for the organisation's articles.

Both are rendered once, when they are stored, and sanitised last, so that no formatter
runs on sanitised text.
"""

from html import escape

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ethreader.base.links import is_web_url, show_targets, show_unclear_targets
from ethreader.base.markup_budget import is_within_budget
from ethreader.base.markup_direction import add_directions

COMMENT_TAGS = frozenset(
    {"p", "br", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "a", "bdi"}
)


ARTICLE_TAGS = COMMENT_TAGS | {"h2", "h3", "h4", "hr", "table", "thead", "tbody", "tr", "th", "td"}


SCHEMES = {"http", "https"}


_DEEPEST = 20


# The elements of the subset, and what the parser needs to find them.
_COMMENT_RULES = [
    *("emphasis", "backticks", "fence", "list", "blockquote", "link", "autolink", "linkify"),
    *("newline", "escape", "entity", "normalize", "balance_pairs", "fragments_join"),
]


_comment = MarkdownIt(
    "zero",
    # A line that a reader broke stays broken.
    {"html": False, "linkify": True, "breaks": True, "maxNesting": _DEEPEST + 1},
).enable(_COMMENT_RULES)


def _as_typed(url: str) -> str:
    """Return a URL as it is: decoded, it could look like another one."""
    return url


_comment.validateLink = is_web_url  # type: ignore[method-assign]
_comment.normalizeLinkText = _as_typed  # type: ignore[method-assign, assignment]


if _comment.linkify is not None:
    # Whole URLs only: “example.org” may be a slip, an email is private.
    _comment.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})


_article = MarkdownIt("commonmark", {"html": False, "maxNesting": 30}).enable("table")
_article.normalizeLinkText = _as_typed  # type: ignore[method-assign, assignment]


def comment_html(text: str) -> str:
    """Return a comment's HTML: paragraphs, emphasis, code, lists, quotes and links, no more.

    What nests absurdly deep, has more marks than a person types, or trips the parser, is shown as
    typed: no word gets lost.
    """
    return nh3.clean(
        _rendered(text),
        tags=set(COMMENT_TAGS),
        attributes={"a": {"href"}, "ol": {"start"}, "*": {"dir"}},
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
    as_typed = f"<pre>{escape(text)}</pre>"
    if not is_within_budget(text):
        return as_typed
    try:
        tokens = _comment.parse(text)
    except RuntimeError:  # Some texts that only look like URLs stop the parser.
        return as_typed
    if any(_depth(token) >= _DEEPEST for token in tokens):
        return as_typed
    for token in tokens:
        _show_hidden_words(token)
    show_targets(tokens)
    add_directions(tokens)
    html: str = _comment.renderer.render(tokens, _comment.options, {})
    return html


def _depth(token: Token) -> int:
    return token.level + max((child.level for child in token.children or ()), default=0)


def _show_hidden_words(token: Token) -> None:
    """Turn what Markdown keeps for machines into words that a moderator reads too."""
    if token.type == "fence" and token.info.strip():
        token.content = f"{token.info.strip()}\n{token.content}"
        token.info = ""
    for number, child in reversed(list(enumerate(token.children or ()))):
        title = child.attrs.pop("title", "") if child.type == "link_open" else ""
        if title and token.children is not None:
            words = Token("text", "", 0, content=f"{title} ")
            token.children.insert(number, words)
