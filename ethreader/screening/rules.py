"""Rules that moderators write: what of a text meets one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import regex

from ethreader.base.labels import LabelledEnum
from ethreader.i18n.texts import lazy_gettext
from ethreader.screening.spelling import meant_word, meant_words

ANY_ENDING = "*"
_LINK = regex.compile(r"(?:https?://|www\.)\S+", regex.IGNORECASE)
_SAID = regex.compile(r"\p{L}|\p{N}")


class RuleKind(LabelledEnum):
    """What a rule looks for."""

    WORDS = "words", lazy_gettext("Words or phrases")
    LINKS = "links", lazy_gettext("A number of links")
    ONLY_LINK = "only-link", lazy_gettext("Nothing but a link")


@dataclass(frozen=True, kw_only=True)
class ReadText:
    """A comment as rules look at it."""

    name: str = field(repr=False)
    body: str = field(repr=False)

    @cached_property
    def words(self) -> str:
        """The words of name and text as they are meant, one blank around each."""
        texts = (self.name, self.body)
        return " | ".join(_row(meant_words(text)) for text in texts)

    @cached_property
    def link_count(self) -> int:
        """How many links there are."""
        return len(_LINK.findall(self.body))

    @property
    def is_only_link(self) -> bool:
        """Whether there is a link and nothing else that says something."""
        return self.link_count > 0 and _SAID.search(_LINK.sub(" ", self.body)) is None


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule; `label` are its words for the moderator."""

    kind: RuleKind
    label: str
    phrases: tuple[str, ...] = ()
    fewest_links: int = 1

    def is_met_by(self, text: ReadText) -> bool:
        """Tell whether a text is what the rule looks for."""
        if self.kind is RuleKind.WORDS:
            return any(needle in text.words for needle in self._needles)
        if self.kind is RuleKind.LINKS:
            return text.link_count >= self.fewest_links
        return text.is_only_link

    @property
    def looked_for(self) -> tuple[RuleKind, frozenset[str], int]:
        """What is the same in two rules that the same texts meet, whatever their labels say."""
        needles = self._needles if self.kind is RuleKind.WORDS else ()
        links = self.fewest_links if self.kind is RuleKind.LINKS else 0
        return self.kind, frozenset(needles), links

    @cached_property
    def _needles(self) -> tuple[str, ...]:
        return tuple(_needles(self.phrases))


def _row(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "


def phrases_of(typed: str) -> tuple[str, ...]:
    """Return the phrases of a list, one a line; those in which there is nothing to see go."""
    lines = (" ".join(line.split()) for line in typed.splitlines())
    return tuple(dict.fromkeys(line for line in lines if any(_needles([line]))))


def _needles(phrases: Iterable[str]) -> Iterator[str]:
    """Yield what to look for among the words of a text, whole words only."""
    for phrase in phrases:
        words = " ".join(filter(None, map(meant_word, phrase.split())))
        if words:
            yield f" {words}" if phrase.endswith(ANY_ENDING) else f" {words} "
