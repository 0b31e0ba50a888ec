"""What an event's form offers to choose from by typing, and what it says of what was typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from babel import dates
from babel.core import get_global

from ethreader.base.countries import country_codes
from ethreader.base.time_zones import zones_of_places
from ethreader.editing.moments import with_same_day
from ethreader.editing.reference_queries import names_waiting
from ethreader.editing.references import BY_FIELD, Reference, labels_of, slug_called, with_slugs
from ethreader.events.dates import EventTime, Span
from ethreader.events.formats import format_span, format_time_zone
from ethreader.i18n.formats import format_country, locale
from ethreader.i18n.texts import gettext
from ethreader.publishing.draft_models import Values


@dataclass(frozen=True)
class Lists:
    """The lists of one form, each read when it is first asked for."""

    values: Values

    @property
    def zones(self) -> Sequence[tuple[str, str]]:
        """The time zones by name, with the city and the country in the editor's language."""
        return _zones(str(locale()))

    @property
    def countries(self) -> Sequence[tuple[str, str]]:
        """The countries by code, in the order of their names."""
        return _countries(str(locale()))

    @property
    def references(self) -> Sequence[tuple[Reference, Sequence[str]]]:
        """What can be named, by the field."""
        return [(each, list(labels_of(self._names[each.field]).values())) for each in self._used]

    def is_unknown(self, place: str, text: str) -> bool:
        """Tell whether what is named at a place of the form is not there."""
        names = self._names[place.partition(".")[0]]
        return bool(text.strip()) and slug_called(text, names) is None

    @property
    def waiting(self) -> Sequence[str]:
        """Who and what is named that readers see from when they see the event."""
        return names_waiting(with_slugs(self.values))

    @property
    def when(self) -> str:
        """When it takes place, as readers will see it; nothing while that is not known."""
        return when_in_words(self.values)

    @cached_property
    def _used(self) -> Sequence[Reference]:
        return [each for name, each in BY_FIELD.items() if name in self.values]

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        return {each.field: dict(each.names()) for each in self._used}


def when_in_words(values: Values) -> str:
    """Return days, hours and zone as readers will see them; nothing where they do not fit."""
    typed = with_same_day(values)
    try:
        starts = EventTime.parse(typed.get("starts"))
        ends = EventTime.parse(typed["ends"]) if typed.get("ends") else None
    except ValueError:
        return ""
    zone = str(typed.get("time_zone", "")).strip()
    if zone not in zones_of_places() and (starts.hour or zone):
        return ""
    span = Span(
        first_day=starts.day,
        last_day=(ends or starts).day,
        starts_at=starts.hour,
        ends_at=ends.hour if ends else None,
        zone=ZoneInfo(zone or "UTC"),
    )
    if span.ends <= span.begins:
        return ""
    if starts.hour is None:
        return format_span(span)
    return gettext("%(when)s, %(zone)s", when=format_span(span), zone=format_time_zone(span))


@lru_cache(maxsize=8)
def _zones(_language: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, _whose_time(name)) for name in sorted(zones_of_places()))


def _whose_time(zone: str) -> str:
    city = dates.get_timezone_location(zone, locale=locale(), return_city=True)
    country = format_country(get_global("zone_territories").get(zone, ""))
    return f"{city.rpartition('/')[2]}, {country}" if country else city


@lru_cache(maxsize=8)
def _countries(_language: str) -> tuple[tuple[str, str], ...]:
    named = [(code, format_country(code)) for code in country_codes()]
    return tuple(sorted((each for each in named if each[1]), key=lambda each: each[1].casefold()))
