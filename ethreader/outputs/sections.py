"""The sections of an article: where its headings stand, and how long it takes to read.

Done when the page is made, from HTML that is sanitised already: the words of a link to a section
are those of the reader's language.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from ethreader.base.slugs import proposed_slug

_HEADING = re.compile(r"<h([2-6])>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
WORDS_A_MINUTE = 200
# A list of contents helps from here on.
FEWEST_SECTIONS, FEWEST_WORDS = 3, 350


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading, and the id under which it stands."""

    id: str
    title: str
    level: int


@dataclass(frozen=True, kw_only=True)
class Text:
    """An article's text with ids on its headings, its sections, and how long it is."""

    html: str
    sections: list[Section]
    words: int

    @property
    def minutes(self) -> int:
        """How long most people need to read it."""
        return max(1, round(self.words / WORDS_A_MINUTE))

    @property
    def contents(self) -> list[Section]:
        """The list of contents: the highest headings, where there are enough to need one."""
        highest = min((each.level for each in self.sections), default=0)
        found = [each for each in self.sections if each.level == highest]
        return found if len(found) >= FEWEST_SECTIONS and self.words >= FEWEST_WORDS else []


def in_sections(html: str, link: Callable[[str], str]) -> Text:
    """Return a text in its sections; `link` makes what leads to one of them, by its id."""
    sections: list[Section] = []

    def mark(heading: re.Match[str]) -> str:
        level, words = heading[1], heading[2]
        title = unescape(_TAG.sub("", words)).strip()
        taken = {each.id for each in sections}
        section = Section(id=_new_id(title, taken), title=title, level=int(level))
        sections.append(section)
        return f'<h{level} id="{section.id}">{words}&nbsp;{link(section.id)}</h{level}>'

    marked = _HEADING.sub(mark, html)
    return Text(html=marked, sections=sections, words=len(_TAG.sub(" ", html).split()))


def _new_id(title: str, taken: set[str]) -> str:
    """Return an id that tells of its heading, and is no other one's of the page."""
    stem = f"s-{(proposed_slug(title) or '')[:60].strip('-')}".rstrip("-")
    tries = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return next(each for each in tries if each not in taken)
