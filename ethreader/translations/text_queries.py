"""Reads about texts in several languages: for readers, and what editors have to look at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm.attributes import set_committed_value

from ethreader.base.db import db
from ethreader.i18n.languages import Language, page_language
from ethreader.translations.models import PARTS, Original, TextInLanguage
from ethreader.translations.original_moves import is_outdated


@dataclass(frozen=True, kw_only=True)
class TextsToLookAt:
    """What is not well with the translations of something, by codes of languages."""

    original: Original
    missing: list[str]
    outdated: list[str]
    by_machine: list[str]

    @property
    def is_empty(self) -> bool:
        """Whether all is well."""
        return not (self.missing or self.outdated or self.by_machine)


def load_texts(*originals: Original | None) -> None:
    """Read the texts of some originals of a kind in all languages, in one query."""
    by_id = {each.id: each for each in originals if each is not None}
    for model in {each.TEXT for each in by_id.values()}:
        query = select(model).where(model.original_id().in_(by_id)).order_by(model.language)
        texts = db.session.scalars(query).all()
        for original_id, original in by_id.items():
            own = [each for each in texts if getattr(each, f"{model.ORIGINALS}_id") == original_id]
            set_committed_value(original, "texts", own)


def text_by_name(model: type[Any], name: str) -> Any:
    """Return the text that is called by its original's slug and its language, like `meeting.de`."""
    return db.session.scalar(select(model).where(model.slug == name))


def said_in_languages(original: Original, *, but_of: str) -> list[str]:
    """Return all that is said in more languages, but for one speaker's part in it, by the slug."""
    said: list[str] = []
    for text in original.texts:
        said += [getattr(text, name) for name in (*text.LINES, "body")]
        rows = (row for name in text.ROWS for row in getattr(text, name))
        said += [row[part] for row in rows if row["speaker"] != but_of for part in PARTS]
    return said


def texts_saying(paths: Iterable[str], *models: type[Any]) -> list[Any]:
    """Return the texts of some kinds that say one of some paths, of originals in any state."""
    found: list[Any] = []
    for model in models:
        says = or_(*(model.body.contains(path, autoescape=True) for path in paths))
        found += db.session.scalars(select(model).where(says))
    return found


def languages_of_pages(model: type[Original]) -> dict[int, set[str]]:
    """Return in which languages pages have a text of their own beside the original, by ids."""
    text = model.TEXT
    query = select(text.original_id(), text.language).join(model, model.id == text.original_id())
    found: dict[int, set[str]] = {}
    for original_id, language in db.session.execute(query.where(_is_whole_of(model))):
        found.setdefault(original_id, set()).add(language)
    return found


def _is_whole_of(model: type[Original]) -> ColumnElement[bool]:
    return or_(model.TEXT.body != "", model.body == "")


def is_whole(text: TextInLanguage, original: Original) -> bool:
    """Tell whether a page can show a text: one that was made before the original had one cannot."""
    return bool(text.body or not original.body)


def to_look_at(original: Original, languages: Sequence[Language]) -> TextsToLookAt:
    """Return what is not well with an original's texts; `languages` are those of the site.

    What a machine made counts until an editor wrote it.
    """
    home = page_language(original.language)
    there = {each.language for each in original.texts if is_whole(each, original)}
    there |= {home.code} if home else set()
    by_hand = [each for each in original.texts if not each.is_made_by_machine]
    return TextsToLookAt(
        original=original,
        missing=[each.code for each in languages if each.code not in there],
        outdated=[each.language for each in by_hand if is_outdated(each, original)],
        by_machine=[each.language for each in original.texts if each.is_made_by_machine],
    )
