"""Links in Markdown to pages that were deleted for good: the link goes, its words stay."""

import re
from collections.abc import Iterable

_PATH_END = r"/?(?:[?#][^\s)>\]]*)?"


def without_links(text: str, paths: Iterable[str]) -> str:
    """Return Markdown without links to pages, by paths such as `/speakers/vera`."""
    for path in paths:
        if path in text:
            text = _without(text, path)
    return text


def _without(text: str, path: str) -> str:
    url = rf"(?:https?://[^\s/)>\]]+)?(?:/[a-z]{{2}}(?:-\w+)?)?{re.escape(path)}{_PATH_END}"
    title = r"""(?:\s+(?:"[^"]*"|'[^']*'|\([^)]*\)))?"""
    text = re.sub(rf"\[((?:[^\[\]]|\[[^\]]*\])*)\]\(\s*<?{url}>?{title}\s*\)", r"\1", text)
    definition = rf"^ {{0,3}}\[([^\]]+)\]:\s*<?{url}>?{title}[ \t]*$\n?"
    for label in re.findall(definition, text, re.MULTILINE):
        words = re.escape(label)
        text = re.sub(rf"\[([^\]]+)\]\[{words}\]", r"\1", text, flags=re.IGNORECASE)
        text = re.sub(rf"\[({words})\](?:\[\])?(?![:(\[])", r"\1", text, flags=re.IGNORECASE)
    text = re.sub(definition, "", text, flags=re.MULTILINE)
    return re.sub(rf"<{url}>|{url}(?![\w-])", "", text)
