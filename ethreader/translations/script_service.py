"""A Serbian text in its other script: made by a machine until somebody writes it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from ethreader.base.db import db
from ethreader.base.markup import article_html
from ethreader.i18n.cyrillic import made_cyrillic
from ethreader.i18n.languages import SERBIAN, page_language
from ethreader.i18n.scripts import OTHER_SCRIPT
from ethreader.i18n.serbian import to_latin
from ethreader.translations.models import PARTS, Original, TextInLanguage
from ethreader.translations.original_moves import digest_of
from ethreader.translations.registry import names_that_stay


@dataclass(frozen=True, kw_only=True)
class InOtherScript:
    """What a machine makes of a text."""

    words: dict[str, Any]  # By field: lines, rows and the body.
    based_on: str  # The digest of the original that it says.


def text_in(original: Original, language: str) -> Any:
    """Return the text that an original has in one more language, by its code."""
    return next((each for each in original.texts if each.language == language), None)


def text_to_write(original: Original, language: str) -> Any:
    """Return the text that an original has in a language, or a new one for somebody to fill."""
    text = text_in(original, language)
    if text is None:
        text = original.TEXT()
        text.language = language
        original.texts.append(text)
    return text


def make_other_script(original: Original) -> None:
    """Make a Serbian text in the script that it is not written in, unless somebody wrote it."""
    with db.session.no_autoflush:
        for language in OTHER_SCRIPT:
            _make(original, language)
    db.session.flush()


def in_other_script(original: Original, language: str) -> InOtherScript | None:
    """Return what a machine makes, in a language, of what somebody wrote in its other script."""
    source = written_by_hand(original, OTHER_SCRIPT.get(language, ""))
    if source is None:
        return None
    said, turned = original.TEXT, _turning_into(language)
    words: dict[str, Any] = {name: turned(getattr(source, name)) for name in (*said.LINES, "body")}
    for name in said.ROWS:
        words[name] = [
            {part: turned(words) if part in PARTS else words for part, words in row.items()}
            for row in getattr(source, name)
        ]
    is_text = isinstance(source, TextInLanguage)
    return InOtherScript(words=words, based_on=source.based_on if is_text else digest_of(original))


def written_by_hand(original: Original, language: str) -> Any:
    """Return what somebody wrote in a language, be it the original or not."""
    home, text = page_language(original.language), text_in(original, language)
    if home is not None and home.code == language:
        return original
    return None if text is None or text.is_made_by_machine else text


def _turning_into(language: str) -> Callable[[str], str]:
    if language == SERBIAN.code:
        return to_latin
    return partial(made_cyrillic, staying=names_that_stay())


def _make(original: Original, language: str) -> None:
    made = in_other_script(original, language)
    if made is None or written_by_hand(original, language) is not None:
        return
    text = text_to_write(original, language)
    text.is_made_by_machine = True
    for name, words in made.words.items():
        setattr(text, name, words)
    text.based_on = made.based_on
    text.body_html = article_html(text.body)
