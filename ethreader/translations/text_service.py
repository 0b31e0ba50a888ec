"""Rules that write texts in more languages."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ethreader.base.db import db
from ethreader.base.field_problems import FieldProblem
from ethreader.i18n.languages import page_language
from ethreader.i18n.scripts import OTHER_SCRIPT
from ethreader.i18n.texts import gettext
from ethreader.translations.models import Original
from ethreader.translations.original_moves import digest_of
from ethreader.translations.script_service import (
    make_other_script,
    text_in,
    text_to_write,
    written_by_hand,
)

if TYPE_CHECKING:
    from ethreader.translations.text_fields import TextFields


def write_text(original: Original, fields: "TextFields") -> Any:
    """Store a text in one more language, in place of the one that there is in it."""
    digest = digest_of(original)
    with db.session.no_autoflush:
        text = text_to_write(original, fields.language)
        _write(fields, text, digest=digest)
    db.session.flush()
    make_other_script(original)
    return text


def _write(fields: "TextFields", text: Any, *, digest: str) -> None:
    is_same = all(getattr(text, name) == said for name, said in fields.words.items())
    # Who imports a folder again did not look at what became of the original.
    text.based_on = fields.based_on or (text.based_on if is_same else digest)
    fields.write_to(text)
    for name, said in fields.words.items():
        setattr(text, name, said)
    text.body_html = fields.body_html


def drop_text(original: Original, language: str) -> bool:
    """Delete a text in a language, and tell whether there was one."""
    text = text_in(original, language)
    if text is None:
        return False
    original.texts.remove(text)
    made = text_in(original, OTHER_SCRIPT.get(language, ""))
    if made is not None and made.is_made_by_machine and not written_by_hand(original, language):
        original.texts.remove(made)  # Nobody would make it again of what is gone.
    db.session.flush()
    return True


def problems_of_language(original: Original, fields: "TextFields") -> Iterator[FieldProblem]:
    """Yield what is wrong where a text is in the language of its original."""
    home = page_language(original.language)
    if home is not None and home.code == fields.language:
        tag = original.language
        reason = gettext("the original is in this language already (%(tag)s)", tag=tag)
        yield FieldProblem(field="language", reason=reason)


def has_text_in(original: Original | None, tag: str) -> bool:
    """Tell whether somebody wrote a text in the language that an original is to have."""
    home = page_language(tag)
    text = text_in(original, home.code) if original is not None and home else None
    return text is not None and not text.is_made_by_machine
