"""The rule that deletes a text in one more language, with all that is kept of it."""

from ethreader.publishing.registry import Removed, tell_of_removal
from ethreader.translations.models import Original
from ethreader.translations.text_service import drop_text


def delete_text(original: Original, language: str) -> bool:
    """Delete the text, and the one that a machine made of it; tell whether there was one."""
    before = _removals_of(original)
    is_gone = drop_text(original, language)
    left = {each.id for each in original.texts}
    for removed in before:
        if removed.item_id not in left:
            tell_of_removal(removed)  # Another text may get its number.
    return is_gone


def tell_of_texts(original: Original) -> None:
    """Let all features delete what they have of something's texts, before it goes."""
    for removed in _removals_of(original):
        tell_of_removal(removed)


def _removals_of(original: Original) -> list[Removed]:
    kind = original.TEXT.KIND
    return [Removed(kind=kind, item_id=each.id, slugs=(each.slug,)) for each in original.texts]
