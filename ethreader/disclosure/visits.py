"""The visits that `/privacy/proof` describes; a test in a real browser makes each of them."""

from ethreader.base.settings import Settings
from ethreader.disclosure.reader_visits import agreeing, leaving, reading
from ethreader.disclosure.requests import Visit
from ethreader.disclosure.writer_visits import reporting, writing, writing_without_scripts


def visits(settings: Settings) -> list[Visit]:
    """Return all visits, as this site's settings make them."""
    asking = [agreeing(settings)] if settings.pixel_id else []
    return [
        reading(settings),
        writing(settings),
        writing_without_scripts(),
        reporting(settings),
        *asking,
        leaving(settings),
    ]
