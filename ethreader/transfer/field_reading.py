"""The names of fields: what is called otherwise here is told, and read by its name here."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ethreader.base.field_problems import FIELDS_WANTED, LIST_WANTED, NO_SUCH_FIELD, FieldProblem
from ethreader.base.fields import Fields
from ethreader.events.fields import AppearanceFields, InvolvementFields
from ethreader.events.place_fields import PlaceFields
from ethreader.pictures.fields import LogoFields, PictureFields
from ethreader.speakers.fields import Link
from ethreader.transfer.field_names import field_of_hour, has_no_place, meant_field
from ethreader.transfer.findings import Finding
from ethreader.transfer.front_matter import FrontMatter


def names_of(kind: type[Fields]) -> list[str]:
    """Return the fields by the names that editors know."""
    return [field.alias or name for name, field in kind.model_fields.items()]


_INSIDE: dict[str, list[str]] = {
    "place": names_of(PlaceFields),
    "organisations": names_of(InvolvementFields),
    "speakers": names_of(AppearanceFields),
    "links": names_of(Link),
    "picture": names_of(PictureFields),
    "portrait": names_of(PictureFields),
    "logo": names_of(LogoFields),
}


MANY_UNKNOWN = 20  # In one file; nobody reads a line about each of more.


class FieldNames:
    """Renames what a file says to the fields there are; keeps what was wrong."""

    def __init__(self, read: FrontMatter, kind: type[Fields]) -> None:
        self.findings: list[Finding] = []
        self._lines = read.lines
        self._has_listed = False
        known = ["kind", *(name for name in names_of(kind) if name != "body")]
        self.values = {
            name: self._inside(name, value)
            for name, value in self._renamed(read.fields, known, "").items()
        }
        self.findings = folded(self.findings)

    def _inside(self, name: str, value: Any) -> Any:
        known = _INSIDE.get(name)
        if known is None:
            return value
        if isinstance(value, dict):
            return self._renamed(value, known, name)
        if isinstance(value, list):
            return [
                self._renamed(each, known, f"{name}.{number}") if isinstance(each, dict) else each
                for number, each in enumerate(value, start=1)
            ]
        return value

    def _renamed(self, values: dict[str, Any], known: list[str], inside: str) -> dict[str, Any]:
        renamed = {name: value for name, value in values.items() if name in known}
        for name, value in values.items():
            if name in known:
                continue
            place = f"{inside}.{name}" if inside else name
            meant = meant_field(name, known, inside=inside)
            self._tell(place, self._sentence(name, meant, known, inside))
            if meant is not None and meant not in renamed:
                renamed[meant] = value
                self._move_lines(place, f"{inside}.{meant}" if inside else meant)
        return renamed

    def _sentence(self, name: str, meant: str | None, known: list[str], inside: str) -> str:
        if name == "body" and not inside:
            return f"{NO_SUCH_FIELD}; the text stands below the front matter"
        if (hour_of := field_of_hour(name)) in known:
            return f"{NO_SUCH_FIELD}; an hour stands in “{hour_of}”, like 2022-04-05T09:30"
        if meant is not None:
            return f"{NO_SUCH_FIELD}; it is called “{meant}” here"
        if has_no_place(name) and not inside:
            return f"{NO_SUCH_FIELD}, the site has no such thing; delete the line"
        if self._has_listed:
            return NO_SUCH_FIELD
        self._has_listed = not inside
        return f"{NO_SUCH_FIELD}; the fields here are {', '.join(known)}"

    def _tell(self, place: str, sentence: str) -> None:
        self.findings.append(Finding(line=self._lines.get(place), field=place, sentence=sentence))

    def _move_lines(self, place: str, new: str) -> None:
        for known in list(self._lines):
            if known == place or known.startswith(f"{place}."):
                self._lines.setdefault(f"{new}{known.removeprefix(place)}", self._lines[known])


def folded(findings: list[Finding]) -> list[Finding]:
    """Tell of the first fields that there are not, and of all others in one sentence."""
    unknown = [each for each in findings if each.sentence == NO_SUCH_FIELD]
    if len(unknown) <= MANY_UNKNOWN:
        return findings
    first, *others = unknown[MANY_UNKNOWN - 1 :]
    names = ", ".join(f"“{each.field}”" for each in others[:3])
    sentence = f"{NO_SUCH_FIELD}; nor are there {len(others)} more, such as {names}"
    rest = {id(each) for each in others}
    return [
        replace(each, sentence=sentence) if each is first else each
        for each in findings
        if id(each) not in rest
    ]


def with_fields(problem: FieldProblem) -> FieldProblem:
    """Name the fields that are wanted where a text alone stands."""
    known = _INSIDE.get(problem.field.partition(".")[0])
    if problem.reason not in {FIELDS_WANTED, LIST_WANTED} or known is None:
        return problem
    wanted = ", with its fields" if problem.reason == LIST_WANTED else ""
    reason = f"{problem.reason}{wanted}: {', '.join(known)}"
    return FieldProblem(field=problem.field, reason=reason)


def texts_in(values: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield all texts of a file's fields, each with its place."""
    if isinstance(values, str):
        yield place, values
    elif isinstance(values, dict):
        for name, value in values.items():
            yield from texts_in(value, f"{place}.{name}" if place else name)
    elif isinstance(values, list):
        for number, value in enumerate(values, start=1):
            yield from texts_in(value, f"{place}.{number}")
