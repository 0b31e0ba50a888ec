"""What stands in the form of a translation, and what of it is checked."""

from ethreader.editing.kinds import DeskKind
from ethreader.editing.translation_reading import original_of
from ethreader.i18n.languages import Language
from ethreader.publishing.draft_models import Values
from ethreader.translations.models import Original
from ethreader.translations.original_moves import digest_of
from ethreader.translations.script_service import in_other_script


def begun_values(original: Original, language: Language) -> Values:
    """Return what an empty form holds."""
    return {"translation_of": original.slug, "language": language.code}


def as_shown(kind: DeskKind, values: Values) -> Values:
    """Return the values with what the original, of a kind, is called now."""
    original = original_of(kind, values)
    if original is None:
        return values
    based_on = values.get("based_on") or digest_of(original)
    found = {"translation_of": original.slug, "based_on": based_on}
    return {**values, **found, "made_by_machine": "no"}


def as_checked(kind: DeskKind, values: Values) -> Values:
    """Return the values as they are checked: what an editor publishes is looked at."""
    original = original_of(kind, values)
    slug = original.slug if original is not None else values.get("translation_of", "")
    return {**values, "translation_of": slug, "made_by_machine": "no"}


def made_from_other_script(kind: DeskKind, values: Values, _argument: str) -> tuple[Values, str]:
    """Fill the form with what a machine makes of the text in the other script of Serbian."""
    original = original_of(kind, values)
    language = str(values.get("language", ""))
    made = in_other_script(original, language) if original is not None else None
    if made is None:
        return values, ""
    first, *_ = original.TEXT.LINES
    return as_shown(kind, {**values, **made.words, "based_on": made.based_on}), first
