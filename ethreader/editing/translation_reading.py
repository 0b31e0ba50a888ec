"""The original beside a translation, and what changed in it since it was translated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ethreader.editing.kinds import DeskKind
from ethreader.editing.references import with_names
from ethreader.editing.typed import written_values
from ethreader.editing.value_differences import FieldDifference, differing_fields
from ethreader.editing.version_reading import values_of_version
from ethreader.i18n.languages import LANGUAGES, Language
from ethreader.i18n.scripts import OTHER_SCRIPT
from ethreader.publishing.draft_models import Values
from ethreader.publishing.draft_service import Typed
from ethreader.publishing.queries import item_by_old_slug, item_by_slug
from ethreader.publishing.version_queries import versions_of
from ethreader.transfer.front_matter import split
from ethreader.translations import models
from ethreader.translations.original_moves import digest_of, digest_of_written
from ethreader.translations.script_service import text_in, written_by_hand

MOST_VERSIONS = 200  # Looked through for the one that was translated.


@dataclass(frozen=True)
class Original:
    """What the form of a translation shows beside what is typed."""

    kind: DeskKind  # Of the original.
    row: Any
    language: Language
    said: str  # The digest of the original that the text says, as its editor knows.

    @property
    def title(self) -> str:
        """What the original is called."""
        return self.kind.title_of(self.row)

    @cached_property
    def text(self) -> Any:
        """What readers have in this language."""
        return text_in(self.row, self.language.code)

    @cached_property
    def digest(self) -> str:
        """What tells the original, as it is now, from any other."""
        return digest_of(self.row)

    @property
    def older_digest(self) -> str:
        """The digest of an older original that the text says, if it does."""
        stored = self.text.based_on if self.text is not None else self.digest
        return next((each for each in (stored, self.said) if each != self.digest), "")

    @property
    def words(self) -> Mapping[str, str]:
        """The original's words, by field."""
        return {name: getattr(self.row, name) for name in (*self.row.TEXT.LINES, "body")}

    @property
    def speaking(self) -> Sequence[Mapping[str, str]]:
        """Who speaks, in the order of the rows of the form."""
        rows: Sequence[Mapping[str, str]] = getattr(self.row, "speakers", ())
        return rows

    @property
    def other_script(self) -> Language | None:
        """The language in whose script somebody wrote a text, of which a machine can make this."""
        code = OTHER_SCRIPT.get(self.language.code, "")
        return LANGUAGES[code] if written_by_hand(self.row, code) is not None else None

    @cached_property
    def changes(self) -> list[FieldDifference] | None:
        """What changed since; nothing where the version of that time is not kept."""
        said = self.row.TEXT
        for version in versions_of(self.kind.kind, self.row.id, limit=MOST_VERSIONS):
            read = split(version.text)
            if digest_of_written(said, read.fields, read.body) == self.older_digest:
                shapes = [self.kind.shapes[name] for name in (*said.LINES, *said.ROWS, "body")]
                old = values_of_version(self.kind, version)
                return differing_fields(shapes, old, _values_of(self.kind, self.row))
        return None


def _values_of(kind: DeskKind, row: Any) -> Values:
    written = kind.fields_of(row).model_dump(mode="json", by_alias=True)
    return with_names(written_values(kind.shapes.values(), written))


def original_of(kind: DeskKind, values: Values) -> Any:
    """Return what a form translates, by the slug that it has or had."""
    slug = str(values.get("translation_of", ""))
    found = item_by_slug(kind.kind, slug) or item_by_old_slug(kind.kind, slug)
    return found if isinstance(found, models.Original) else None


def beside(kind: DeskKind, typed: Typed, _languages: Sequence[Language]) -> Original | None:
    """Return the original of what was typed."""
    row = original_of(kind, typed.values)
    language = LANGUAGES.get(str(typed.values.get("language", "")))
    if row is None or language is None:
        return None
    return Original(kind, row, language, str(typed.values.get("based_on", "")) or digest_of(row))
