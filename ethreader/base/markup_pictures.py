"""Pictures of articles: a paragraph that is one picture of the site becomes a figure.

What the title of a picture says is its credit, and stands below it.
"""

from collections.abc import Sequence

from markdown_it.token import Token

from ethreader.base.own_files import picture_name


def picture_alone(inline: Token) -> Token | None:
    """Return the picture of the site that a paragraph is, if it is nothing else."""
    parts = inline.children or []
    if len(parts) != 1 or parts[0].type != "image":
        return None
    return parts[0] if picture_name(str(parts[0].attrs.get("src", ""))) else None


def set_figures(tokens: Sequence[Token]) -> None:
    """Make figures of pictures that stand alone; no other picture is shown."""
    for number, token in enumerate(tokens):
        if token.type != "inline":
            continue
        picture = picture_alone(token)
        around = (tokens[number - 1], tokens[number + 1])
        if picture and around[0].type == "paragraph_open":
            for each in around:
                each.tag, each.hidden = "figure", False
            token.children = [picture, *_credit(picture)]
        else:
            token.children = [each for each in token.children or () if each.type != "image"]


def _credit(picture: Token) -> list[Token]:
    words = str(picture.attrs.pop("title", "")).strip()
    if not words:
        return []
    begin, end = Token("credit_open", "figcaption", 1), Token("credit_close", "figcaption", -1)
    return [begin, Token("text", "", 0, content=words), end]
