"""Responses in XML, and what feeds are made of: ids that outlive a scheme, days as moments."""

from datetime import date, datetime, time
from urllib.parse import urlsplit

from flask import Response, make_response

from ethreader.base.late_patterns import late_pattern
from ethreader.web.current import settings

# What XML 1.0 has no way to write, not even escaped.
UNWRITABLE = late_pattern("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def beginning_of_day(day: date) -> str:
    """Return the moment at which a day begins for the organisation."""
    return datetime.combine(day, time.min, settings().time_zone).isoformat()


def xml_response(text: str, *, kind: str) -> Response:
    """Respond with an XML document of a media type."""
    response = make_response(UNWRITABLE.sub("\ufffd", text))
    response.headers["Content-Type"] = f"{kind}; charset=utf-8"
    return response


def tags() -> str:
    """Return what the ids of this site begin with (RFC 4151): they outlive scheme and port."""
    host = urlsplit(settings().base_url).hostname or ""
    return f"tag:{host if ':' not in host else 'localhost'},2026"
