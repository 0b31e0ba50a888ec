"""What is wrong with the fields that came in, in words for an editor."""

from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_core import ErrorDetails


@dataclass(frozen=True, kw_only=True)
class FieldProblem:
    """A field, by its place like `speakers.2.role`, and what is wrong with it."""

    field: str
    reason: str


def field_problems(error: ValidationError) -> list[FieldProblem]:
    """Return all that `Fields` complain of, in their order."""
    return [_problem(details) for details in error.errors()]


def _problem(details: ErrorDetails) -> FieldProblem:
    # List items are counted from one, as people do.
    field = ".".join(str(part + 1 if isinstance(part, int) else part) for part in details["loc"])
    reason = _reason(details)
    if not field:  # From a check of several fields, which names one itself.
        field, _, reason = reason.partition(": ")
    return FieldProblem(field=field, reason=reason)


def _reason(details: ErrorDetails) -> str:
    context = details.get("ctx", {})
    match details["type"]:
        case "missing":
            return "it is missing"
        case "extra_forbidden" | "unexpected_keyword_argument":
            return "there is no such field"
        case "enum":
            return f"choose {context['expected']}"
        case "string_too_long" | "too_long":
            return f"it is longer than {context['max_length']} characters"
        case "string_type" | "string_unicode":
            return "give one line of text"
        case "list_type":
            return "give a list"
        case "model_type" | "model_attributes_type" | "dataclass_type":
            return "give its fields, one a line, indented"
        case _:
            return details["msg"].removeprefix("Value error, ")
