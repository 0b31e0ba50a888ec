"""Names of speakers in an article's text lead to their pages.

Done when the page is made and not when the text is stored: speakers come and go, and where their
pages stand depends on the language in which somebody reads.
"""

import re
from collections.abc import Mapping
from html import escape

from ethreader.i18n.serbian import spellings

_TAG = re.compile(r"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""")
_ELEMENT = re.compile(r"</?([a-z0-9]+)")
_OFF_LIMITS = frozenset({"a", "code", "h1", "h2", "h3", "h4", "h5", "h6", "pre"})
_BLANK = r"(?:\s|&nbsp;)+"


def link_names(html: str, urls: Mapping[str, str]) -> str:
    """Return sanitised HTML in which the first mention of each name is a link.

    Names of several words only, exactly as they are given, in either script of Serbian. Not in
    links, headings or code, and not where the text leads to that page already.
    """
    for name, url in urls.items():
        if len(name.split()) > 1 and f'href="{escape(url)}"' not in html:
            html = _link_first(html, _pattern(name), url)
    return html


def is_named(name: str, text: str) -> bool:
    """Tell whether a text says a name as it is given, in either script of Serbian."""
    return _pattern(name).search(text) is not None


def _pattern(name: str) -> re.Pattern[str]:
    forms = (_BLANK.join(map(_word, form.split())) for form in spellings(name))
    return re.compile(rf"(?<![\w&]){'(?:' + '|'.join(forms) + ')'}(?!\w)")


def _word(word: str) -> str:
    """Return what finds a word as sanitised text writes it: quotes stay as they are there."""
    return re.escape(escape(word, quote=False))


def _link_first(html: str, name: re.Pattern[str], url: str) -> str:
    depth, place = 0, 0
    for tag in _TAG.finditer(html):
        found = None if depth else name.search(html, place, tag.start())
        if found:
            link = f'<a href="{escape(url)}">{found[0]}</a>'
            return html[: found.start()] + link + html[found.end() :]
        depth += _step(tag[0])
        place = tag.end()
    return html


def _step(tag: str) -> int:
    """Return how much deeper a tag leads into what stays as it is."""
    element = _ELEMENT.match(tag)
    if element is None or element[1] not in _OFF_LIMITS:
        return 0
    return -1 if tag.startswith("</") else 1
