"""What the forms of all translations have: the same fields, problems and refusals."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from ethreader.base.errors import Invalid
from ethreader.base.field_problems import FieldProblem
from ethreader.editing.controls import Control, Words
from ethreader.editing.kinds import DeskKind, Group
from ethreader.editing.text_languages import marks_of_texts
from ethreader.editing.translation_reading import beside
from ethreader.editing.translation_typed import made_from_other_script
from ethreader.i18n.texts import Text, lazy_gettext
from ethreader.transfer.exporting import text_fields

FIXED = ("translation_of", "language", "based_on", "made_by_machine")
_PLACES = {"text": "body"}  # How the form calls what files call otherwise.


def fixed_words(original: Text) -> dict[str, Words]:
    """Return the words of what an editor does not type; `original` is what is translated."""
    return {
        "translation_of": Words(label=original, control=Control.FIXED),
        "language": Words(label=lazy_gettext("Language of this text"), control=Control.FIXED),
        "based_on": Words(
            label=lazy_gettext("Does this text say what the original says now?"),
            control=Control.FIXED,
        ),
        # What an editor publishes is looked at.
        "made_by_machine": Words(label=lazy_gettext("Made by machine"), control=Control.FIXED),
    }


def group_of(*fields: str) -> Group:
    """Return the one group of such a form."""
    return Group(
        title=lazy_gettext("In this language"),
        fields=(*FIXED, *fields),
        template="editing/_translation_group.html",
    )


def at_their_fields(
    problems_of: Callable[[Any], Iterable[FieldProblem]], fields: Any
) -> Iterator[FieldProblem]:
    """Yield what is wrong with a text, by the fields of the form."""
    for each in problems_of(fields):
        field = _PLACES.get(each.field, each.field)
        yield FieldProblem(field=field, reason=each.reason)


def refuse_to_rename(_text: Any, _slug: str) -> None:
    """Raise `Invalid`: a text stays that of its original and of its language."""
    raise Invalid


def of_original(kind: DeskKind) -> dict[str, Any]:
    """Return what a translation's kind has by that of its original."""
    return {
        "fields_of": text_fields,
        "rename": refuse_to_rename,
        "slug_from": (),
        "actions": {"turn": partial(made_from_other_script, kind)},
        "beside": partial(beside, kind),
        "head": "editing/_translation_head.html",
        "marks": partial(marks_of_texts, kind.model),
    }
