"""Links shown for what they are: to which host they lead stands beside what they say.

A link's words are its author's, and may name another host. The host beside them is the site's.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from ethreader.base.invisible import without_deceptive
from ethreader.base.link_sides import side_after, side_before

# With nothing that browsers read otherwise than they show it: in a host they take “%65” for “e”,
# “\” for “/”, and “https:///” for “https://”. What is not so is no link, and stays as typed.
WEB_URL = re.compile(
    r"https?://(?P<user>[^/?#\\@]*@)?(?P<host>[a-z0-9._-]+)(:[0-9]*)?([/?#].*)?",
    re.IGNORECASE,
)
# What a person takes for a host, whichever of the dots it is written with.
HOST_IN_WORDS = re.compile(
    r"[\w-]+(?:[.\u2024\u3002\uff0e\uff61][\w-]+)*[.\u2024\u3002\uff0e\uff61][^\W\d_]{2,}"
)


class Link:
    """One link within a line: its parts, and where it leads."""

    def __init__(self, parts: list[Token], *, begin: int, end: int) -> None:
        opening = parts[begin]
        self.is_typed_url = opening.info == "auto"
        self.inside = parts[begin + 1 : end]
        self.before, self.after = side_before(parts, begin), side_after(parts, end)
        self.end = end  # Where in the line its last part stands.
        self.url = str(opening.attrs.get("href", ""))
        found = WEB_URL.fullmatch(self.url)
        self.host = found["host"].lower() if found else ""
        # Made to be misread, or it may be: a user name that looks like a host, letters that do.
        self.is_odd = bool(found and found["user"]) or "xn--" in self.host

    @property
    def words(self) -> str:
        """What it says."""
        return "".join(each.content for each in self.inside)


def is_web_url(url: str) -> bool:
    """Tell whether a browser opens `url` at the very host that it shows."""
    return WEB_URL.fullmatch(url) is not None


def show_targets(tokens: Sequence[Token]) -> None:
    """Put its host beside each link of a comment, unless the link is its own URL and no more."""
    for line in tokens:
        is_deceptive = _is_deceptive(line)
        for link in _links(line):
            is_url = link.is_typed_url or link.words == link.url
            stands_alone = not (link.before.may_be_part or link.after.may_be_part)
            if not (is_url and stands_alone) or link.is_odd or is_deceptive:
                _add_host(line, link)


def show_unclear_targets(tokens: Sequence[Token]) -> None:
    """Put its host beside each link of an article that may be taken for one to another host."""
    for line in tokens:
        is_deceptive = _is_deceptive(line)
        for link in _links(line):
            around = f"{link.before.text}{link.words}{link.after.text}"
            named = [_without_www(each) for each in HOST_IN_WORDS.findall(around)]
            is_clear = all(each == _without_www(link.host) for each in named) and not (
                link.before.touches or link.after.touches
            )
            is_seen = _can_be_seen(link.words)
            if not (is_clear and is_seen) or link.is_odd or is_deceptive:
                _add_host(line, link)


def _links(line: Token) -> Iterator[Link]:
    """Yield the links to the web, the last one first: what is put behind one moves no other."""
    children = line.children or []
    end = 0
    for number in range(len(children) - 1, -1, -1):
        if children[number].type == "link_close":
            end = number
        elif children[number].type == "link_open":
            link = Link(children, begin=number, end=end)
            if link.host:
                yield link


def _is_deceptive(line: Token) -> bool:
    return any(without_deceptive(each.content) != each.content for each in line.children or ())


def _add_host(line: Token, link: Link) -> None:
    """Put the host behind a link, in a direction of its own, and mend the link's words."""
    children = line.children or []
    _mend_words(link)
    begin, end = Token("target_open", "bdi", 1), Token("target_close", "bdi", -1)
    behind = link.end + 1
    gap = [_text(" ")] if link.after.goes_on else []
    children[behind:behind] = [_text(" "), begin, _text(f"({link.host})"), end, *gap]
    if not _can_be_seen(link.words):
        children.insert(link.end, _text(link.url))


def _mend_words(link: Link) -> None:
    """Take out of a link's words what turns them round or cannot be seen.

    Of a typed URL nothing stays then: how it is spelt is said in its place, not how it looks.
    """
    if without_deceptive(link.words) == link.words:
        return
    for each in link.inside:
        each.content = "" if link.is_typed_url else without_deceptive(each.content)


def _can_be_seen(words: str) -> bool:
    return any(unicodedata.category(sign)[0] not in "CMZ" for sign in words)


def _without_www(host: str) -> str:
    return host.lower().removeprefix("www.")


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
