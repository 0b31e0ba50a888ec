"""The original beside a translation, and what changed in it since it was translated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ethreader.base.content_state import ContentKind
from ethreader.editing.event_kind import EVENT
from ethreader.editing.references import with_names
from ethreader.editing.typed import written_values
from ethreader.editing.value_differences import FieldDifference, differing_fields
from ethreader.editing.version_reading import values_of_version
from ethreader.events.models import Appearance, Event
from ethreader.events.queries import event_by_slug
from ethreader.events.text_models import EventText
from ethreader.i18n.languages import LANGUAGES, Language
from ethreader.publishing.draft_models import Values
from ethreader.publishing.draft_service import Typed
from ethreader.publishing.queries import item_by_old_slug
from ethreader.publishing.version_queries import versions_of
from ethreader.transfer.front_matter import split
from ethreader.translations.original_moves import digest_of, digest_of_written
from ethreader.translations.script_service import OTHER_SCRIPT, text_in, written_by_hand

MOST_VERSIONS = 200  # Looked through for the one that was translated.


@dataclass(frozen=True)
class Original:
    """What the form of a translation shows beside what is typed."""

    event: Event
    language: Language
    said: str  # The digest of the original that the text says, as its editor knows.

    @cached_property
    def text(self) -> EventText | None:
        """What readers have in this language."""
        text: EventText | None = text_in(self.event, self.language.code)
        return text

    @cached_property
    def digest(self) -> str:
        """What tells the original, as it is now, from any other."""
        return digest_of(self.event)

    @property
    def older_digest(self) -> str:
        """The digest of an older original that the text says, if it does."""
        stored = self.text.based_on if self.text is not None else self.digest
        return next((each for each in (stored, self.said) if each != self.digest), "")

    @property
    def words(self) -> Mapping[str, str]:
        """The original's words, by field."""
        return {name: getattr(self.event, name) for name in (*EventText.LINES, "body")}

    @property
    def speaking(self) -> Sequence[Appearance]:
        """Who speaks, in the order of the rows of the form."""
        return self.event.appearances

    @property
    def other_script(self) -> Language | None:
        """The language in whose script somebody wrote a text, of which a machine can make this."""
        code = OTHER_SCRIPT.get(self.language.code, "")
        return LANGUAGES[code] if written_by_hand(self.event, code) is not None else None

    @cached_property
    def changes(self) -> list[FieldDifference] | None:
        """What changed since; nothing where the version of that time is not kept."""
        for version in versions_of(EVENT.kind, self.event.id, limit=MOST_VERSIONS):
            read = split(version.text)
            if digest_of_written(EventText, read.fields, read.body) == self.older_digest:
                shapes = [EVENT.shapes[name] for name in (*EventText.LINES, "speakers", "body")]
                old = values_of_version(EVENT, version)
                return differing_fields(shapes, old, _values_of(self.event))
        return None


def _values_of(event: Event) -> Values:
    written = EVENT.fields_of(event).model_dump(mode="json", by_alias=True)
    return with_names(written_values(EVENT.shapes.values(), written))


def original_of(values: Values) -> Event | None:
    """Return the event that a form translates, by the slug that it has or had."""
    slug = str(values.get("translation_of", ""))
    found = event_by_slug(slug) or item_by_old_slug(ContentKind.EVENT, slug)
    return found if isinstance(found, Event) else None


def beside(typed: Typed, _languages: Sequence[Language]) -> Original | None:
    """Return the original of what was typed."""
    event = original_of(typed.values)
    language = LANGUAGES.get(str(typed.values.get("language", "")))
    if event is None or language is None:
        return None
    return Original(event, language, str(typed.values.get("based_on", "")) or digest_of(event))
