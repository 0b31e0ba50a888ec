"""The form that says when something is published: a day and an hour, in a time zone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from ethreader.base.time_zones import zones_of_places
from ethreader.editing.choosing import Lists
from ethreader.editing.moments import TypedMoment, moment_from, typed_moment
from ethreader.events.dates import EventTime
from ethreader.i18n.texts import Text, lazy_gettext
from ethreader.publishing.errors import NotInFuture

WHEN = lazy_gettext("Give a day and an hour, like 2022-04-05 and 09:30.")
SKIPPED = lazy_gettext("The clocks are put forward then and skip this hour. Choose another one.")
WHERE = lazy_gettext("Choose a time zone from the list: type a city, like Vienna.")


@dataclass(frozen=True, kw_only=True)
class TimeForm:
    """What was typed, the moment that it means, and the mistakes by place."""

    moment: TypedMoment
    zone: str
    publish_at: datetime | None = None
    mistakes: Mapping[str, Text] = field(default_factory=dict)

    @property
    def zones(self) -> Sequence[tuple[str, str]]:
        """The time zones to choose from."""
        return Lists({}).zones

    @property
    def errors(self) -> dict[str, list[str]]:
        """What the summary of all mistakes says, by place."""
        return {place: [str(sentence)] for place, sentence in self.mistakes.items()}


def begun_time(publish_at: datetime | None, *, zone: ZoneInfo) -> TimeForm:
    """Return the form as it is first shown, in the organisation's zone."""
    local = publish_at.astimezone(zone) if publish_at else None
    text = f"{local:%Y-%m-%dT%H:%M}" if local else ""
    return TimeForm(moment=typed_moment(text), zone=zone.key)


def typed_time(form: Mapping[str, str]) -> TimeForm:
    """Return what was typed, whatever it means."""
    return TimeForm(moment=typed_moment(moment_from(form, "at")), zone=form.get("zone", "").strip())


def posted_time(form: Mapping[str, str], *, site_zone: ZoneInfo, now: datetime) -> TimeForm:
    """Return what was typed, and what it means if nothing is wrong with it."""
    typed = typed_time(form)
    if typed.zone not in {*zones_of_places(), site_zone.key}:
        return replace(typed, mistakes={"zone": WHERE})
    publish_at, said = _read(moment_from(form, "at"), ZoneInfo(typed.zone))
    if publish_at is not None and publish_at <= now:
        publish_at, said = None, NotInFuture.sentence
    return replace(typed, publish_at=publish_at, mistakes={} if publish_at else {"at": said})


def _read(text: str, zone: ZoneInfo) -> tuple[datetime | None, Text]:
    try:
        typed = EventTime.parse(text)
    except ValueError:
        return None, WHEN
    if typed.hour is None:
        return None, WHEN
    if typed.is_skipped(zone):
        return None, SKIPPED
    return datetime.combine(typed.day, typed.hour, tzinfo=zone), ""
