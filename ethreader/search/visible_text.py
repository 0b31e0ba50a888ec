"""The text that readers see of stored HTML, and nothing else of it."""

from html.parser import HTMLParser

# What stands in a line of its own, or in a cell: words on its two sides are two words.
_APART = {
    *("p", "br", "pre", "blockquote", "hr", "ul", "ol", "li", "table", "tr", "th", "td", "div"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "figure", "figcaption"),
}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        if tag in _APART:
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _APART:
            self.pieces.append(" ")


def visible_text(html: str) -> str:
    """Return the words of sanitised HTML in one line."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.pieces).split())
