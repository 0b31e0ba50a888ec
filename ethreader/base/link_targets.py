"""Where links lead that do not say it themselves, for whoever decides about a text."""

import re
from html import unescape

# As the sanitiser writes them.
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_ELEMENT = re.compile(r"<[^>]*>")


def unsaid_targets(html: str) -> list[str]:
    """Return the URLs of a text's links whose words are not their URL, each once."""
    found = [(unescape(url), unescape(_ELEMENT.sub("", words))) for url, words in _links(html)]
    return list(dict.fromkeys(url for url, words in found if url != words))


def without_links(html: str) -> str:
    """Return a text's HTML with the words of its links, and nothing to press by mistake."""
    return _LINK.sub(r'<span class="dead-link">\2</span>', html)


def _links(html: str) -> list[tuple[str, str]]:
    return [(each[1], each[2]) for each in _LINK.finditer(html)]
