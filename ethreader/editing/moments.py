"""A day, with an hour or without: typed in two fields, kept as one text like 2022-04-05T09:30."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ethreader.publishing.draft_models import Values

_SHORT_HOUR = re.compile(r"[0-9][:.][0-9]{2}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HOUR = re.compile(r"[0-9]{2}:[0-9]{2}")


@dataclass(frozen=True, kw_only=True)
class TypedMoment:
    """The two parts as they are shown; what a browser's own field cannot hold is shown as text."""

    day: str
    hour: str

    @property
    def day_type(self) -> str:
        """The type of the field for the day."""
        return "date" if not self.day or _DAY.fullmatch(self.day) else "text"

    @property
    def hour_type(self) -> str:
        """The type of the field for the hour."""
        return "time" if not self.hour or _HOUR.fullmatch(self.hour) else "text"


def moment_from(form: Mapping[str, str], name: str) -> str:
    """Return the text of what stands in the two fields; browsers without such fields send texts."""
    day = form.get(f"{name}.day", "").strip()
    hour = form.get(f"{name}.hour", "").strip()
    if _SHORT_HOUR.fullmatch(hour):
        hour = f"0{hour}"
    hour = hour.replace(".", ":")
    return f"{day}T{hour}" if hour else day


def typed_moment(text: str) -> TypedMoment:
    """Return the two parts of a text; what is not one of them is the day."""
    day, _, hour = text.strip().partition("T")
    return TypedMoment(day=day, hour=hour)


def with_same_day(values: Values) -> Values:
    """Return values in which an end with an hour alone is on the day of the beginning."""
    starts, ends = (str(values.get(name) or "") for name in ("starts", "ends"))
    return values | {"ends": on_same_day(ends, starts)} if ends.startswith("T") else values


def on_same_day(ends: str, starts: str) -> str:
    """Return an end that has an hour alone as one on the day of the beginning, if that has one."""
    if not ends.startswith("T"):
        return ends
    return f"{starts[:10]}{ends}" if _DAY.match(starts) else ""
