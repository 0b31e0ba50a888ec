"""What keeps a draft from being published, all at once; a slug that was left out is made."""

from collections.abc import Iterator
from typing import Any

from ethreader.base.field_problems import FieldProblem
from ethreader.base.fields import Fields
from ethreader.base.slugs import proposed_slug
from ethreader.editing.checking import Checked, Mistake, check_values, mistake_at, mistake_there
from ethreader.editing.controls import Control
from ethreader.editing.item_reading import id_under, item_by_id
from ethreader.editing.kinds import DeskKind
from ethreader.editing.moments import with_same_day
from ethreader.editing.references import unknown_names, with_slugs
from ethreader.editing.text_checking import problems_of_text
from ethreader.i18n.texts import Text, gettext
from ethreader.publishing.draft_models import Values

MOST_SLUGS = 50  # Of one name, told apart by a number.


def check_draft(kind: DeskKind, values: Values, *, item_id: int | None) -> Checked[Fields]:
    """Tell all that keeps a draft from being published; an empty slug is made."""
    row, values = item_by_id(kind, item_id), kind.to_check(values)
    made = with_slug(kind, with_same_day(with_slugs(values)), row)
    checked = check_values(kind.fields, kind.shapes.values(), made)
    of_slug = [*_slug_mistakes(kind, str(made.get("slug", "")).strip(), values, row)]
    of_names = [mistake_there(kind.shapes, *each) for each in unknown_names(values)]
    told = {each.place for each in (*of_slug, *of_names)}
    mistakes = [*of_names, *(each for each in checked.mistakes if each.place not in told)]
    if checked.fields is not None:
        problems = kind.problems_of(checked.fields)
        problems = [*problems, *_text_problems(kind, made)]
        mistakes += [mistake_at(kind.shapes, values, each) for each in problems]
    mistakes += of_slug
    return Checked(fields=None if mistakes else checked.fields, mistakes=mistakes)


def _text_problems(kind: DeskKind, values: Values) -> Iterator[FieldProblem]:
    for name, shape in kind.shapes.items():
        if shape.control is Control.MARKDOWN:
            yield from problems_of_text(name, str(values.get(name, "")))


def with_slug(kind: DeskKind, values: Values, row: Any) -> Values:
    """Return the values with a slug: the one that was typed, or a free one made of the name."""
    if str(values.get("slug", "")).strip():
        return values
    typed = (str(values.get(name, "")).strip() for name in kind.slug_from)
    made = proposed_slug(next((each for each in typed if each), ""))
    free = (each for each in _candidates(made) if not _refused(kind, each, row))
    return values | {"slug": next(free, "")}


def _candidates(made: str | None) -> Iterator[str]:
    if made is not None:
        yield made
        yield from (f"{made[:110].rstrip('-')}-{number}" for number in range(2, MOST_SLUGS))


def _refused(kind: DeskKind, slug: str, row: Any) -> Text:
    if id_under(kind, slug) not in {None, row.id if row is not None else None}:
        return gettext("Something else has this already. Choose another one.")
    return kind.refused_slug(slug, row)


def _slug_mistakes(kind: DeskKind, slug: str, values: Values, row: Any) -> Iterator[Mistake]:
    if slug and (said := _refused(kind, slug, row)):
        yield _slug_mistake(kind, str(said))
    elif not slug and any(str(values.get(name, "")).strip() for name in kind.slug_from):
        said = gettext("Fill this in: it cannot be made from %(what)s.", what=kind.words.slug_from)
        yield _slug_mistake(kind, said)


def _slug_mistake(kind: DeskKind, sentence: str) -> Mistake:
    return Mistake(place="slug", label=str(kind.shapes["slug"].words.label), sentence=sentence)
