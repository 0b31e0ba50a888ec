"""The form that says what happened to an event: what stands in it, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ethreader.editing.happening_notes_service import PLACE
from ethreader.editing.moments import TypedMoment, moment_from, on_same_day, typed_moment
from ethreader.events.dates import EventTime
from ethreader.events.fields import EventFields
from ethreader.events.happenings import Happening, HappeningRefused, InvalidHappening, Report
from ethreader.i18n.languages import LANGUAGES
from ethreader.i18n.texts import Text, lazy_gettext

CHOOSE = lazy_gettext("Choose what happened.")
# Where the form has what the fields of an event call otherwise.
_PLACES = {"status_note": "note"}
_LABELS = {
    "starts": lazy_gettext("Begins"),
    "ends": lazy_gettext("Ends"),
    "note": lazy_gettext("A sentence for readers"),
    "online": lazy_gettext("Link to join online"),
}


@dataclass(frozen=True, kw_only=True)
class HappeningForm:
    """What was typed, and the mistakes by place."""

    report: Report | None
    starts: TypedMoment
    ends: TypedMoment
    note: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    online: str = ""
    mistakes: Mapping[str, Text] = field(default_factory=dict)

    @property
    def happening(self) -> Happening | None:
        """What was chosen."""
        return self.report.happening if self.report else None

    @property
    def errors(self) -> dict[str, Sequence[str]]:
        """What the summary of all mistakes says, by place."""
        return {
            place: [f"{label}: {sentence}" if (label := _label_of(place)) else str(sentence)]
            for place, sentence in self.mistakes.items()
        }

    @property
    def targets(self) -> dict[str, str]:
        """Where the lines of that summary lead."""
        ids = {"happening": f"happening-{Happening.MOVED}"}
        return {place: ids.get(place, place) for place in self.mistakes}


def begun_form(fields: EventFields) -> HappeningForm:
    """Return the form as it is first shown: the hours are mostly the same on another day."""
    return HappeningForm(
        report=None,
        starts=_hour_alone(fields.starts),
        ends=_hour_alone(fields.ends),
        online=fields.online_url,
    )


def posted_form(form: Mapping[str, str]) -> HappeningForm:
    """Return what was typed."""
    chosen = form.get("happening", "")
    starts, ends = (moment_from(form, name) for name in ("starts", "ends"))
    notes = _notes_from(form)
    note, online = (form.get(name, "").strip() for name in ("note", "online"))
    report = None
    if chosen in set(Happening):
        report = Report(
            happening=Happening(chosen),
            note=note,
            notes=notes,
            starts=starts if starts[:1] != "T" else "",
            ends=on_same_day(ends, starts),
            online=online,
        )
    return HappeningForm(
        report=report,
        starts=typed_moment(starts),
        ends=typed_moment(ends),
        note=note,
        notes=notes,
        online=online,
        mistakes={} if report else {"happening": CHOOSE},
    )


def _notes_from(form: Mapping[str, str]) -> dict[str, str]:
    """Return the sentences in more languages, by their codes."""
    places = ((code, f"{PLACE}{code}") for code in LANGUAGES)
    return {code: form[place].strip() for code, place in places if place in form}


def mistakes_of(problem: HappeningRefused | InvalidHappening) -> dict[str, Text]:
    """Return by place what stands against it."""
    if isinstance(problem, HappeningRefused):
        return {problem.field: problem.sentence}
    found: dict[str, Text] = {}
    for each in problem.problems:
        sentence = f"{each.reason[:1].upper()}{each.reason[1:]}."
        found.setdefault(_PLACES.get(each.field, each.field), sentence)
    return found


def _label_of(place: str) -> str:
    code = place.removeprefix(PLACE)
    if code in LANGUAGES:
        return f"{_LABELS['note']} – {LANGUAGES[code].name}"
    return str(_LABELS.get(place, ""))


def _hour_alone(moment: EventTime | None) -> TypedMoment:
    hour = f"{moment.hour:%H:%M}" if moment and moment.hour else ""
    return TypedMoment(day="", hour=hour)
