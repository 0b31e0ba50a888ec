"""What a kind of content brings to the editors' pages: its fields, its words, its preview.

The lists, forms, drafts and versions are the same for all kinds. A kind is registered by its place
in `all_kinds`; its words stand in a file of its own (`speaker_kind`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from ethreader.base.content_state import ContentKind, Publishable
from ethreader.base.db import db
from ethreader.base.field_problems import FieldProblem
from ethreader.base.fields import Fields
from ethreader.editing.controls import FieldShape, Words, shapes_of
from ethreader.i18n.languages import Language
from ethreader.i18n.texts import Text, lazy_gettext
from ethreader.publishing.draft_models import Values
from ethreader.publishing.draft_service import Typed

SLUG_TAKEN = lazy_gettext(
    "Something else has just been published under the same web address. Choose another one and "
    "publish again."
)


@dataclass(frozen=True, kw_only=True)
class Group:
    """Fields that stand together in a form, under a heading.

    `template` shows them; a group that needs more than fields has one of its own.
    """

    title: Text
    fields: tuple[str, ...]
    hint: Text = ""
    template: str = "editing/_group.html"


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A page as readers would see it: the template of theirs, and what it shows."""

    template: str
    context: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class KindWords:
    """What editors call it."""

    all: Text
    new: Text  # Nothing, where it is begun elsewhere.
    edit: Text
    none: Text  # What an empty list says.
    slug_from: Text  # Which field the slug is made of, within a sentence.
    taken: Text = SLUG_TAKEN  # What is said where two are published at the same moment.


def set_slug(row: Any, slug: str) -> None:
    """Give something another slug."""
    row.slug = slug
    db.session.flush()


def refuse_no_slug(_slug: str, _row: Any) -> Text:
    """Let anything have any slug that nothing else has."""
    return ""


def publish_at_once(_row: Any, _today: date) -> None:
    """Do nothing more: what has no state is seen as soon as it is saved."""


def no_problems(_fields: Any) -> Iterable[FieldProblem]:
    """Find nothing wrong: these fields name nothing else."""
    return ()


def as_typed(values: Values) -> Values:
    """Return values as they are."""
    return values


def nothing_beside(_typed: Typed, _languages: Sequence[Language]) -> Any:
    """Show nothing beside what was typed."""


def no_marks(_ids: Sequence[int], _languages: Sequence[Language]) -> Mapping[int, Sequence[Any]]:
    """Return nothing: it is told in one language."""
    return {}


@dataclass(frozen=True, kw_only=True)
class DeskKind:
    """A kind of content that is edited in the browser."""

    kind: ContentKind
    path: str  # The part of the URLs of its pages.
    words: KindWords
    fields: type[Fields]
    model: Any  # Its rows have `id`, `slug` and what `listed_by` names.
    fields_of: Callable[[Any], Fields]
    said: Mapping[str, Words] = field(repr=False)
    groups: tuple[Group, ...]
    save: Callable[[Any, ZoneInfo], Any]  # Stores fields under their slug, and returns the row.
    rename: Callable[[Any, str], None] = set_slug  # Gives a row another slug before it is saved.
    # Why a row, or something new, cannot have a slug; nothing where it can.
    refused_slug: Callable[[str, Any], Text] = refuse_no_slug
    publish: Callable[[Any, date], None] = publish_at_once  # Shows readers what was saved.
    problems_of: Callable[[Any], Iterable[FieldProblem]] = no_problems  # With what fields name.
    slug_from: tuple[str, ...] = ("name",)  # The first that was typed makes the slug.
    listed_by: tuple[str, ...] = ("name",)  # The first that is not empty names it in lists.
    endpoint: str | None = None  # The page that readers see it on.
    preview: Callable[[Any, Any], Preview] | None = None  # Of fields, and of the row if there is.
    # What its own buttons do: by the word before the colon, of values and of what stands after it.
    actions: Mapping[str, Callable[[Values, str], tuple[Values, str]]] = field(default_factory=dict)
    to_show: Callable[[Values], Values] = as_typed  # What its form shows of what was typed,
    to_check: Callable[[Values], Values] = as_typed  # and what of it is checked.
    # What its form shows beside that, of the languages of the site,
    beside: Callable[[Typed, Sequence[Language]], Any] = nothing_beside
    head: str = ""  # by a template above the fields.
    # What lists show of languages, by ids.
    marks: Callable[[Sequence[int], Sequence[Language]], Mapping[int, Sequence[Any]]] = no_marks

    takes_files: bool = True  # Pictures and documents in its text.

    @property
    def has_states(self) -> bool:
        """Whether readers may see it or not; else it is a fact."""
        return issubclass(self.model, Publishable)

    @cached_property
    def shapes(self) -> Mapping[str, FieldShape]:
        """The form fields by name."""
        return shapes_of(self.fields, self.said)

    def shapes_in(self, group: Group) -> Sequence[FieldShape]:
        """Return the form fields of a group, in its order."""
        return [self.shapes[name] for name in group.fields]

    def title_of(self, row: Any) -> str:
        """Return what something is called in lists."""
        return self._title({name: getattr(row, name) for name in self.listed_by}) or row.slug

    def title_typed(self, values: Values) -> str:
        """Return what a draft is called in lists; nothing where nothing was typed."""
        return self._title(values)

    def _title(self, values: Mapping[str, Any]) -> str:
        typed = ((name, str(values.get(name, "")).strip()) for name in self.listed_by)
        name, text = next((each for each in typed if each[1]), ("", ""))
        shape = self.shapes.get(name)  # None where lists name it by what its form does not have.
        return str(dict(shape.choices).get(text, text)) if shape else text
