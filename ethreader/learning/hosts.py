"""Links in a text, however they are written, and where they lead."""

import regex

from ethreader.learning.word_lists import read_lists

_REST = r"[^\s<>\"')\]]"
_LINK = regex.compile(
    rf"(?:https?://|www\.){_REST}+"
    r"|(?<![\w@.])(?:[a-z0-9-]+\.)+"
    r"(?:(?:com|net|org|info|biz|ly|tk|ru|pl|co|tv|io|gl|shop|xyz|club|online|site|top|rs|de|ba|hr)\b"
    rf"(?:\s?[/\\]{_REST}*)?"
    # Endings that are words as well, as in “I waited.Me too”, are links with a path only.
    rf"|(?:me|us|be|at|to)[/\\]{_REST}*)",
    regex.IGNORECASE,
)
_MAY_HAVE_LINK = regex.compile(r"\w\.\w|://")  # Quicker to tell, of most texts.
_APART = regex.compile(
    r"(?<=\w)(?:\s\.\s?|\.\s|\s?[(\[]dot[)\]]\s?|\sdot\s)(?=(?:com|net|org|ly)\b)", regex.IGNORECASE
)
_PARTS = regex.compile(r"(?:https?://)?(?:www\.)?([^/?#:\\\s]*)(.*)", regex.IGNORECASE)
_PAID = regex.compile(r"[?&;](?:ref\w*|aff\w*|tag|invite|utm_\w+)=", regex.IGNORECASE)

HOSTS = {host: kind for kind, hosts in read_lists("hosts.txt") for host in hosts.split()}


def closed_up(text: str) -> str:
    """Return a text whose links are whole that were written apart: “example dot com”."""
    return _APART.sub(".", text)


def links_in(text: str) -> list[str]:
    """Return the links of a text."""
    return _LINK.findall(text) if _MAY_HAVE_LINK.search(text) else []


def with_hosts_alone(text: str) -> str:
    """Return a text with its links shortened to the host: the rest is rarely the same twice."""
    return _LINK.sub(lambda found: f" {host_of(found[0])} ", text)


def host_of(link: str) -> str:
    """Return where a link leads."""
    return _apart(link)[0]


def signs_of_links(links: list[str], *, length: int) -> list[str]:
    """Return what is to be told of the links in a text of this length."""
    if not links:
        return []
    told = {"link"} | {sign for link in links for sign in _signs_of(link)}
    told |= {"links"} if len(links) > 1 else set()
    told |= {"bare"} if sum(map(len, links)) * 2 > length else set()
    return sorted(told)


def _signs_of(link: str) -> list[str]:
    host, rest = _apart(link)
    told = {"front": len(rest) < 2, "query": "?" in rest, "paid": _PAID.search(rest) is not None}
    return [f"link {_kind_of(host)}", *(f"link {sign}" for sign, is_so in told.items() if is_so)]


def _kind_of(host: str) -> str:
    small = host.casefold()
    return HOSTS.get(small) or HOSTS.get(".".join(small.split(".")[-2:]), "elsewhere")


def _apart(link: str) -> tuple[str, str]:
    found = _PARTS.match(link)
    return (found[1], found[2]) if found else ("", "")
