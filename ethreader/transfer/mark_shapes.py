"""The shape of one mark of another program, in texts alone or in every field."""

import re
from dataclasses import dataclass

from ethreader.base.late_patterns import late_pattern
from ethreader.transfer.findings import Weight


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A mark that is not read here: how it looks, and what to do about it."""

    looks: re.Pattern[str]
    sentence: str
    in_lines: bool = False  # Whether it is one in a field of one line, too.
    weight: Weight = Weight.REFUSES


def in_texts(looks: str, sentence: str, *, weight: Weight = Weight.REFUSES) -> Mark:
    """Return a mark of texts; in a field of one line it means nothing."""
    return Mark(looks=late_pattern(looks, re.MULTILINE), sentence=sentence, weight=weight)


def anywhere(looks: str, sentence: str, *, weight: Weight = Weight.REFUSES) -> Mark:
    """Return a mark of texts and of fields alike."""
    looked_for = late_pattern(looks, re.MULTILINE)
    return Mark(looks=looked_for, sentence=sentence, in_lines=True, weight=weight)
