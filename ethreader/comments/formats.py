"""Whose name stands over a comment, and how many there are."""

import re
from typing import Protocol

from ethreader.base.invisible import clean_line, has_visible
from ethreader.comments.models import Voice
from ethreader.i18n.formats import format_number
from ethreader.i18n.texts import gettext, ngettext
from ethreader.web.site_facts import site

# Most names: letters that are composed and seen, one blank between words. Nothing is to be cleaned.
LETTERS = r"A-Za-z\u00c0-\u017e\u0400-\u045f"
SIGNS = r"0-9.,'’()-"
PLAIN = re.compile(rf"[{LETTERS}][{LETTERS}{SIGNS}]*(?: [{LETTERS}{SIGNS}]+)*")


class Signed(Protocol):
    """What has an author: a comment as the public sees it, or its record."""

    @property
    def name(self) -> str:
        """What the author typed; empty where they gave no name."""

    @property
    def voice(self) -> str | None:
        """In whose name an official reply speaks."""


def display_name(comment: Signed) -> str:
    """Return the name that people read over a comment, and wherever it is spoken of."""
    if comment.voice == Voice.ORGANISATION:
        return site().name
    if comment.voice == Voice.MODERATOR:
        return gettext("Moderator")
    if PLAIN.fullmatch(comment.name):
        return comment.name
    name = clean_line(comment.name) or ""  # Older versions stored names as they came.
    return name if has_visible(name) else gettext("Anonymous")


def count_in_words(count: int) -> str:
    """Say how many comments there are; of none, what would stand there."""
    if not count:
        return gettext("Comments")
    return ngettext("%(shown)s comment", "%(shown)s comments", count, shown=format_number(count))
