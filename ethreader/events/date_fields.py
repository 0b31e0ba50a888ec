"""What an editor says of when an event takes place: a day, or a day with its hour."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, PlainSerializer

from ethreader.events.dates import EventTime

DayOrHour = Annotated[
    EventTime,
    BeforeValidator(EventTime.parse, json_schema_input_type=str),
    PlainSerializer(str, return_type=str),
]
DayOrHourText = Annotated[str, AfterValidator(lambda text: str(EventTime.parse(text)))]
