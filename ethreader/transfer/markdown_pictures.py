"""Pictures and documents of a text that its readers would not see."""

from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from markdown_it.token import Token

from ethreader.base.markup_pictures import picture_alone
from ethreader.base.own_files import picture_name
from ethreader.transfer.findings import Weight
from ethreader.transfer.markdown_links import Told, inline_parts


def picture_findings(tokens: list[Token], refused: Mapping[str, str]) -> Iterator[Told]:
    """Yield what is wrong with pictures, and with the files that `refused` tells of."""
    for token in tokens:
        for line, child in inline_parts(token):
            source = str(child.attrs.get("src", child.attrs.get("href", "")))
            problem = refused.get(source)
            if child.type == "image":
                problem = problem or _wrong_picture(token, child, source)
            if problem:
                words = child.content or unquote(source)
                yield line, f"“{words}”: {problem}", Weight.REFUSES


def _wrong_picture(line: Token, picture: Token, source: str) -> str | None:
    if picture_name(source) is None:
        return (
            "only pictures of the site are shown; save it beside this file, and write "
            "![what it shows](its-name.jpg)"
        )
    if not picture.content.strip():
        return "say between [ and ] what the picture shows: who cannot see it hears these words"
    if picture_alone(line) is None:
        return "a picture is a paragraph of its own; put an empty line before and after it"
    return None
