"""The text that readers see of stored HTML, and nothing else of it."""

from html.parser import HTMLParser

# What stands in a line of its own, or in a cell: words on its two sides are two words.
_APART = {
    *("p", "br", "pre", "blockquote", "hr", "ul", "ol", "li", "table", "tr", "th", "td", "div"),
    *("figure", "figcaption"),
}
# What would run on into the sentence after it.
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BETWEEN = " · "


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self._part(tag)

    def _part(self, tag: str) -> None:
        if tag in _HEADINGS:
            self.pieces.append(_BETWEEN)
        elif tag in _APART:
            self.pieces.append(" ")


def visible_text(html: str) -> str:
    """Return the words of sanitised HTML in one line, with a sign on both sides of a heading."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    parts = (" ".join(part.split()) for part in "".join(reader.pieces).split(_BETWEEN))
    return _BETWEEN.join(filter(None, parts))
