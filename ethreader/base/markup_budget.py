"""How much markup a comment may have: what costs the parser time is counted before it begins.

Plain words cost it next to nothing, each mark and each line some tens of microseconds, and a URL
more. 5,000 characters within these numbers take some tens of milliseconds at most, however they
are put together (searched for by mutation, November 2026). Nobody who writes by hand meets them.
"""

import re

MOST_MARKS = 400
MOST_URLS = 100
MOST_LINES = 500

_MARK = re.compile(r"[*_]+|[<\[]|://")


def is_within_budget(text: str) -> bool:
    """Tell whether a comment may go to the parser."""
    is_light = text.count("\n") <= MOST_LINES and text.count("://") <= MOST_URLS
    return is_light and len(_MARK.findall(text)) <= MOST_MARKS
