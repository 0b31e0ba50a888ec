"""What is wrong with the fields that came in, in words for an editor."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ethreader.base.meant_values import meant_choice, meant_number
from ethreader.i18n.texts import Text, gettext, lazy_gettext

if TYPE_CHECKING:  # Rules that a reader meets know problems, and need no pydantic.
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

MISSING = "it is missing"
NO_SUCH_FIELD = "there is no such field"
FIELDS_WANTED = "give its fields, one a line, indented"
LIST_WANTED = "give a list: one item a line, indented, each with “- ” before it"
_NUMBER = lazy_gettext("give a whole number, in digits")
_TOO_LONG = lazy_gettext("it is longer than %(max_length)s characters")
_YES = lazy_gettext("say yes, or leave it out")
_ONE_LINE = lazy_gettext("give one line of text")


@dataclass(frozen=True, kw_only=True)
class FieldProblem:
    """A field, by its place like `speakers.2.role`, and what is wrong with it."""

    field: str
    reason: str


class UnknownReferences(Exception):
    """Fields that name something which is not there: all of them, each with its sentence."""

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{each.field}: {each.reason}" for each in problems))


def field_problems(error: "ValidationError") -> list[FieldProblem]:
    """Return all that `Fields` complain of, in their order."""
    return [_problem(details) for details in error.errors()]


def _problem(details: "ErrorDetails") -> FieldProblem:
    # List items are counted from one, as people do.
    field = ".".join(str(part + 1 if isinstance(part, int) else part) for part in details["loc"])
    reason = _reason(details)
    if not field:  # From a check of several fields, which names one itself.
        field, _, reason = reason.partition(": ")
    return FieldProblem(field=field, reason=reason)


# What pydantic finds, by its own name for it; the rest is found by our own checks.
_REASONS: dict[str, Text] = {
    "missing": MISSING,
    "extra_forbidden": NO_SUCH_FIELD,
    "unexpected_keyword_argument": NO_SUCH_FIELD,
    "enum": lazy_gettext("choose %(expected)s"),
    "string_too_long": _TOO_LONG,
    "too_long": _TOO_LONG,
    "bool_parsing": _YES,
    "bool_type": _YES,
    "string_type": _ONE_LINE,
    "string_unicode": _ONE_LINE,
    "list_type": LIST_WANTED,
    "model_type": FIELDS_WANTED,
    "model_attributes_type": FIELDS_WANTED,
    "dataclass_type": FIELDS_WANTED,
    "int_parsing": _NUMBER,
    "int_type": _NUMBER,
    "int_from_float": _NUMBER,
    "greater_than_equal": lazy_gettext("give %(ge)s or more"),
    "less_than_equal": lazy_gettext("give %(le)s or less"),
}


def _reason(details: "ErrorDetails") -> str:
    context = details.get("ctx", {})
    if details["type"] not in _REASONS:
        return details["msg"].removeprefix("Value error, ")
    said = _REASONS[details["type"]]
    reason = said % _in_words(context)
    if said is _NUMBER:
        return f"{reason}{meant_number(details['input'])}"
    choices = re.findall(r"'([^']+)'", context.get("expected", ""))
    return f"{reason}{meant_choice(details['input'], choices)}"


def _in_words(context: dict[str, Any]) -> dict[str, Any]:
    """Return what fills a sentence; pydantic joins choices in English."""
    said = context.get("expected")
    return context | ({"expected": said.replace(" or ", gettext(" or "))} if said else {})
