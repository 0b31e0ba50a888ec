"""The values of fields: all that is wrong with them at once, and not the first mistake alone."""

from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import ValidationError

from ethreader.base.field_problems import FieldProblem, field_problems
from ethreader.base.fields import Fields

AnyFields = TypeVar("AnyFields", bound=Fields)

_MOST_ROUNDS = 12
# What stands for a wrong value while the others are looked at.
_STAND_INS = {
    **dict.fromkeys(("name", "slug", "translation_of"), "x"),
    "language": "en",
    "starts": "2000-01-01",
    "time_zone": "UTC",
}
# What cannot be judged without it.
_LEANING = {"starts": ["ends"], "status": ["previously"], "comments": ["comments_close_after"]}


def validated(
    kind: type[AnyFields], values: dict[str, Any]
) -> tuple[AnyFields | None, list[FieldProblem]]:
    """Return the fields, with stand-ins for wrong ones, and what is wrong with those.

    Some rules look at several fields, and only when each is good by itself: so what is wrong is
    taken out, and the rest looked at again.
    """
    problems: list[FieldProblem] = []
    context = {"country": _country(values)}
    for _ in range(_MOST_ROUNDS):
        try:
            return kind.model_validate(values, context=context), problems
        except ValidationError as error:
            found = field_problems(error)
            problems += found
            values = _without(values, found)
    return None, problems


def _country(values: dict[str, Any]) -> str:
    place = values.get("place")
    return str(place.get("country", "")) if isinstance(place, dict) else ""


def _without(values: dict[str, Any], problems: Sequence[FieldProblem]) -> dict[str, Any]:
    wrong = {problem.field.partition(".")[0] for problem in problems}
    leaning = {each for name in wrong for each in _LEANING.get(name, ())}
    left = {name: value for name, value in values.items() if name not in wrong | leaning}
    return left | {name: _STAND_INS[name] for name in wrong if name in _STAND_INS}
