"""What happens to an event that was announced: one step from the fields before to those after.

Nothing is stored here. Earlier dates stay in `previously`, whatever else happens.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from ethreader.base.errors import Conflict
from ethreader.base.field_problems import FieldProblem, field_problems
from ethreader.base.labels import LabelledEnum
from ethreader.events.choices import Attendance, Status
from ethreader.events.dates import MIDNIGHT, EventTime
from ethreader.events.fields import EventFields
from ethreader.i18n.texts import Text, lazy_gettext

CALLED_OFF = lazy_gettext("This event is cancelled. If it takes place after all, undo that first.")
NO_DATE = lazy_gettext("This event is postponed and has no date. Give it a new date first.")
IS_POSTPONED = lazy_gettext("This event is postponed already.")
IS_CANCELLED = lazy_gettext("This event is cancelled already.")
IS_ONLINE = lazy_gettext("This event takes place online already.")
IS_PLANNED = lazy_gettext("This event takes place as planned. There is nothing to undo.")
SAME_START = lazy_gettext("The event begins then already. Give another day or another hour.")
NO_START = lazy_gettext("Give the new day.")


class Happening(LabelledEnum):
    """What an editor can say that happened to an event."""

    MOVED = "moved", lazy_gettext("It was moved to a new date")
    POSTPONED = "postponed", lazy_gettext("It was postponed, and the new date is not known yet")
    CANCELLED = "cancelled", lazy_gettext("It was cancelled")
    ONLINE = "online", lazy_gettext("It takes place online instead")
    BACK = "back", lazy_gettext("That was a mistake: undo what was said before")


class HappeningRefused(Conflict):
    """What cannot have happened to this event; `field` is what of the form it is about."""

    def __init__(self, sentence: Text, *, field: str = "happening") -> None:
        self.field = field
        super().__init__(sentence)


class InvalidHappening(Exception):
    """What was typed cannot stand in an event's fields: all of it, each with its sentence."""

    def __init__(self, problems: list[FieldProblem]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{each.field}: {each.reason}" for each in problems))


@dataclass(frozen=True, kw_only=True)
class Report:
    """What is said of an event, as it is typed; only `MOVED` needs dates, only `ONLINE` a link."""

    happening: Happening
    note: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    """the same sentence in more languages, by their codes"""

    starts: str = ""
    ends: str = ""
    online: str = ""


def after(fields: EventFields, report: Report) -> EventFields:
    """Return what is to be said of the event from now on.

    Raises `HappeningRefused` for what cannot have happened to it, and `InvalidHappening` for
    what was typed wrongly.
    """
    _refuse_nonsense(fields.status, report.happening)
    said = fields.model_dump(mode="json", by_alias=True)
    changed = said | {"status_note": report.note.strip()} | _STEPS[report.happening](fields, report)
    try:
        return EventFields.model_validate(_without_empty(changed))
    except ValidationError as error:
        raise InvalidHappening(field_problems(error)) from error


_REFUSED: Mapping[tuple[Happening, Status], Text] = {
    (Happening.MOVED, Status.CANCELLED): CALLED_OFF,
    (Happening.POSTPONED, Status.CANCELLED): CALLED_OFF,
    (Happening.POSTPONED, Status.POSTPONED): IS_POSTPONED,
    (Happening.CANCELLED, Status.CANCELLED): IS_CANCELLED,
    (Happening.ONLINE, Status.CANCELLED): CALLED_OFF,
    (Happening.ONLINE, Status.POSTPONED): NO_DATE,
    (Happening.ONLINE, Status.MOVED_ONLINE): IS_ONLINE,
    (Happening.BACK, Status.PLANNED): IS_PLANNED,
}
_SAID_ALREADY = (IS_POSTPONED, IS_CANCELLED, IS_ONLINE, IS_PLANNED)


def happenings_of(status: Status) -> list[Happening]:
    """Return what can be said of an event: not what was said already, nor an undoing of nothing."""
    return [each for each in Happening if _REFUSED.get((each, status)) not in _SAID_ALREADY]


def _refuse_nonsense(status: Status, happening: Happening) -> None:
    if sentence := _REFUSED.get((happening, status)):
        raise HappeningRefused(sentence)


def _moved(fields: EventFields, report: Report) -> dict[str, Any]:
    if not report.starts:
        raise HappeningRefused(NO_START, field="starts")
    old = str(fields.starts)
    if report.starts == old:
        raise HappeningRefused(SAME_START, field="starts")
    # What is moved back to a date that it had before has not lost that date.
    earlier = [each for each in fields.previously if each not in {old, report.starts}]
    return {
        "status": Status.RESCHEDULED,
        "starts": report.starts,
        "ends": report.ends,
        "previously": [*earlier, old],
    }


def _postponed(_fields: EventFields, _report: Report) -> dict[str, Any]:
    return {"status": Status.POSTPONED}


def _cancelled(_fields: EventFields, _report: Report) -> dict[str, Any]:
    return {"status": Status.CANCELLED}


def _online(fields: EventFields, report: Report) -> dict[str, Any]:
    if fields.attendance is Attendance.ONLINE:
        raise HappeningRefused(IS_ONLINE)
    return {
        "status": Status.MOVED_ONLINE,
        "attendance": Attendance.ONLINE,
        "online": report.online.strip() or fields.online_url,
    }


def _back(fields: EventFields, _report: Report) -> dict[str, Any]:
    if fields.status is Status.RESCHEDULED and fields.previously:
        *previously, last = fields.previously
        starts = EventTime.parse(last)
        return {
            "status": Status.RESCHEDULED if previously else Status.PLANNED,
            "starts": last,
            "ends": str(_moved_along(fields, starts) or ""),
            "previously": previously,
        }
    status = Status.RESCHEDULED if fields.previously else Status.PLANNED
    if fields.status is Status.MOVED_ONLINE:
        return {"status": status, "attendance": Attendance.IN_PERSON}
    return {"status": status}


_STEPS: Mapping[Happening, Callable[[EventFields, Report], dict[str, Any]]] = {
    Happening.MOVED: _moved,
    Happening.POSTPONED: _postponed,
    Happening.CANCELLED: _cancelled,
    Happening.ONLINE: _online,
    Happening.BACK: _back,
}


def _moved_along(fields: EventFields, starts: EventTime) -> EventTime | None:
    """Return the end that is as far behind a beginning as it is now."""
    if fields.ends is None or (fields.ends.hour and not starts.hour):
        return None
    length = _moment(fields.ends) - _moment(fields.starts)
    moment = _moment(starts) + length
    return EventTime(day=moment.date(), hour=moment.time() if fields.ends.hour else None)


def _moment(time: EventTime) -> datetime:
    return datetime.combine(time.day, time.hour or MIDNIGHT)


def _without_empty(value: Any) -> Any:
    """Leave out what is not known, here and in all that lies within."""
    if isinstance(value, dict):
        inner = {name: _without_empty(each) for name, each in value.items()}
        return {name: each for name, each in inner.items() if each not in ("", None, {})}
    return [_without_empty(each) for each in value] if isinstance(value, list) else value
